import { sql } from 'kysely';
import { AnchorMaker } from '../detect/anchor.ts';
import {
  type FoundReference,
  type ResolvedLink,
  type ResolvedMention,
  resolveReferences,
} from '../detect/resolve.ts';
import { chunksOf, manyByKey } from '../db/batch.ts';
import { type Db, dialectOf } from '../db/dialect.ts';
import { CounterChanges } from './counters.ts';
import { loadDetectableBodies } from './detectable-body.ts';
import { bearersByTitleIds } from './title.queries.ts';

/** Takes worked on at once: bounds memory when a much-named title arrives. */
const chunkSize = 50;

interface Relinkable {
  id: number;
  article_id: number;
  published_at: string | null;
}

interface StoredReference {
  id: number;
  take_id: number;
  source_id: number;
  target_id: number;
  target_take_id: number | null;
  detected_by: string;
  confidence: number;
  position: number;
  anchors: string;
  take_time: string;
}

/**
 * Works out what these takes refer to, from the links, titles and articles that the store holds now, and stores
 * what differs. References that stay keep their ids.
 *
 * @param rewritten takes whose text is new: their anchors are made anew even where they stand in the same place
 * @returns how many references were added
 */
export async function relinkTakes(
  trx: Db,
  takeIds: Iterable<number>,
  rewritten: ReadonlySet<number> = new Set(),
): Promise<number> {
  let added = 0;
  for (const chunk of chunksOf([...takeIds], chunkSize)) added += await relinkChunk(trx, chunk, rewritten);
  return added;
}

/** Takes away all references of a take that is about to go. */
export async function unlinkTake(trx: Db, takeId: number): Promise<void> {
  const counters = new CounterChanges();
  const stored = await trx
    .selectFrom('cross_reference')
    .select(['source_id', 'target_id'])
    .where('take_id', '=', takeId)
    .execute();
  for (const row of stored) counters.count(row.source_id, row.target_id, -1);
  await trx.deleteFrom('cross_reference').where('take_id', '=', takeId).execute();
  await counters.store(trx);
}

/** Takes with a reference to the article. */
export async function findTakesReferringTo(trx: Db, articleId: number): Promise<number[]> {
  const rows = await trx
    .selectFrom('cross_reference')
    .select('take_id')
    .where('target_id', '=', articleId)
    .execute();
  return rows.map((row) => row.take_id);
}

async function relinkChunk(
  trx: Db,
  takeIds: readonly number[],
  rewritten: ReadonlySet<number>,
): Promise<number> {
  const { among } = dialectOf(trx);
  const takes = await trx
    .selectFrom('take')
    .select(['id', 'article_id', 'published_at'])
    .where(among(sql`id`, takeIds))
    .execute();
  const ids = takes.map((take) => take.id);
  if (ids.length === 0) return 0;
  const [links, mentions, stored] = [
    await resolvedLinksByTakeIds(trx, ids),
    await resolvedMentionsByTakeIds(trx, ids),
    await storedByTakeIds(trx, ids),
  ];
  const changes = takes.map((take, i) => {
    const found = resolveReferences(take.article_id, links[i]!, mentions[i]!);
    return { take, ...compare(take, found, stored[i]!, rewritten.has(take.id)) };
  });

  const needAnchors = changes.filter((change) => change.write.length > 0).map((change) => change.take.id);
  const bodies = await loadDetectableBodies(trx, needAnchors);
  const bodyOf = new Map(bodies.map(({ takeId, body }) => [takeId, body]));
  const counters = new CounterChanges();
  const shifts = new Map<number, number[]>();
  let added = 0;
  for (const { take, gone, shifted, write } of changes) {
    for (const { row, by } of shifted) shifts.set(by, [...(shifts.get(by) ?? []), row.id]);
    for (const row of gone) counters.count(row.source_id, row.target_id, -1);
    if (gone.length > 0) {
      await trx
        .deleteFrom('cross_reference')
        .where(
          among(
            sql`id`,
            gone.map((row) => row.id),
          ),
        )
        .execute();
    }
    const body = bodyOf.get(take.id);
    if (!body) continue;
    const anchors = new AnchorMaker(body.text, body.layout.blocks);
    const inserts = [];
    for (const { found, row } of write) {
      const values = {
        source_id: take.article_id,
        target_take_id: found.targetTakeId,
        detected_by: found.detectedBy,
        confidence: found.confidence,
        position: found.position,
        anchors: JSON.stringify(found.places.map((place) => anchors.make(place.start, place.end, place.url))),
        take_time: take.published_at ?? '',
      };
      if (row) {
        if (row.source_id !== take.article_id) {
          counters.count(row.source_id, row.target_id, -1);
          counters.count(take.article_id, row.target_id, 1);
        }
        await trx.updateTable('cross_reference').set(values).where('id', '=', row.id).execute();
      } else {
        counters.count(take.article_id, found.targetId, 1);
        inserts.push({ ...values, take_id: take.id, target_id: found.targetId, kind: 'MENTION' });
      }
    }
    for (const chunk of chunksOf(inserts, 200))
      await trx.insertInto('cross_reference').values(chunk).execute();
    added += inserts.length;
  }
  for (const [by, referenceIds] of shifts) {
    await trx
      .updateTable('cross_reference')
      .set((eb) => ({ position: eb('position', '+', by) }))
      .where(among(sql`id`, referenceIds))
      .execute();
  }
  await counters.store(trx);
  return added;
}

