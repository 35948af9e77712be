import { CompiledQuery, sql } from 'kysely';
import type { Db } from '../../src/db/dialect.ts';
import type { Engine } from '../support/engines.ts';

/** How a statement gets at rows of a table. */
export interface Access {
  table: string;
  /** The columns and expressions that the index is sought by, in its order; of an index that is gone through none. */
  by: string[];
  /** At most one row for each look-up. */
  isUnique: boolean;
  /** Rows are read as long as a limit wants more: there is no sort, and where that can be told no filter, between. */
  isLimited: boolean;
}

export type ReadPlan = (statement: string) => Promise<Access[]>;

export const planReaders: Record<Engine, (db: Db) => Promise<ReadPlan>> = {
  sqlite: readSqlitePlans,
  postgres: readPostgresPlans,
};

interface SqliteNode {
  id: number;
  parent: number;
  detail: string;
}

async function readSqlitePlans(db: Db): Promise<ReadPlan> {
  const { rows } = await sql<{ tbl: string; idx: string; isUnique: number; columns: number }>`
    select t.name as tbl, l.name as idx, l."unique" as isUnique, (select count(*) from pragma_index_info(l.name)) as columns
    from pragma_table_list as t join pragma_index_list(t.name) as l where t.schema = 'main'
  `.execute(db);
  const tables = await sql<{ name: string }>`select name from pragma_table_list where type = 'table'`.execute(
    db,
  );
  const names = new Set(tables.rows.map(({ name }) => name));
  const unique = new Map(rows.filter((row) => row.isUnique).map((row) => [row.idx, row.columns]));
  return async (statement) => {
    const plan = await db.executeQuery<SqliteNode>(CompiledQuery.raw(`explain query plan ${statement}`));
    return plan.rows.flatMap(({ parent, detail }) => {
      const [, verb, alias = ''] = /^(SCAN|SEARCH) (\S+)/.exec(detail) ?? [];
      const table = names.has(alias) ? alias : tableOf(statement, alias);
      if (!verb || !names.has(table) || detail.includes('VIRTUAL TABLE')) return [];
      const by = Array.from(
        detail.matchAll(/(\w+|<expr>)([=<>])\?/g),
        ([, column, sign]) => `${column!}${sign!}`,
      );
      const index = /INDEX (\S+)/.exec(detail)?.[1] ?? '';
      // A search for nothing is one for the least or the greatest.
      const isExtreme = verb === 'SEARCH' && by.length === 0;
      const isUnique =
        isExtreme ||
        by.includes('rowid=') ||
        unique.get(index) === by.filter((each) => each.endsWith('=')).length;
      const beside = plan.rows.filter((row) => row.parent === parent);
      const isSorted = beside.some((row) => row.detail.startsWith('USE TEMP B-TREE'));
      // Without an index nothing is in order.
      return [{ table, by, isUnique, isLimited: !isSorted && index !== '' && /\blimit\b/i.test(statement) }];
    });
  };
}

/** The table of which a statement makes an alias. */
function tableOf(statement: string, alias: string): string {
  return (
    new RegExp(String.raw`(?:from|join) "?(\w+)"?(?: as)? "?${alias}"?(?!\w)`, 'i').exec(statement)?.[1] ?? ''
  );
}

interface PostgresNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Index Cond'?: string;
  Filter?: string;
  Plans?: PostgresNode[];
}

/** What has to see all of its input before it gives a row. */
const blocking = /Sort|Aggregate|Hash|WindowAgg|Materialize|ModifyTable/;

async function readPostgresPlans(db: Db): Promise<ReadPlan> {
  const { rows } = await sql<{ index: string; table: string; columns: string[] }>`
    select index.relname as "index", "table".relname as "table",
      array(select pg_get_indexdef(indexrelid, n, true) from generate_series(1, indnkeyatts) as n) as columns
    from pg_index join pg_class as index on index.oid = indexrelid join pg_class as "table" on "table".oid = indrelid
    where indisunique and index.relnamespace = current_schema()::regnamespace
  `.execute(db);
  const isUniqueBy = (table: string, by: readonly string[]) =>
    rows.some((row) => row.table === table && row.columns.every((column) => by.includes(`${column}=`)));
  const isUniqueIndex = (name: string | undefined) => rows.some((row) => row.index === name);

  /** @param isLimited whether a limit above decides how many rows are read */
  const accesses = (node: PostgresNode, isLimited: boolean, bitmap?: string): Access[] => {
    const type = node['Node Type'];
    // Rows that already come in the order of what is unique are sorted one by one.
    const isInOrder = type === 'Incremental Sort' && isUniqueIndex(node.Plans?.[0]?.['Index Name']);
    const below = type === 'Limit' || (isLimited && (isInOrder || !blocking.test(type)));
    const table = node['Relation Name'] ?? bitmap;
    const within = (node.Plans ?? []).flatMap((child) =>
      accesses(child, below && !/Bitmap/.test(type), type.startsWith('Bitmap') ? table : undefined),
    );
    if (!table || !type.endsWith('Scan') || type === 'Bitmap Heap Scan') return within;
    const by = Array.from(
      (node['Index Cond'] ?? '').matchAll(/(\w+)(?:, ''::text\)|, '~'::text\))? ([=<>@]+)/g),
      ([, column, sign]) => `${column!}${sign!}`,
    );
    return [
      {
        table,
        by,
        isUnique: isUniqueBy(table, by),
        isLimited: isLimited && type !== 'Seq Scan' && !node.Filter,
      },
      ...within,
    ];
  };

  return (statement) =>
    db.connection().execute(async (connection) => {
      const settings = ['plan_cache_mode = force_generic_plan', 'enable_seqscan = off', 'enable_hashjoin = off',
        'enable_mergejoin = off', 'jit = off']; // prettier-ignore
      for (const setting of settings) await sql.raw(`set ${setting}`).execute(connection);
      const parameters = Math.max(0, ...Array.from(statement.matchAll(/\$(\d+)/g), ([, n]) => Number(n)));
      await sql.raw(`prepare planned as ${statement}`).execute(connection);
      try {
        const values = parameters === 0 ? '' : `(${Array<string>(parameters).fill('null').join(', ')})`;
        const plan = await sql<{ 'QUERY PLAN': { Plan: PostgresNode }[] }>`
          explain (format json, costs off) execute planned${sql.raw(values)}
        `.execute(connection);
        return accesses(plan.rows[0]!['QUERY PLAN'][0]!.Plan, false);
      } finally {
        await sql`deallocate planned`.execute(connection);
      }
    });
}
