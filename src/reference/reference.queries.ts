import { sql } from 'kysely';
import {
  type ArticleColumns,
  articleColumns,
  type ArticleRow,
  survivorsByUids,
} from '../article/article.queries.ts';
import type { Anchor } from '../detect/anchor.ts';
import { manyByKey, oneByKey } from '../db/batch.ts';
import { countRowsBy } from '../db/count.ts';
import { columnsByField, type FieldNames } from '../db/columns.ts';
import { type Db, dialectOf } from '../db/dialect.ts';
import { statement, statementPerParent } from '../db/statement.ts';
import { allOf, type Condition } from '../list/conditions.ts';
import { referenceCondition, type ReferenceFilter } from '../list/filters.ts';
import { numberKey, type Order, textKey } from '../list/order.ts';
import { cursorColumns, Page, type Slice, withSlice } from '../list/page.ts';

/**
 * A cross-reference as the API shows it, without its places and its name. Only those columns are there that a field of
 * the operation reads.
 */
export interface ReferenceRow {
  referenceId: number;
  takeId: number;
  sourceId: number;
  targetId: number;
  targetTakeId: number | null;
  kind: 'MENTION' | 'QUOTES' | 'SEE_ALSO';
  detectedBy: 'LINK' | 'TITLE' | 'MANUAL' | 'IMPORTED';
  confidence: number;
  position: number;
}

/** @param reference with the JSON of its places */
export function anchorsOf(reference: { anchors: string }): Anchor[] {
  return JSON.parse(reference.anchors) as Anchor[];
}

/** Whose references a list holds. */
export type ReferenceOwner = 'take' | 'source' | 'target';

const newestTake = textKey('cross_reference.take_time', 'DESC');
const takeKey = textKey('cross_reference.take_key', 'ASC');
const readingOrder = numberKey('cross_reference.position', 'ASC');

/** Each list has one order: in a take reading order, across takes the newest take first. */
export const referenceOrders: Readonly<Record<ReferenceOwner, Order>> = {
  take: { name: 'references of take', id: 'cross_reference.id', keys: [readingOrder] },
  source: { name: 'references', id: 'cross_reference.id', keys: [newestTake, takeKey, readingOrder] },
  target: { name: 'referencedBy', id: 'cross_reference.id', keys: [newestTake, takeKey] },
};

const ownerColumns = { take: 'take_id', source: 'source_id', target: 'target_id' } as const;

const referenceColumns = columnsByField('CrossReference', {
  'cross_reference.id as referenceId': ['anchors'],
  'cross_reference.take_id as takeId': ['id', 'take', 'anchors'],
  'cross_reference.source_id as sourceId': ['source'],
  'cross_reference.target_id as targetId': ['id', 'target', 'anchors'],
  'cross_reference.target_take_id as targetTakeId': ['targetTake'],
  'cross_reference.kind': ['kind'],
  'cross_reference.detected_by as detectedBy': ['detectedBy'],
  'cross_reference.confidence': ['confidence'],
  'cross_reference.position': ['position'],
});
type ReferenceColumns = ReturnType<typeof referenceColumns>;

/** For each owner how many references it has that a filter lets through. */
export async function countReferencesByOwners(
  db: Db,
  owner: ReferenceOwner,
  ownerIds: readonly number[],
  where?: ReferenceFilter | null,
): Promise<number[]> {
  return countRowsBy(
    db,
    'cross_reference',
    ownerColumns[owner],
    ownerIds,
    where ? referenceCondition(db, where) : undefined,
  );
}

const selectPages = statementPerParent(
  (
    db,
    ownerId,
    { slice }: { slice: Slice },
    articles: ArticleColumns,
    references: ReferenceColumns,
    owner: ReferenceOwner,
    condition?: Condition,
  ) => {
    const order = referenceOrders[owner];
    const farEnd = owner === 'target' ? 'cross_reference.source_id' : 'cross_reference.target_id';
    const all = db
      .selectFrom('cross_reference')
      .innerJoin('article', 'article.id', farEnd)
      .select(references.list)
      .select(articles.list)
      .select(cursorColumns(order, articles));
    const isOwned = sql<boolean>`cross_reference.${sql.ref(ownerColumns[owner])} = ${ownerId}`;
    return withSlice(all, order, slice, condition ? allOf([isOwned, condition]) : isOwned);
  },
);

/** For each owner a page of references that a filter lets through, each with the article at its far end. */
export async function referencesByOwners(
  db: Db,
  fields: FieldNames,
  owner: ReferenceOwner,
  ownerIds: readonly number[],
  slice: Slice,
  where?: ReferenceFilter | null,
): Promise<Page<ReferenceRow & ArticleRow>[]> {
  const condition = where ? referenceCondition(db, where) : undefined;
  const columns = [articleColumns(fields), referenceColumns(fields)] as const;
  const rows = await selectPages(db, ownerIds, { slice }, ...columns, owner, condition);
  return rows.map((own) => new Page(own, referenceOrders[owner], slice));
}

