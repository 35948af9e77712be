import { sql } from 'kysely';
import { manyByKey } from '../db/batch.ts';
import { type Db, dialectOf } from '../db/dialect.ts';
import { type Finding, FindingCounter } from './check.ts';
import { referringTakes } from './referring-takes.ts';

/** Engines count characters otherwise than anchors do, so the texts are looked at here, a few at a time. */
export async function findWrongAnchors(db: Db): Promise<Finding> {
  const findings = new FindingCounter();
  for await (const takeIds of referringTakes(db)) {
    for (const { text, references } of await textsWithReferences(db, takeIds)) {
      for (const { anchors, label } of references) if (!areAnchorsOf(text, anchors)) findings.add(label);
    }
  }
  return findings.finish();
}

async function textsWithReferences(
  db: Db,
  takeIds: readonly number[],
): Promise<{ text: string; references: { anchors: string; label: string }[] }[]> {
  const { among } = dialectOf(db);
  const bodies = await db
    .selectFrom('take_body')
    .select(['take_id', 'text'])
    .where(among(sql`take_id`, takeIds))
    .execute();
  const references = await db
    .selectFrom('cross_reference')
    .innerJoin('take', 'take.id', 'take_id')
    .innerJoin('article as target', 'target.id', 'target_id')
    .select(['take_id', 'anchors', sql<string>`take.key || ' → ' || target.slug`.as('label')])
    .where(among(sql`take_id`, takeIds))
    .orderBy('position')
    .execute();
  const texts = new Map(bodies.map((body) => [body.take_id, body.text]));
  const own = manyByKey(takeIds, references, (row) => row.take_id);
  return takeIds.map((id, i) => ({ text: texts.get(id) ?? '', references: own[i]! }));
}

/** A reference has at least one place; what stands there is what the anchor says. */
function areAnchorsOf(text: string, json: string): boolean {
  const anchors = parse(json);
  return Array.isArray(anchors) && anchors.length > 0 && anchors.every((anchor) => isAnchorOf(text, anchor));
}

function isAnchorOf(text: string, anchor: unknown): boolean {
  if (typeof anchor !== 'object' || anchor === null) return false;
  const { start, end, exact } = anchor as Record<string, unknown>;
  return (
    Number.isInteger(start) &&
    Number.isInteger(end) &&
    0 <= Number(start) &&
    Number(start) <= Number(end) &&
    Number(end) <= text.length &&
    text.slice(Number(start), Number(end)) === exact
  );
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
