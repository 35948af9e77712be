import { type RawBuilder, sql } from 'kysely';
import { type Check, rowCheck } from './check.ts';

/*
 * What is kept beside the rows that it follows from, worked out again. Each count is a look-up by index for its row:
 * grouping first would hold all groups at once.
 */

export const counterChecks: readonly Check[] = [
  counterCheck('take-count', 'articles with a wrong number of takes', {
    table: 'article',
    column: 'take_count',
    counted: sql`(select count(*) from take where take.article_id = article.id)`,
  }),
  counterCheck('latest-take', 'articles with a wrong date of their latest take', {
    table: 'article',
    column: 'latest_take_at',
    counted: sql`(select max(take.published_at) from take where take.article_id = article.id)`,
  }),
  counterCheck('reference-count', 'articles with a wrong number of references', {
    table: 'article',
    column: 'reference_count',
    counted: sql`(select count(*) from cross_reference where source_id = article.id)`,
  }),
  counterCheck('referenced-by-count', 'articles with a wrong number of backlinks', {
    table: 'article',
    column: 'referenced_by_count',
    counted: sql`(select count(*) from cross_reference where target_id = article.id)`,
  }),
  counterCheck('article-count', 'topics with a wrong number of articles', {
    table: 'topic',
    column: 'article_count',
    counted: sql`(
      select count(distinct article_topic.article_id) from topic_closure
      join article_topic on article_topic.topic_id = topic_closure.descendant_id
      where topic_closure.ancestor_id = topic.id
    )`,
  }),
];

function counterCheck(
  name: string,
  fault: string,
  { table, column, counted }: { table: 'article' | 'topic'; column: string; counted: RawBuilder<unknown> },
): Check {
  const stored = sql.ref(`${table}.${column}`);
  return rowCheck(
    name,
    fault,
    () => sql`
      select slug || ' (' || coalesce(cast(${stored} as text), 'none')
        || ' for ' || coalesce(cast(${counted} as text), 'none') || ')' as label
      from ${sql.table(table)} where ${stored} is distinct from ${counted}
    `,
  );
}
