import { sql } from 'kysely';
import { manyByKey, oneByKey } from '../db/batch.ts';
import { columnsByField, type FieldNames } from '../db/columns.ts';
import { type Db, dialectOf } from '../db/dialect.ts';
import { statement, statementPerParent } from '../db/statement.ts';
import { isStorable } from '../db/storable.ts';
import type { Condition } from '../list/conditions.ts';
import type { Order } from '../list/order.ts';
import { cursorColumns, Page, scanning, type Slice, withSlice } from '../list/page.ts';

/** A topic as the API shows it. Only those columns are there that a field of the operation reads. */
export interface TopicRow {
  id: number;
  uid: string;
  slug: string;
  name: string;
  description: string | null;
  broaderId: number | null;
  articleCount: number;
}

export const topicColumns = columnsByField('Topic', {
  'topic.id': true,
  'topic.uid': ['id'],
  'topic.slug': ['slug'],
  'topic.name': ['name'],
  'topic.description': ['description'],
  'topic.broader_id as broaderId': ['broader'],
  'topic.article_count as articleCount': ['articleCount'],
});
export type TopicColumns = ReturnType<typeof topicColumns>;

const selectByIds = statement((db, { ids }: { ids: readonly number[] }, columns: TopicColumns) =>
  db
    .selectFrom('topic')
    .select(columns.list)
    .where(dialectOf(db).among(sql`id`, ids)),
);

export async function topicsByIds(
  db: Db,
  ids: readonly number[],
  fields: FieldNames,
): Promise<(TopicRow | null)[]> {
  return oneByKey(ids, await selectByIds(db, { ids }, topicColumns(fields)), (row) => row.id);
}

const selectByUids = statement((db, { uids }: { uids: readonly string[] }, columns: TopicColumns) =>
  db
    .selectFrom('topic')
    .select(columns.list)
    .select('topic.uid as wanted')
    .where(dialectOf(db).among(sql`uid`, uids)),
);

export async function topicsByUids(
  db: Db,
  uids: readonly string[],
  fields: FieldNames,
): Promise<(TopicRow | null)[]> {
  return oneByKey(uids, await selectByUids(db, { uids }, topicColumns(fields)), (row) => row.wanted);
}

const selectBySlug = statement((db, { slug }: { slug: string }, columns: TopicColumns) =>
  db.selectFrom('topic').select(columns.list).where('slug', '=', slug),
);

export async function findTopicBySlug(
  db: Db,
  slug: string,
  fields: FieldNames,
): Promise<TopicRow | undefined> {
  return isStorable(slug) ? (await selectBySlug(db, { slug }, topicColumns(fields)))[0] : undefined;
}

const selectPage = statement(
  (db, { slice }: { slice: Slice }, columns: TopicColumns, order: Order, condition?: Condition) =>
    withSlice(
      db.selectFrom('topic').select(columns.list).select(cursorColumns(order, columns)),
      order,
      slice,
      scanning(db, order, condition),
    ),
);

export async function listTopics(
  db: Db,
  fields: FieldNames,
  order: Order,
  slice: Slice,
  condition?: Condition,
): Promise<Page<TopicRow>> {
  return new Page(await selectPage(db, { slice }, topicColumns(fields), order, condition), order, slice);
}

const selectNarrower = statementPerParent(
  (db, id, { slice }: { slice: Slice }, columns: TopicColumns, order: Order) =>
    withSlice(
      db.selectFrom('topic').select(columns.list).select(cursorColumns(order, columns)),
      order,
      slice,
      sql<boolean>`topic.broader_id = ${id}`,
    ),
);

/** For each topic a page of those directly below it. */
export async function narrowerByTopicIds(
  db: Db,
  fields: FieldNames,
  ids: readonly number[],
  order: Order,
  slice: Slice,
): Promise<Page<TopicRow>[]> {
  const rows = await selectNarrower(db, ids, { slice }, topicColumns(fields), order);
  return rows.map((own) => new Page(own, order, slice));
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
