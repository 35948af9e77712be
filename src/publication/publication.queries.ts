import { sql } from 'kysely';
import type { Db } from '../db/dialect.ts';

/** When a take or an article last changed; null where there is none. */
export async function findLastChange(db: Db): Promise<string | null> {
  const { rows } = await sql<{ time: string | null }>`
    select max(change.time) as time from (
      select max(updated_at) as time from take union all select max(updated_at) from article
    ) as change
  `.execute(db);
  return rows[0]!.time;
}
