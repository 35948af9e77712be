import { sql } from 'kysely';
import { type Check, rowCheck } from './check.ts';

/** What rows carry of their article or take, which lists are in the order of. */
export const carriedChecks: readonly Check[] = [
  rowCheck(
    'article-order',
    'topics and authors of articles that carry another date or slug of them',
    () => sql`
      select article.slug as label
      from (
        select article_id, latest_take, article_slug from article_topic
        union all select article_id, latest_take, article_slug from article_author
      ) as carrying
      join article on article.id = carrying.article_id
      where carrying.latest_take <> coalesce(article.latest_take_at, '') or carrying.article_slug <> article.slug
    `,
  ),
  rowCheck(
    'topic-order',
    'topics of articles that carry another key of the topic',
    () => sql`
      select article.slug as label from article_topic
      join topic on topic.id = article_topic.topic_id
      join article on article.id = article_topic.article_id
      where article_topic.topic_key <> topic.key
    `,
  ),
  rowCheck(
    'take-order',
    'authors of takes that carry another date or key of them',
    () => sql`
      select take.key as label from take_author join take on take.id = take_author.take_id
      where take_author.take_time <> coalesce(take.published_at, '') or take_author.take_key <> take.key
    `,
  ),
];
