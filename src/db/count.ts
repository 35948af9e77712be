import { type RawBuilder, sql } from 'kysely';
import { manyByKey } from './batch.ts';
import { type Db, dialectOf } from './dialect.ts';
import { statement } from './statement.ts';
import type { Tables } from './tables.ts';

const all = sql<boolean>`true`;

/** How many rows a table has, or how many of them fulfil a condition. */
export async function countRows(
  db: Db,
  table: keyof Tables,
  condition?: RawBuilder<boolean>,
): Promise<number> {
  const count = sql`select count(*) as count from ${sql.table(table)}`;
  const { rows } = await (
    condition
      ? sql<{ count: number }>`${count} where ${condition}`
      : // Asked once, as all rows of a table are counted without looking at them, but in a thread: a large one may have to be read.
        sql<{ count: number }>`select (${count}) as count where ${dialectOf(db).stillWanted(sql.lit(0))}`
  ).execute(db);
  return rows[0]!.count;
}

const countBy = statement(
  (
    db,
    { ids }: { ids: readonly number[] },
    table: keyof Tables,
    column: string,
    condition?: RawBuilder<boolean>,
  ) => {
    const owner = sql.ref(column);
    return sql<{ owner: number; count: number }>`
      select ${owner} as owner, count(*) as count from ${sql.table(table)}
      where ${dialectOf(db).among(owner, ids)} and ${condition ?? all} group by ${owner}
    `;
  },
);

/** For each id how many rows of a table, of those that fulfil a condition, have it in a column. The answer aligns with the ids. */
export async function countRowsBy<Table extends keyof Tables>(
  db: Db,
  table: Table,
  column: keyof Tables[Table] & string,
  ids: readonly number[],
  condition?: RawBuilder<boolean>,
): Promise<number[]> {
  const rows = await countBy(db, { ids }, table, column, condition);
  return manyByKey(ids, rows, (row) => row.owner).map((own) => own[0]?.count ?? 0);
}
