import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { openStore } from '../../src/db/store.ts';
import { bitsFor, Postings } from '../../src/db/postings.ts';
import { goOnMerging, rowId } from '../../src/db/sqlite-word-segments.ts';
import type { Batch } from './batches.ts';

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
      if (table === 'take_words') {
        saveWords(db, rows as [number, number[]][]);
        continue;
      }
      let statement = statements.get(table);
      if (!statement) statements.set(table, (statement = db.prepare(insertion(table, columns))));
      for (const row of rows) statement.run(...(row as (string | number | null)[]));
    }
    db.exec('commit');
  }
  for (const { sql } of indexes) db.exec(sql);
  db.exec('pragma journal_mode = wal');
  db.close();
  await using store = openStore(`sqlite:${file}`);
  while (await store.write((trx) => goOnMerging(trx, 1_000_000)));
}

/** A segment for each batch: see `saveTakeWords`. */
function saveWords(db: DatabaseSync, rows: [number, number[]][]): void {
  const postings = Postings.ofWords(new Map(rows.map(([id, hashes]) => [id, Float64Array.from(hashes)])));
  const { count } = postings;
  const bits = bitsFor(count);
  const { id } = db.prepare('select coalesce(max(id), 0) + 1 as id from take_words_segment').get() as {
    id: number;
  };
  db.prepare('insert into take_words_segment (id, first, last, bits, postings) values (?, ?, ?, ?, ?)').run(
    id,
    id,
    id,
    bits,
    count,
  );
  const insertPostings = db.prepare('insert into take_words_postings (id, postings) values (?, ?)');
  for (const row of postings.rows(bits)) insertPostings.run(rowId(id, row.bucket), row.postings);
  const insertTake = db.prepare('insert into take_words (take_id, segment) values (?, ?)');
  for (const [takeId] of rows) insertTake.run(takeId, id);
}

function insertion(table: string, columns: readonly string[]): string {
  // Of an index what it is about is the row's own number.
  const isIndex = table === 'text_index';
  const names = columns.map((column, i) => (isIndex && i === 0 ? 'rowid' : column));
  return `insert into ${table} (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`;
}
