import { type RawBuilder, sql } from 'kysely';
import { type Db, type Dialect, dialectOf } from '../db/dialect.ts';
import type { Condition } from '../list/conditions.ts';

/** What articles can be counted by. */
export type ArticleFacet = 'PUBLISHER' | 'AUTHOR' | 'TOPIC' | 'YEAR' | 'LANGUAGE';

/** The articles that have one value in common. */
export interface FacetBucket {
  /** A slug, a year or a language. */
  key: string;
  label: string;
  count: number;
  /** Of the publisher, the person or the topic. */
  rowId: number | null;
}

/**
 * The values that most of the articles have which a condition lets through, with how many have it. A topic has the articles of
 * the narrower ones too, as in filters.
 */
export async function facetBuckets(
  db: Db,
  facet: ArticleFacet,
  limit: number,
  condition?: Condition,
): Promise<FacetBucket[]> {
  const { stillWanted } = dialectOf(db);
  const ofAll = allCounts[facet]?.(stillWanted) ?? counts[facet](stillWanted(sql.ref('article.id')));
  const { rows } = await sql<FacetBucket>`
    ${condition ? counts[facet](condition) : ofAll}
    order by count desc, key limit ${sql.lit(limit)}
  `.execute(db);
  return rows;
}

type Count = (isCounted: Condition) => RawBuilder<unknown>;

const counts: Record<ArticleFacet, Count> = {
  PUBLISHER: (isCounted) =>
    named(
      'publisher',
      sql`select publisher_id as id, count(*) as count from article
        where publisher_id is not null and ${isCounted} group by publisher_id`,
    ),
  AUTHOR: (isCounted) =>
    named(
      'person',
      sql`select article_author.person_id as id, count(*) as count from article
        join article_author on article_author.article_id = article.id
        where ${isCounted} group by article_author.person_id`,
    ),
  TOPIC: (isCounted) =>
    named(
      'topic',
      sql`select topic_closure.ancestor_id as id, count(distinct article.id) as count from article
        join article_topic on article_topic.article_id = article.id
        join topic_closure on topic_closure.descendant_id = article_topic.topic_id
        where ${isCounted} group by topic_closure.ancestor_id`,
    ),
  YEAR: (isCounted) => valued(sql`substr(article.published_at, 1, 4)`, sql.ref('published_at'), isCounted),
  LANGUAGE: (isCounted) => valued(sql.ref('article.language'), sql.ref('language'), isCounted),
};

/** Of all articles, without looking at each. */
const allCounts: Partial<Record<ArticleFacet, (stillWanted: Dialect['stillWanted']) => RawBuilder<unknown>>> =
  {
    AUTHOR: (stillWanted) =>
      named(
        'person',
        sql`select person_id as id, count(*) as count from article_author
        where ${stillWanted(sql.ref('article_author.article_id'))} group by person_id`,
      ),
    TOPIC: () => sql`
    select topic.slug as key, topic.name as label, topic.article_count as count, topic.id as "rowId"
    from topic where topic.article_count > 0
  `,
  };

function named(table: 'publisher' | 'person' | 'topic', counted: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select owner.slug as key, owner.name as label, counted.count as count, owner.id as "rowId"
    from (${counted}) as counted join ${sql.table(table)} as owner on owner.id = counted.id
  `;
}

function valued(
  value: RawBuilder<unknown>,
  column: RawBuilder<unknown>,
  isCounted: Condition,
): RawBuilder<unknown> {
  return sql`
    select ${value} as key, ${value} as label, count(*) as count, null as "rowId" from article
    where article.${column} is not null and ${isCounted} group by ${value}
  `;
}
