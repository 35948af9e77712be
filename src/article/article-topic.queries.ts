import { sql } from 'kysely';
import type { FieldNames } from '../db/columns.ts';
import { type Db, dialectOf } from '../db/dialect.ts';
import { statement } from '../db/statement.ts';
import type { Order } from '../list/order.ts';
import { cursorColumns, idsInSlice, type Page, pagesByParent, type Slice } from '../list/page.ts';
import { type TopicColumns, topicColumns, type TopicRow } from '../topic/topic.queries.ts';

export interface ArticleTopicRow extends TopicRow {
  assignedBy: 'SOURCE' | 'KEYWORD' | 'EDITOR';
  confidence: number;
}

const selectByArticles = statement(
  (
    db,
    { articleIds, slice }: { articleIds: readonly number[]; slice: Slice },
    columns: TopicColumns,
    order: Order,
  ) => {
    const top = dialectOf(db).topPerParent(articleIds, (parent) =>
      idsInSlice(
        db,
        db
          .selectFrom('topic')
          .innerJoin('article_topic', 'article_topic.topic_id', 'topic.id')
          .select('topic.id')
          .where('article_topic.article_id', '=', parent),
        order,
        slice,
      ),
    );
    return db
      .selectFrom(top)
      .innerJoin('topic', 'topic.id', 'top.id')
      .innerJoin('article_topic', (join) =>
        join
          .onRef('article_topic.article_id', '=', 'top.parent')
          // Where most topics have few articles PostgreSQL would else look through all of a large one's.
          .on(sql<boolean>`article_topic.topic_id + 0 = topic.id`),
      )
      .select(columns.list)
      .select(['top.parent', 'top.rank', 'article_topic.confidence'])
      .select(sql<ArticleTopicRow['assignedBy']>`article_topic.assigned_by`.as('assignedBy'))
      .select(cursorColumns(order, columns));
  },
);

/** For each article a page of its topics. */
export async function topicsByArticles(
  db: Db,
  fields: FieldNames,
  articleIds: readonly number[],
  order: Order,
  slice: Slice,
): Promise<Page<ArticleTopicRow>[]> {
  const rows = await selectByArticles(db, { articleIds, slice }, topicColumns(fields), order);
  return pagesByParent(articleIds, rows, order, slice);
}
