import { sql } from 'kysely';
import type { Db } from '../db/dialect.ts';
import { type Finding, FindingCounter } from './check.ts';
import { type IdRange, idRanges } from './id-ranges.ts';

/** Engines count characters otherwise than anchors do, so the texts are looked at here, a few at a time. */
export async function findWrongAnchors(db: Db): Promise<Finding> {
  const findings = new FindingCounter();
  for await (const takes of idRanges(db, 'take')) {
    const texts = await textsOf(db, takes);
    for (const { take_id, anchors, label } of await referencesOf(db, takes)) {
      if (!areAnchorsOf(texts.get(take_id) ?? '', anchors)) findings.add(label);
    }
  }
  return findings.finish();
}

async function textsOf(db: Db, { first, last }: IdRange): Promise<Map<number, string>> {
  const bodies = await db
    .selectFrom('take_body')
    .select(['take_id', 'text'])
    .where('take_id', '>=', first)
    .where('take_id', '<=', last)
    .execute();
  return new Map(bodies.map((body) => [body.take_id, body.text]));
}

async function referencesOf(
  db: Db,
  { first, last }: IdRange,
): Promise<{ take_id: number; anchors: string; label: string }[]> {
  return db
    .selectFrom('cross_reference')
    .innerJoin('take', 'take.id', 'take_id')
    .innerJoin('article as target', 'target.id', 'target_id')
    .select(['take_id', 'anchors', sql<string>`take.key || ' → ' || target.slug`.as('label')])
    .where('take_id', '>=', first)
    .where('take_id', '<=', last)
    .orderBy('take_id')
    .orderBy('position')
    .execute();
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
