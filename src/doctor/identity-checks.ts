import { sql } from 'kysely';
import { type Check, rowCheck } from './check.ts';

/** By which names things are found, and what is there without anything that names or holds it. */
export const identityChecks: readonly Check[] = [
  rowCheck(
    'article-key',
    'articles with an address that are not found by it',
    () => sql`
      select slug as label from article where url is not null and not exists (
        select 1 from article_url where article_url.key = article.key and article_url.article_id = article.id
      )
    `,
  ),
  rowCheck(
    'main-title',
    'articles with several main titles',
    () => sql`
      select slug as label from article
      where (select sum(is_main) from article_title where article_title.article_id = article.id) > 1
    `,
  ),
  rowCheck(
    'articles-without-source',
    'articles that no document speaks of',
    () => sql`
      select slug as label from article
      where not exists (select 1 from source where source.article_id = article.id)
    `,
  ),
  rowCheck(
    'titles-without-article',
    'titles that no article bears',
    () => sql`
      select normal as label from title
      where not exists (select 1 from article_title where article_title.title_id = title.id)
    `,
  ),
  rowCheck(
    'people-without-byline',
    'people in no byline',
    () => sql`
      select slug as label from person
      where not exists (select 1 from article_author where article_author.person_id = person.id)
        and not exists (select 1 from take_author where take_author.person_id = person.id)
    `,
  ),
  rowCheck(
    'publishers-without-article',
    'publishers of no article',
    () => sql`
      select slug as label from publisher
      where not exists (select 1 from article where article.publisher_id = publisher.id)
    `,
  ),
  rowCheck(
    'topics-without-use',
    'topics that no document speaks of',
    () => sql`
      select slug as label from topic
      where not exists (
        select 1 from article_topic
        where article_topic.topic_id = topic.id and article_topic.assigned_by <> 'KEYWORD'
      )
        and not exists (select 1 from topic_source where topic_source.topic_id = topic.id)
        and not exists (select 1 from topic as narrower where narrower.stated_broader_id = topic.id)
    `,
  ),
  rowCheck(
    'takes-without-source',
    'takes that no document holds',
    () => sql`
      select key as label from take where not exists (select 1 from source where source.take_id = take.id)
    `,
  ),
  rowCheck(
    'takes-without-body',
    'takes without text',
    () => sql`
      select key as label from take where not exists (select 1 from take_body where take_body.take_id = take.id)
    `,
  ),
  rowCheck(
    'takes-without-words',
    'takes that a new title would not be looked for in',
    () => sql`
      select key as label from take
      where not exists (select 1 from take_words where take_words.take_id = take.id)
    `,
  ),
  rowCheck(
    'words-without-take',
    'rows of the word index without a take',
    () => sql`
      select cast(take_id as text) as label from take_words
      where not exists (select 1 from take where take.id = take_words.take_id)
    `,
  ),
];
