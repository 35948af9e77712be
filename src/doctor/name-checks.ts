import { type RawBuilder, sql } from 'kysely';
import { type Check, rowCheck } from './check.ts';

/*
 * What is called by several spellings has the smallest of them, whatever came first. Nothing is said of names that no
 * row spells: those of topics that stand above others only.
 */

export const nameChecks: readonly Check[] = [
  nameCheck(
    'topic',
    'topics',
    sql`
      select article_topic.spelling as name from article_topic where article_topic.topic_id = topic.id
      union all select topic_source.name from topic_source where topic_source.topic_id = topic.id
      union all select topic_source.broader from topic_source where topic_source.broader_key = topic.key
    `,
  ),
  nameCheck(
    'person',
    'people',
    sql`
      select article_author.spelling as name from article_author where article_author.person_id = person.id
      union all select take_author.spelling from take_author where take_author.person_id = person.id
    `,
  ),
  nameCheck(
    'publisher',
    'publishers',
    sql`
      select case when publisher.domain is null then article.publisher_spelling else publisher.domain end as name
      from article where article.publisher_id = publisher.id
    `,
  ),
  rowCheck(
    'person-url',
    'people with another site than the smallest in use',
    () => sql`
      select person.slug as label from person
      where exists (select 1 from article_author where article_author.person_id = person.id union all
          select 1 from take_author where take_author.person_id = person.id)
        and person.url is distinct from (
          select min(url) from (
            select article_author.url from article_author where article_author.person_id = person.id
            union all select take_author.url from take_author where take_author.person_id = person.id
          ) as stated
        )
    `,
  ),
  // A publisher's key is its folded name, or tells that only its domain is known, which folds to itself.
  rowCheck(
    'publisher-order',
    'publishers that lists would put in the wrong place',
    () => sql`
      select slug as label from publisher
      where name_key <> case when domain is null then key else domain end
    `,
  ),
];

/** @param spellings rows `name` of what the row of `table` is called */
function nameCheck(
  table: 'topic' | 'person' | 'publisher',
  plural: string,
  spellings: RawBuilder<unknown>,
): Check {
  const smallest = sql`(select min(name) from (${spellings}) as stated)`;
  return rowCheck(
    `${table}-name`,
    `${plural} with another name than the smallest spelling in use`,
    () => sql`
      select slug || ' (for ' || ${smallest} || ')' as label from ${sql.table(table)}
      where ${sql.ref(`${table}.name`)} <> ${smallest}
    `,
  );
}
