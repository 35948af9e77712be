import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { openStore } from '../../src/db/store.ts';
import type { TestApp } from '../support/app.ts';

/** A hash of every row of every table; of PostgreSQL's also with the transaction and the place that wrote it. */
export async function fingerprint(app: TestApp): Promise<string> {
  const onSqlite = app.databaseUrl.startsWith('sqlite:');
  const { tables, rows } = onSqlite
    ? {
        // Quoted: the word index numbers its own rows beyond what JavaScript can.
        tables: `
          select sqlite_schema.name, group_concat('quote("' || columns.name || '")') as columns
          from sqlite_schema join pragma_table_info(sqlite_schema.name) as columns
          where sqlite_schema.type = 'table' group by sqlite_schema.name order by sqlite_schema.name
        `,
        rows: (table: string, columns: string) => `select ${columns} from ${table} order by 1`,
      }
    : {
        tables: `select table_name as name, '' as columns from information_schema.tables where table_schema = 'public' order by 1`,
        rows: (table: string) => `select xmin::text, ctid::text, * from ${table} order by ctid`,
      };
  await using store = openStore(app.databaseUrl);
  const hash = createHash('sha256');
  const { rows: all } = await sql.raw<{ name: string; columns: string }>(tables).execute(store.db);
  for (const { name, columns } of all) {
    hash.update(`${name}: ${JSON.stringify((await sql.raw(rows(name, columns)).execute(store.db)).rows)}\n`);
  }
  return hash.digest('hex');
}

/** The facts of each source, by its path below the app's folder. */
export async function factsOf(app: TestApp): Promise<Record<string, Record<string, unknown>>> {
  await using store = openStore(app.databaseUrl);
  const rows = await store.db.selectFrom('source').select(['document', 'facts']).execute();
  return Object.fromEntries(
    rows.map(({ document, facts }) => [
      document.slice(app.folder.length + 1),
      JSON.parse(facts) as Record<string, unknown>,
    ]),
  );
}
