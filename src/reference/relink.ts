import { type Insertable, sql } from 'kysely';
import { AnchorMaker } from '../detect/anchor.ts';
import { chunksOf } from '../db/batch.ts';
import { type Db, dialectOf } from '../db/dialect.ts';
import { insertRows, updateRow } from '../db/rows.ts';
import { statement } from '../db/statement.ts';
import type { CrossReferenceTable } from '../db/tables.ts';
import type { DetectableBody } from '../detect/prose.ts';
import { countReference } from './counters.ts';
import { loadDetectableBodies } from './detectable-body.ts';
import { findReferenceChanges } from './reference-changes.ts';

/** Takes worked on at once: bounds memory when a much-named title arrives. */
const chunkSize = 50;

/**
 * Works out what these takes refer to, from the links, titles and articles that the store holds now, and stores
 * what differs. References that stay keep their ids.
 *
 * @param rewritten takes whose text is new, with it: their anchors are made anew even where they stand in the same place
 * @returns how many references were added, and the ids of those that ended
 */
export async function relinkTakes(
  trx: Db,
  takeIds: readonly number[],
  rewritten: ReadonlyMap<number, DetectableBody> = new Map(),
): Promise<Relinked> {
  const all: Relinked = { added: 0, gone: [] };
  for (const chunk of chunksOf(takeIds, chunkSize)) {
    const { added, gone } = await relinkChunk(trx, chunk, rewritten);
    all.added += added;
    all.gone.push(...gone);
  }
  return all;
}

interface Relinked {
  added: number;
  gone: number[];
}

/**
 * Takes away all references of a take that is about to go.
 *
 * @returns their ids
 */
export async function unlinkTake(trx: Db, takeId: number): Promise<number[]> {
  const stored = await trx
    .selectFrom('cross_reference')
    .select(['id', 'source_id', 'target_id'])
    .where('take_id', '=', takeId)
    .execute();
  for (const row of stored) countReference(trx, row.source_id, row.target_id, -1);
  await trx.deleteFrom('cross_reference').where('take_id', '=', takeId).execute();
  return stored.map((row) => row.id);
}

const selectNewest = statement((db, _values: object) =>
  db.selectFrom('cross_reference').select(({ fn }) => fn.max('id').as('id')),
);

/** The greatest id of a reference, 0 where there is none: later ones get greater ones. */
export async function findNewestReference(trx: Db): Promise<number> {
  const [newest] = await selectNewest(trx, {});
  return newest?.id ?? 0;
}

const selectReferringTakes = statement((db, { articleId }: { articleId: number }) =>
  db.selectFrom('cross_reference').select('take_id').where('target_id', '=', articleId),
);

/** Takes with a reference to the article. */
export async function findTakesReferringTo(trx: Db, articleId: number): Promise<number[]> {
  const rows = await selectReferringTakes(trx, { articleId });
  return rows.map((row) => row.take_id);
}

const deleteReferences = statement((db, { ids }: { ids: readonly number[] }) =>
  db.deleteFrom('cross_reference').where(dialectOf(db).among(sql`id`, ids)),
);

const shiftReferences = statement((db, { ids, by }: { ids: readonly number[]; by: number }) =>
  db
    .updateTable('cross_reference')
    .set((eb) => ({ position: eb('position', '+', by) }))
    .where(dialectOf(db).among(sql`id`, ids)),
);

async function relinkChunk(
  trx: Db,
  takeIds: readonly number[],
  rewritten: ReadonlyMap<number, DetectableBody>,
): Promise<Relinked> {
  const changes = await findReferenceChanges(trx, takeIds, rewritten);
  const needAnchors = changes.filter((change) => change.write.length > 0).map((change) => change.take.id);
  const bodies = await loadDetectableBodies(
    trx,
    needAnchors.filter((id) => !rewritten.has(id)),
  );
  const bodyOf = new Map(bodies.map(({ takeId, body }) => [takeId, body]));
  const shifts = new Map<number, number[]>();
  const ended: number[] = [];
  const inserts: Insertable<CrossReferenceTable>[] = [];
  for (const { take, gone, shifted, write } of changes) {
    for (const { row, by } of shifted) {
      const ids = shifts.get(by);
      if (ids) ids.push(row.id);
      else shifts.set(by, [row.id]);
    }
    for (const row of gone) {
      countReference(trx, row.source_id, row.target_id, -1);
      ended.push(row.id);
    }
    const body = rewritten.get(take.id) ?? bodyOf.get(take.id);
    if (!body || write.length === 0) continue;
    const anchors = new AnchorMaker(body.text, body.layout.blocks);
    for (const { found, row } of write) {
      const values = {
        source_id: take.article_id,
        target_take_id: found.targetTakeId,
        detected_by: found.detectedBy,
        confidence: found.confidence,
        position: found.position,
        anchors: JSON.stringify(found.places.map((place) => anchors.make(place.start, place.end, place.url))),
        take_time: take.published_at ?? '',
        take_key: take.key,
      };
      if (row) {
        if (row.source_id !== take.article_id) {
          countReference(trx, row.source_id, row.target_id, -1);
          countReference(trx, take.article_id, row.target_id, 1);
        }
        await updateRow(trx, 'cross_reference', row.id, values);
      } else {
        countReference(trx, take.article_id, found.targetId, 1);
        inserts.push({ ...values, take_id: take.id, target_id: found.targetId, kind: 'MENTION' as const });
      }
    }
  }
  if (ended.length > 0) await deleteReferences(trx, { ids: ended });
  await insertRows(trx, 'cross_reference', inserts);
  for (const [by, ids] of shifts) await shiftReferences(trx, { ids, by });
  return { added: inserts.length, gone: ended };
}
