import { type RawBuilder, sql } from 'kysely';
import { type Db, dialectOf } from '../db/dialect.ts';
import { statementPerParent } from '../db/statement.ts';

/** The topic itself, and where they are wanted all narrower ones. */
function topicsBelow(topicId: RawBuilder<number>, includeNarrower: boolean): RawBuilder<unknown> {
  return includeNarrower
    ? sql`(select descendant_id from topic_closure where ancestor_id = ${topicId})`
    : sql`(${topicId})`;
}

const selectMostReferenced = statementPerParent(
  (
    db,
    topicId,
    { limit, since }: { limit: number; since: string | null },
    narrower: 'withNarrower' | 'alone',
  ) => {
    const count =
      since === null
        ? sql<number>`article.referenced_by_count`
        : sql<number>`(
            select count(*) from cross_reference
            where cross_reference.target_id = article.id and cross_reference.take_time >= ${since}
          )`;
    const counted = db
      .selectFrom('article')
      .select(['article.id as articleId', 'article.slug', count.as('count')])
      .where('article.referenced_by_count', '>', 0)
      .where(
        sql<boolean>`article.id in (
          select article_topic.article_id from article_topic
          where article_topic.topic_id in ${topicsBelow(topicId, narrower === 'withNarrower')}
        )`,
      )
      .where(dialectOf(db).stillWanted(sql.ref('article.id')));
    return db
      .selectFrom(counted.as('counted'))
      .select(['counted.articleId', 'counted.count'])
      .where('counted.count', '>', 0)
      .orderBy('counted.count', 'desc')
      .orderBy('counted.slug')
      .limit(sql<number>`${limit}`);
  },
);

/** An article that takes refer to, and how many of them do. */
export interface ReferencedArticle {
  articleId: number;
  count: number;
}

export interface MostReferencedOptions {
  limit: number;
  /** Only takes of this date or later count. */
  since: string | null;
  includeNarrower: boolean;
}

/** For each topic the articles that most takes refer to; of equal ones those whose slug comes first. */
export async function mostReferencedByTopics(
  db: Db,
  topicIds: readonly number[],
  { limit, since, includeNarrower }: MostReferencedOptions,
): Promise<ReferencedArticle[][]> {
  return selectMostReferenced(db, topicIds, { limit, since }, includeNarrower ? 'withNarrower' : 'alone');
}

const selectAdjacent = statementPerParent(
  (db, topicId, { limit }: { limit: number }, which: 'all' | 'beside') => {
    const { stillWanted } = dialectOf(db);
    const isBeside = sql`and not exists (
    select 1 from topic_closure as line
    where (line.ancestor_id = topic.id and line.descendant_id = own.id)
      or (line.ancestor_id = own.id and line.descendant_id = topic.id)
  )`;
    return sql<{ topicId: number; sharedArticles: number; articles: number; ownArticles: number }>`
    select topic.id as "topicId", shared.articles as "sharedArticles", topic.article_count as articles,
      own.article_count as "ownArticles"
    from (
      select above.ancestor_id as topic_id, count(distinct theirs.article_id) as articles
      from (
        select distinct article_topic.article_id from topic_closure as below
        join article_topic on article_topic.topic_id = below.descendant_id
        where below.ancestor_id = ${topicId}
      ) as mine
      join article_topic as theirs on theirs.article_id = mine.article_id
      join topic_closure as above on above.descendant_id = theirs.topic_id
      where ${stillWanted(sql`mine.article_id`)}
      group by above.ancestor_id
    ) as shared
    join topic on topic.id = shared.topic_id
    join topic as own on own.id = ${topicId}
    where topic.id <> ${topicId} ${which === 'beside' ? isBeside : sql``}
    order by cast(shared.articles as double precision)
      / (topic.article_count + own.article_count - shared.articles) desc, topic.key
    limit ${limit}
  `;
  },
);

/** A topic that shares articles with another. */
export interface AdjacentTopic {
  topicId: number;
  sharedArticles: number;
  /** The Jaccard index: 0 to 1. */
  similarity: number;
}

export interface AdjacentOptions {
  limit: number;
  /** Whether those above and below the topic are among them. */
  includeBroaderAndNarrower: boolean;
}

/**
 * For each topic those that share articles with it, the most alike first; of equal ones the name decides. A topic has the articles
 * of narrower ones too, so that it shares some with all above and below it.
 */
export async function adjacentByTopics(
  db: Db,
  topicIds: readonly number[],
  { limit, includeBroaderAndNarrower }: AdjacentOptions,
): Promise<AdjacentTopic[][]> {
  const rows = await selectAdjacent(db, topicIds, { limit }, includeBroaderAndNarrower ? 'all' : 'beside');
  return rows.map((own) =>
    own.map(({ topicId, sharedArticles, articles, ownArticles }) => ({
      topicId,
      sharedArticles,
      similarity: sharedArticles / (articles + ownArticles - sharedArticles),
    })),
  );
}
