import { DatabaseSync, type StatementSync } from 'node:sqlite';
import pg from 'pg';

export type SqlRow = Record<string, string | number | null>;

/** A statement has one parameter: a text, or numbers for `among` and `each`. */
export interface SqlDatabase {
  /** The column is one of the numbers. */
  among(column: string): string;
  /** The numbers as a table `parent` with a column `value`. */
  readonly each: string;
  /** Joins the rows that a sub-select, which knows `parent.value`, picks of a table. */
  picked(table: string, subSelect: string): string;
  all(sql: string, parameter?: string | readonly number[]): SqlRow[] | Promise<SqlRow[]>;
}

export function openSqliteFile(file: string): SqlDatabase {
  const db = new DatabaseSync(file, { readOnly: true });
  db.exec('pragma cache_size = -65536; pragma temp_store = memory; pragma mmap_size = 1073741824');
  const statements = new Map<string, StatementSync>();
  return {
    among: (column) => `${column} in (select value from json_each(?))`,
    each: 'json_each(?) as parent',
    picked: (table, subSelect) => `join ${table} as picked on picked.id in (${subSelect})`,
    all(sql, parameter) {
      let statement = statements.get(sql);
      if (!statement) statements.set(sql, (statement = db.prepare(sql)));
      if (parameter === undefined) return statement.all() as SqlRow[];
      return statement.all(
        typeof parameter === 'string' ? parameter : `[${parameter.join(',')}]`,
      ) as SqlRow[];
    },
  };
}

/** Prepared statements, pipelined on two connections whose planner keeps to indexes and plans once. */
export async function openPostgresUrl(url: string): Promise<SqlDatabase> {
  pg.types.setTypeParser(pg.types.builtins.INT8, Number);
  const clients = [1, 2].map(() => new pg.Client({ connectionString: url, pipeline: true }));
  await Promise.all(clients.map((client) => client.connect()));
  const names = new Map<string, { name: string; text: string }>();
  let turn = 0;
  return {
    among: (column) => `${column} = any(?::bigint[])`,
    each: 'unnest(?::bigint[]) as parent(value)',
    picked: (table, subSelect) =>
      `cross join lateral (${subSelect}) as top(id) join ${table} as picked on picked.id = top.id`,
    async all(sql, parameter) {
      let named = names.get(sql);
      if (!named) names.set(sql, (named = { name: `s${names.size}`, text: sql.replaceAll('?', '$1') }));
      const client = clients[turn++ % clients.length]!;
      const { rows } = await client.query<SqlRow>({
        ...named,
        values: parameter === undefined ? [] : [parameter],
      });
      return rows;
    },
  };
}