const selectAnchors = statement((db, { ids }: { ids: readonly number[] }) =>
  db
    .selectFrom('cross_reference')
    .select(['id', 'take_id as takeId', 'target_id as targetId', 'anchors'])
    .where(dialectOf(db).among(sql`id`, ids)),
);

/** Where a reference was found, and between which two. */
export type ReferencePlaces = Pick<ReferenceRow, 'takeId' | 'targetId'> & { anchors: string };

/** Null where there is none any more. What has its number since is another one. */
export async function placesByReferenceIds(
  db: Db,
  ids: readonly number[],
): Promise<(ReferencePlaces | null)[]> {
  return oneByKey(ids, await selectAnchors(db, { ids }), (row) => row.id);
}

const selectByIds = statement((db, { ids }: { ids: readonly number[] }, columns: ReferenceColumns) =>
  db
    .selectFrom('cross_reference')
    .select('cross_reference.id as key')
    .select(columns.list)
    .where(dialectOf(db).among(sql`cross_reference.id`, ids)),
);

/** Null where there is none any more. */
export async function referencesByIds(
  db: Db,
  ids: readonly number[],
  fields: FieldNames,
): Promise<(ReferenceRow | null)[]> {
  return oneByKey(ids, await selectByIds(db, { ids }, referenceColumns(fields)), (row) => row.key);
}

/** The two uids that the global id of a reference is made of. */
interface ReferenceUids {
  takeUid: string;
  targetUid: string;
}

function withUids(db: Db) {
  return db
    .selectFrom('cross_reference')
    .innerJoin('take', 'take.id', 'cross_reference.take_id')
    .innerJoin('article as target', 'target.id', 'cross_reference.target_id')
    .select(['take.uid as takeUid', 'target.uid as targetUid']);
}

const selectByTakeUids = statement(
  (db, { takeUids }: { takeUids: readonly string[] }, columns: ReferenceColumns) =>
    withUids(db)
      .select(columns.list)
      .where(dialectOf(db).among(sql`take.uid`, takeUids)),
);

/**
 * By the two uids, `takeUid:targetUid`, that a reference's global id is made of. The uid of a target that was merged
 * into another article finds the reference to that one.
 */
export async function referencesByUids(
  db: Db,
  uids: readonly string[],
  fields: FieldNames,
): Promise<(ReferenceRow | null)[]> {
  const takeUids = uids.map((uid) => uid.split(':', 1)[0]!);
  const rows = await selectByTakeUids(db, { takeUids }, referenceColumns(fields));
  const references = oneByKey(uids, rows, uidsOf);
  const missing = uids.filter((_, i) => references[i] === null);
  if (missing.length === 0 || rows.length === 0) return references;
  const survivors = await survivorsByUids(
    db,
    missing.map((uid) => uid.slice(uid.indexOf(':') + 1)),
  );
  const moved = uids.map((uid) => {
    const [takeUid, targetUid = ''] = uid.split(':');
    return `${takeUid}:${survivors.get(targetUid)}`;
  });
  const found = oneByKey(moved, rows, uidsOf);
  return references.map((reference, i) => reference ?? found[i] ?? null);
}

function uidsOf({ takeUid, targetUid }: ReferenceUids): string {
  return `${takeUid}:${targetUid}`;
}

/** A reference as its take's HTML shows it. */
export interface ShownReference {
  takeId: number;
  takeUid: string;
  targetUid: string;
  anchors: string;
  /** Where the target is read: its newest take on this site that has an address, else the original. */
  href: string | null;
}

const selectShown = statement((db, { takeIds }: { takeIds: readonly number[] }) =>
  db
    .selectFrom('cross_reference')
    .innerJoin('take', 'take.id', 'cross_reference.take_id')
    .innerJoin('article as target', 'target.id', 'cross_reference.target_id')
    .select([
      'cross_reference.take_id as takeId',
      'take.uid as takeUid',
      'target.uid as targetUid',
      'cross_reference.anchors',
      sql<string | null>`coalesce((
        select own.url from take as own where own.article_id = target.id and own.url is not null
        order by coalesce(own.published_at, '') desc, own.key limit 1
      ), target.url)`.as('href'),
    ])
    .where(dialectOf(db).among(sql`cross_reference.take_id`, takeIds))
    .orderBy('cross_reference.take_id')
    .orderBy('cross_reference.position'),
);

export async function shownReferencesByTakeIds(
  db: Db,
  takeIds: readonly number[],
): Promise<ShownReference[][]> {
  return manyByKey(takeIds, await selectShown(db, { takeIds }), (row) => row.takeId);
}
