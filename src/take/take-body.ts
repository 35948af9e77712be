import type { Body, Layout } from '../body/body.ts';
import type { Db } from '../db/dialect.ts';

/** The text of a take in the form that it was stored from. */
export async function getBody(db: Db, takeId: number): Promise<Body> {
  const row = await db
    .selectFrom('take_body')
    .select(['markdown', 'html', 'text', 'word_count as wordCount', 'layout'])
    .where('take_id', '=', takeId)
    .executeTakeFirstOrThrow();
  const links = await db
    .selectFrom('take_link')
    .select(['url', 'start_offset as start', 'end_offset as end'])
    .where('take_id', '=', takeId)
    .orderBy('position')
    .execute();
  return { ...row, layout: JSON.parse(row.layout) as Layout, links };
}
