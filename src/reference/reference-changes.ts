import { sql } from 'kysely';
import { manyByKey } from '../db/batch.ts';
import { type Db, dialectOf } from '../db/dialect.ts';
import { statement } from '../db/statement.ts';
import { together } from '../db/together.ts';
import {
  type FoundReference,
  type ResolvedLink,
  type ResolvedMention,
  resolveReferences,
} from '../detect/resolve.ts';
import { bearersByTitleIds } from './title.queries.ts';

/** A take as far as its references depend on it. */
interface Relinkable {
  id: number;
  key: string;
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
  take_key: string;
}

interface Changes {
  take: Relinkable;
  gone: StoredReference[];
  /** Those that stay as they are but for their position, since one before them came or went. */
  shifted: { row: StoredReference; by: number }[];
  /** To be inserted (row null) or updated. */
  write: { found: FoundReference; row: StoredReference | null }[];
}

const selectTakes = statement((db, { takeIds }: { takeIds: readonly number[] }) =>
  db
    .selectFrom('take')
    .select(['id', 'key', 'article_id', 'published_at'])
    .where(dialectOf(db).among(sql`id`, takeIds))
    .orderBy('id'),
);

/**
 * Works out what these takes refer to, from the links, titles and articles that the store holds now and without what an
 * editor removed, and compares it with the references that are stored.
 *
 * @param rewritten takes whose references all count as changed, as their anchors are of another text
 */
export async function findReferenceChanges(
  db: Db,
  takeIds: readonly number[],
  rewritten: Pick<ReadonlySet<number>, 'has'> = new Set(),
): Promise<Changes[]> {
  const takes = await selectTakes(db, { takeIds });
  const ids = takes.map((take) => take.id);
  if (ids.length === 0) return [];
  const [links, mentions, removed, stored] = await together([
    resolvedLinksByTakeIds(db, ids),
    resolvedMentionsByTakeIds(db, ids),
    removedByTakeIds(db, ids),
    storedByTakeIds(db, ids),
  ]);
  return takes.map((take, i) => {
    const found = resolveReferences(take.article_id, links[i]!, mentions[i]!, removed[i]);
    return compare(take, found, stored[i]!, rewritten.has(take.id));
  });
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
  return { take, gone: [...rows.values()], shifted, write };
}

function isSameButPosition(take: Relinkable, found: FoundReference, row: StoredReference): boolean {
  if (
    row.source_id !== take.article_id ||
    row.take_time !== (take.published_at ?? '') ||
    row.take_key !== take.key ||
    row.target_take_id !== found.targetTakeId ||
    row.detected_by !== found.detectedBy ||
    row.confidence !== found.confidence
  ) {
    return false;
  }
  return placesOf(row) === JSON.stringify(found.places);
}

/** JSON of the places that a reference's anchors name; null where they cannot be read: then they are made anew. */
function placesOf({ anchors }: StoredReference): string | null {
  try {
    const places = JSON.parse(anchors) as FoundReference['places'];
    return JSON.stringify(places.map(({ start, end, url }) => ({ start, end, url })));
  } catch {
    return null;
  }
}

const selectLinks = statement((db, { takeIds }: { takeIds: readonly number[] }) =>
  db
    .selectFrom('take_link as link')
    .leftJoin('article_url as exact', 'exact.key', 'link.key')
    // Only looked for where it is needed.
    .leftJoin('article_url as page', (join) =>
      join.on('page.key', '=', sql`case when exact.key is null then link.page_key end`),
    )
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
    .where(dialectOf(db).among(sql`link.take_id`, takeIds))
    .orderBy('link.take_id')
    .orderBy('link.position'),
);

/** The links whose address is known. An exact key goes before the one without fragment. */
async function resolvedLinksByTakeIds(db: Db, takeIds: readonly number[]): Promise<ResolvedLink[][]> {
  const rows = await selectLinks(db, { takeIds });
  return manyByKey(takeIds, rows, (row) => row.owner);
}

const selectMentions = statement((db, { takeIds }: { takeIds: readonly number[] }) =>
  db
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
    .where(dialectOf(db).among(sql`mention.take_id`, takeIds))
    .orderBy('mention.take_id')
    .orderBy('mention.start_offset'),
);

async function resolvedMentionsByTakeIds(db: Db, takeIds: readonly number[]): Promise<ResolvedMention[][]> {
  const rows = await selectMentions(db, { takeIds });
  const titleIds = [...new Set(rows.map((row) => row.title_id))];
  const bearers = titleIds.length === 0 ? [] : await bearersByTitleIds(db, titleIds);
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

const selectRemoved = statement((db, { takeIds }: { takeIds: readonly number[] }) =>
  db
    .selectFrom('removed_reference as removed')
    .leftJoin('former_article as former', 'former.uid', 'removed.target_uid')
    .leftJoin('article', 'article.uid', 'removed.target_uid')
    .select((eb) => ['removed.take_id', eb.fn.coalesce('former.article_id', 'article.id').as('target_id')])
    .where(dialectOf(db).among(sql`removed.take_id`, takeIds)),
);

/** For each take the articles that an editor said it does not refer to. */
async function removedByTakeIds(db: Db, takeIds: readonly number[]): Promise<ReadonlySet<number>[]> {
  const rows = await selectRemoved(db, { takeIds });
  const removed = manyByKey(takeIds, rows, (row) => row.take_id);
  return removed.map((list) => new Set(list.flatMap((row) => row.target_id ?? [])));
}

const selectStored = statement((db, { takeIds }: { takeIds: readonly number[] }) =>
  db
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
      'take_key',
    ])
    .where(dialectOf(db).among(sql`take_id`, takeIds)),
);

async function storedByTakeIds(db: Db, takeIds: readonly number[]): Promise<StoredReference[][]> {
  const rows = await selectStored(db, { takeIds });
  return manyByKey(takeIds, rows, (row) => row.take_id);
}
