import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { openStore } from '../../src/db/store.ts';

/** A hash of every row of every table; of PostgreSQL's also with the transaction and the place that wrote it. */
export async function fingerprintOf(databaseUrl: string): Promise<string> {
  const onSqlite = databaseUrl.startsWith('sqlite:');
  const { tables, rows } = onSqlite
    ? {
        tables: `select name from sqlite_schema where type = 'table' order by name`,
        rows: (table: string) => `select * from ${table} order by 1`,
      }
    : {
        tables: `select table_name as name from information_schema.tables where table_schema = 'public' order by 1`,
        rows: (table: string) => `select xmin::text, ctid::text, * from ${table} order by ctid`,
      };
  await using store = openStore(databaseUrl);
  const hash = createHash('sha256');
  for (const { name } of (await sql.raw<{ name: string }>(tables).execute(store.db)).rows) {
    hash.update(`${name}: ${JSON.stringify((await sql.raw(rows(name)).execute(store.db)).rows)}\n`);
  }
  return hash.digest('hex');
}
