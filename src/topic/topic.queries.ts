import { sql } from 'kysely';
import { manyByKey, oneByKey } from '../db/batch.ts';
import { type Db, dialectOf } from '../db/dialect.ts';
import { statement } from '../db/statement.ts';
import { isStorable } from '../db/storable.ts';
import type { Condition } from '../list/conditions.ts';
import type { Order } from '../list/order.ts';
import {
  cursorColumns,
  idsInSlice,
  type Page,
  pageOf,
  pagesByParent,
  scanning,
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

const selectByIds = statement((db, { ids }: { ids: readonly number[] }) =>
  db
    .selectFrom('topic')
    .select(topicColumns)
    .where(dialectOf(db).among(sql`id`, ids)),
);

export async function topicsByIds(db: Db, ids: readonly number[]): Promise<(TopicRow | null)[]> {
  return oneByKey(ids, await selectByIds(db, { ids }), (row) => row.id);
}

const selectByUids = statement((db, { uids }: { uids: readonly string[] }) =>
  db
    .selectFrom('topic')
    .select(topicColumns)
    .where(dialectOf(db).among(sql`uid`, uids)),
);

export async function topicsByUids(db: Db, uids: readonly string[]): Promise<(TopicRow | null)[]> {
  return oneByKey(uids, await selectByUids(db, { uids }), (row) => row.uid);
}

const selectBySlug = statement((db, { slug }: { slug: string }) =>
  db.selectFrom('topic').select(topicColumns).where('slug', '=', slug),
);

export async function findTopicBySlug(db: Db, slug: string): Promise<TopicRow | undefined> {
  return isStorable(slug) ? (await selectBySlug(db, { slug }))[0] : undefined;
}

const selectPage = statement((db, { slice }: { slice: Slice }, order: Order, condition?: Condition) =>
  withSlice(
    db.selectFrom('topic').select(topicColumns).select(cursorColumns(order)),
    order,
    slice,
    scanning(db, order, condition),
  ),
);

export async function listTopics(
  db: Db,
  order: Order,
  slice: Slice,
  condition?: Condition,
): Promise<Page<TopicRow>> {
  return pageOf(await selectPage(db, { slice }, order, condition), order, slice);
}

const selectNarrower = statement(
  (db, { ids, slice }: { ids: readonly number[]; slice: Slice }, order: Order) => {
    const top = dialectOf(db).topPerParent(ids, (parent) =>
      idsInSlice(
        db,
        db.selectFrom('topic').select('topic.id').where('topic.broader_id', '=', parent),
        order,
        slice,
      ),
    );
    return db
      .selectFrom(top)
      .innerJoin('topic', 'topic.id', 'top.id')
      .select(topicColumns)
      .select(['top.parent', 'top.rank'])
      .select(cursorColumns(order));
  },
);

/** For each topic a page of those directly below it. */
export async function narrowerByTopicIds(
  db: Db,
  ids: readonly number[],
  order: Order,
  slice: Slice,
): Promise<Page<TopicRow>[]> {
  return pagesByParent(ids, await selectNarrower(db, { ids, slice }, order), order, slice);
}

const selectAliases = statement((db, { ids }: { ids: readonly number[] }) =>
  db
    .selectFrom('topic_alias')
    .select(['topic_id', 'name'])
    .where(dialectOf(db).among(sql`topic_id`, ids))
    .orderBy('key'),
);

export async function aliasesByTopicIds(db: Db, ids: readonly number[]): Promise<string[][]> {
  const rows = await selectAliases(db, { ids });
  return manyByKey(ids, rows, (row) => row.topic_id).map((own) => own.map((row) => row.name));
}
