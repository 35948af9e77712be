import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Batch, Value } from './batches.ts';

/**
 * Fills a migrated, empty SQLite store. Indexes are made when all rows are there; nothing is safe from a crash until
 * then.
 */
export async function fillSqlite(file: string, batches: AsyncIterable<Batch>): Promise<void> {
  const db = new DatabaseSync(file);
  // Not `off`: Node.js opens databases defensively, and SQLite then keeps the journal that there is.
  db.exec('pragma foreign_keys = off; pragma journal_mode = memory; pragma synchronous = off');
  db.exec('pragma cache_size = -262144; pragma temp_store = memory');
  const indexes = db
    .prepare(`select name, sql from sqlite_schema where type = 'index' and sql is not null`)
    .all() as { name: string; sql: string }[];
  for (const { name } of indexes) db.exec(`drop index ${name}`);
  const statements = new Map<string, StatementSync>();
  for await (const batch of batches) {
    db.exec('begin');
    for (const [table, { columns, rows }] of batch) {
      let statement = statements.get(table);
      if (!statement) statements.set(table, (statement = db.prepare(insertion(table, columns))));
      for (const row of rows) statement.run(...row.map(toSqlite));
    }
    db.exec('commit');
  }
  for (const { sql } of indexes) db.exec(sql);
  db.exec('pragma journal_mode = wal');
  db.close();
}

function insertion(table: string, columns: readonly string[]): string {
  // Of an index what it is about is the row's own number.
  const isIndex = table === 'take_words' || table === 'text_index';
  const names = columns.map((column, i) => (isIndex && i === 0 ? 'rowid' : column));
  return `insert into ${table} (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`;
}

function toSqlite(value: Value): string | number | null {
  return Array.isArray(value) ? value.map(wordToken).join(' ') : value;
}

/** A hash of words as the store writes it; see `saveTakeWords`. */
function wordToken(hash: number): string {
  return Math.floor(hash / 2 ** 32).toString(36) + (hash >>> 0).toString(36);
}
