import { sql } from 'kysely';
import { manyByKey, oneByKey } from '../db/batch.ts';
import { type Db, dialectOf } from '../db/dialect.ts';
import { isStorable } from '../db/storable.ts';
import type { Condition } from '../list/conditions.ts';
import type { Order } from '../list/order.ts';
import {
  cursorColumns,
  inOrder,
  type Page,
  pageOf,
  pagesByParent,
  type Slice,
  withSlice,
} from '../list/page.ts';

/** A topic as the API shows it. */
export interface TopicRow {
  id: number;
  uid: string;
  slug: string;
  name: string;
  description: string | null;
  broaderId: number | null;
  articleCount: number;
}

export const topicColumns = [
  'topic.id',
  'topic.uid',
  'topic.slug',
  'topic.name',
  'topic.description',
  'topic.broader_id as broaderId',
  'topic.article_count as articleCount',
] as const;

export async function topicsByIds(db: Db, ids: readonly number[]): Promise<(TopicRow | null)[]> {
  const rows = await db
    .selectFrom('topic')
    .select(topicColumns)
    .where(dialectOf(db).among(sql`id`, ids))
    .execute();
  return oneByKey(ids, rows, (row) => row.id);
}

export async function topicsByUids(db: Db, uids: readonly string[]): Promise<(TopicRow | null)[]> {
  const rows = await db
    .selectFrom('topic')
    .select(topicColumns)
    .where(dialectOf(db).among(sql`uid`, uids))
    .execute();
  return oneByKey(uids, rows, (row) => row.uid);
}

export async function findTopicBySlug(db: Db, slug: string): Promise<TopicRow | undefined> {
  if (!isStorable(slug)) return undefined;
  return db.selectFrom('topic').select(topicColumns).where('slug', '=', slug).executeTakeFirst();
}

export async function listTopics(
  db: Db,
  order: Order,
  slice: Slice,
  condition?: Condition,
): Promise<Page<TopicRow>> {
  const query = db.selectFrom('topic').select(topicColumns).select(cursorColumns(order));
  return pageOf(await withSlice(query, order, slice, condition).execute(), order, slice);
}

/** For each topic a page of those directly below it. */
export async function narrowerByTopicIds(
  db: Db,
  ids: readonly number[],
  order: Order,
  slice: Slice,
): Promise<Page<TopicRow>[]> {
  const top = dialectOf(db).topPerParent('topic', ids, (parent) =>
    withSlice(db.selectFrom('topic').select('topic.id').where('topic.broader_id', '=', parent), order, slice),
  );
  const query = db
    .selectFrom(top)
    .innerJoin('topic', 'topic.id', 'top.id')
    .select(topicColumns)
    .select('top.parent')
    .select(cursorColumns(order));
  return pagesByParent(ids, await inOrder(query, order, slice).execute(), order, slice);
}

export async function aliasesByTopicIds(db: Db, ids: readonly number[]): Promise<string[][]> {
  const rows = await db
    .selectFrom('topic_alias')
    .select(['topic_id', 'name'])
    .where(dialectOf(db).among(sql`topic_id`, ids))
    .orderBy('key')
    .execute();
  return manyByKey(ids, rows, (row) => row.topic_id).map((own) => own.map((row) => row.name));
}
