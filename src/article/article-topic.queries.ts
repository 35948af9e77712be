import { sql } from 'kysely';
import type { FieldNames } from '../db/columns.ts';
import type { Db } from '../db/dialect.ts';
import { statementPerParent } from '../db/statement.ts';
import type { Order } from '../list/order.ts';
import { cursorColumns, Page, type Slice, withSlice } from '../list/page.ts';
import { type TopicColumns, topicColumns, type TopicRow } from '../topic/topic.queries.ts';

export interface ArticleTopicRow extends TopicRow {
  assignedBy: 'SOURCE' | 'KEYWORD' | 'EDITOR';
  confidence: number;
}

const selectByArticles = statementPerParent(
  (db, articleId, { slice }: { slice: Slice }, columns: TopicColumns, order: Order) =>
    withSlice(
      db
        .selectFrom('topic')
        // Not as a condition of the list: a topic by itself is in those of many articles.
        .innerJoin('article_topic', (join) =>
          join
            .onRef('article_topic.topic_id', '=', 'topic.id')
            .on(sql<boolean>`article_topic.article_id = ${articleId}`),
        )
        .select(columns.list)
        .select('article_topic.confidence')
        .select(sql<ArticleTopicRow['assignedBy']>`article_topic.assigned_by`.as('assignedBy'))
        .select(cursorColumns(order, columns)),
      order,
      slice,
    ),
);

/** For each article a page of its topics. */
export async function topicsByArticles(
  db: Db,
  fields: FieldNames,
  articleIds: readonly number[],
  order: Order,
  slice: Slice,
): Promise<Page<ArticleTopicRow>[]> {
  const rows = await selectByArticles(db, articleIds, { slice }, topicColumns(fields), order);
  return rows.map((own) => new Page(own, order, slice));
}