interface Changes {
  gone: StoredReference[];
  /** Those that stay as they are but for their position, since one before them came or went. */
  shifted: { row: StoredReference; by: number }[];
  /** To be inserted (row null) or updated. */
  write: { found: FoundReference; row: StoredReference | null }[];
}

/** What has to be done so that the stored references become those found. */
function compare(
  take: Relinkable,
  found: readonly FoundReference[],
  stored: readonly StoredReference[],
  isRewritten: boolean,
): Changes {
  const rows = new Map(stored.map((row) => [row.target_id, row]));
  const shifted: Changes['shifted'] = [];
  const write: Changes['write'] = [];
  for (const reference of found) {
    const row = rows.get(reference.targetId) ?? null;
    rows.delete(reference.targetId);
    if (!row || isRewritten || !isSameButPosition(take, reference, row))
      write.push({ found: reference, row });
    else if (row.position !== reference.position)
      shifted.push({ row, by: reference.position - row.position });
  }
  return { gone: [...rows.values()], shifted, write };
}

function isSameButPosition(take: Relinkable, found: FoundReference, row: StoredReference): boolean {
  if (
    row.source_id !== take.article_id ||
    row.take_time !== (take.published_at ?? '') ||
    row.target_take_id !== found.targetTakeId ||
    row.detected_by !== found.detectedBy ||
    row.confidence !== found.confidence
  ) {
    return false;
  }
  const places = (JSON.parse(row.anchors) as FoundReference['places']).map(({ start, end, url }) => ({
    start,
    end,
    url,
  }));
  return JSON.stringify(places) === JSON.stringify(found.places);
}

/** The links whose address is known. An exact key goes before the one without fragment. */
async function resolvedLinksByTakeIds(trx: Db, takeIds: readonly number[]): Promise<ResolvedLink[][]> {
  const rows = await trx
    .selectFrom('take_link as link')
    .leftJoin('article_url as exact', 'exact.key', 'link.key')
    .leftJoin('article_url as page', 'page.key', 'link.page_key')
    .innerJoin('article', (join) =>
      join.on('article.id', '=', ({ fn }) => fn.coalesce('exact.article_id', 'page.article_id')),
    )
    .leftJoin('take', (join) =>
      join
        .on('take.key', '=', ({ fn }) => fn.coalesce('exact.key', 'page.key'))
        .onRef('take.article_id', '=', 'article.id')
        .on('take.url', 'is not', null),
    )
    .select([
      'link.take_id as owner',
      'link.url',
      'link.start_offset as start',
      'link.end_offset as end',
      'article.id as articleId',
      'article.key as articleKey',
      'take.id as takeId',
    ])
    .where(dialectOf(trx).among(sql`link.take_id`, takeIds))
    .orderBy('link.take_id')
    .orderBy('link.position')
    .execute();
  return manyByKey(takeIds, rows, (row) => row.owner);
}

async function resolvedMentionsByTakeIds(trx: Db, takeIds: readonly number[]): Promise<ResolvedMention[][]> {
  const rows = await trx
    .selectFrom('take_mention as mention')
    .innerJoin('title', 'title.id', 'mention.title_id')
    .select([
      'mention.take_id',
      'mention.title_id',
      'mention.start_offset as start',
      'mention.end_offset as end',
      'mention.exact',
      'mention.is_marked',
      'mention.is_mid_sentence',
      'title.segments',
      'title.eligible',
    ])
    .where(dialectOf(trx).among(sql`mention.take_id`, takeIds))
    .orderBy('mention.take_id')
    .orderBy('mention.start_offset')
    .execute();
  const titleIds = [...new Set(rows.map((row) => row.title_id))];
  const bearers = titleIds.length === 0 ? [] : await bearersByTitleIds(trx, titleIds);
  const bearersOf = new Map(titleIds.map((id, i) => [id, bearers[i]!]));
  const mentions = manyByKey(takeIds, rows, (row) => row.take_id);
  return mentions.map((list) =>
    list.map((row) => ({
      ...row,
      isMarked: row.is_marked === 1,
      isMidSentence: row.is_mid_sentence === 1,
      eligible: row.eligible === 1,
      bearers: bearersOf.get(row.title_id)!,
    })),
  );
}

async function storedByTakeIds(trx: Db, takeIds: readonly number[]): Promise<StoredReference[][]> {
  const rows = await trx
    .selectFrom('cross_reference')
    .select([
      'id',
      'take_id',
      'source_id',
      'target_id',
      'target_take_id',
      'detected_by',
      'confidence',
      'position',
      'anchors',
      'take_time',
    ])
    .where(dialectOf(trx).among(sql`take_id`, takeIds))
    .execute();
  return manyByKey(takeIds, rows, (row) => row.take_id);
}
