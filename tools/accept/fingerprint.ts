import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { openStore } from '../../src/db/store.ts';

/** A hash of every row of every table; of PostgreSQL's also with the transaction and the place that wrote it. */
export async function fingerprintOf(databaseUrl: string): Promise<string> {
  const { tables, rows } = databaseUrl.startsWith('sqlite:') ? ofSqlite : ofPostgres;
  await using store = openStore(databaseUrl);
  const all = async <Row>(statement: string) => (await sql.raw<Row>(statement).execute(store.db)).rows;
  const hash = createHash('sha256');
  for (const { name, columns } of await all<{ name: string; columns: string }>(tables))
    hash.update(`${name}: ${JSON.stringify(await all(rows(name, columns)))}\n`);
  return hash.digest('hex');
}

/** Quoted, since an index holds numbers that JavaScript has not. */
const ofSqlite = {
  tables: `
    select t.name, group_concat('quote("' || c.name || '")', ', ') as columns
    from sqlite_schema as t join pragma_table_info(t.name) as c where t.type = 'table' group by t.name order by 1`,
  rows: (table: string, columns: string) => `select ${columns} from ${table} order by 1`,
};
const ofPostgres = {
  tables: `
    select table_name as name, '*' as columns
    from information_schema.tables where table_schema = 'public' order by 1`,
  rows: (table: string) => `select xmin::text, ctid::text, * from ${table} order by ctid`,
};
