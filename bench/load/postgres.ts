import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { textColumns } from '../../src/db/postgres-text-index.ts';
import { joinedWords } from '../../src/identity/tokens.ts';
import type { Batch, Value } from './batches.ts';

/**
 * Fills a migrated, empty PostgreSQL store, as a superuser. Indexes are made when all rows are there, and the planner's
 * statistics, as autovacuum would.
 */
export async function fillPostgres(url: string, batches: AsyncIterable<Batch>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  // Foreign keys are triggers: what the data set says is right, and `ibid doctor` looks at it.
  await client.query(`set session_replication_role = replica; set maintenance_work_mem = '256MB'`);
  const { rows: indexes } = await client.query<{ name: string; sql: string }>(`
    select indexname as name, indexdef as sql from pg_indexes
    where schemaname = 'public' and indexname not in (select conname from pg_constraint)`);
  for (const { name } of indexes) await client.query(`drop index ${name}`);
  for await (const batch of batches) {
    await client.query('begin');
    for (const [table, { columns, rows }] of batch) {
      if (table === 'text_index') await copy(client, table, ['id', 'tokens', 'overflow'], rows.map(toVector));
      else await copy(client, table, columns, rows);
    }
    await client.query('commit');
  }
  for (const { sql } of indexes) await client.query(sql);
  const { rows: counters } = await client.query<{ table: string }>(`
    select table_name as table from information_schema.columns
    where table_schema = 'public' and is_identity = 'YES'`);
  for (const { table } of counters) {
    await client.query(
      `select setval(pg_get_serial_sequence('${table}', 'id'), max(id)) from ${table} having max(id) > 0`,
    );
  }
  await client.query('vacuum analyze');
  await client.end();
}

async function copy(
  client: pg.Client,
  table: string,
  columns: readonly string[],
  rows: readonly Value[][],
): Promise<void> {
  const stream = client.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin`));
  const done = finished(stream);
  let lines = '';
  for (const row of rows) {
    lines += `${row.map(toCopy).join('\t')}\n`;
    if (lines.length < 2 ** 18) continue;
    if (!stream.write(lines)) await Promise.race([once(stream, 'drain'), done]);
    lines = '';
  }
  stream.end(lines);
  await done;
}

/** @param row an id, and the words of title and body with single spaces between */
function toVector([id, ...texts]: Value[]): Value[] {
  const [title = '', body = ''] = texts.map(String);
  const { tokens, overflow } = textColumns({ title: joinedWords(title), body });
  return [id!, tokens, overflow];
}

const escapes: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function toCopy(value: Value): string {
  if (value === null) return '\\N';
  if (Array.isArray(value)) return `{${value.join(',')}}`;
  return typeof value === 'number' ? String(value) : value.replace(/[\\\n\r\t]/g, (char) => escapes[char]!);
}
