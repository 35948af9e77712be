import { sql } from 'kysely';
import type { Db } from './dialect.ts';

/** Tables that the API counts as a whole. */
export type Counted = 'article' | 'take' | 'topic' | 'person' | 'publisher' | 'cross_reference';

/** How many rows a table has: all of them are published. */
export async function countRows(db: Db, table: Counted): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(db);
  return rows[0]!.count;
}
