import { sql } from 'kysely';
import type { Layout } from '../body/body.ts';
import type { DetectableBody } from '../detect/prose.ts';
import { manyByKey } from '../db/batch.ts';
import { type Db, dialectOf } from '../db/dialect.ts';
import { statement } from '../db/statement.ts';

const selectBodies = statement((db, { takeIds }: { takeIds: readonly number[] }) =>
  db
    .selectFrom('take_body')
    .select(['take_id', 'text', 'layout'])
    .where(dialectOf(db).among(sql`take_id`, takeIds)),
);

const selectLinks = statement((db, { takeIds }: { takeIds: readonly number[] }) =>
  db
    .selectFrom('take_link')
    .select(['take_id', 'start_offset as start', 'end_offset as end'])
    .where(dialectOf(db).among(sql`take_id`, takeIds))
    .orderBy('position'),
);

/** The bodies of takes, as far as detection reads them. */
export async function loadDetectableBodies(
  db: Db,
  takeIds: readonly number[],
): Promise<{ takeId: number; body: DetectableBody }[]> {
  if (takeIds.length === 0) return [];
  const bodies = await selectBodies(db, { takeIds });
  const ids = bodies.map((row) => row.take_id);
  const links = await selectLinks(db, { takeIds });
  const linksOf = manyByKey(ids, links, (row) => row.take_id);
  return bodies.map((row, i) => ({
    takeId: row.take_id,
    body: { text: row.text, layout: JSON.parse(row.layout) as Layout, links: linksOf[i]! },
  }));
}
