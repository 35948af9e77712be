import { sql } from 'kysely';
import { pageOfOwner } from '../article/owned-articles.ts';
import { manyByKey } from '../db/batch.ts';
import { type Db, dialectOf } from '../db/dialect.ts';
import { statement, statementPerParent } from '../db/statement.ts';
import { newestTakesFirst } from '../list/orders.ts';
import { anyTerm, countWords, termId, termsOf, weightOf } from '../text-index/article-terms.ts';
import { firstWordsOfArticles } from '../text-index/article-words.queries.ts';
import { placeColumns, type ReferencePlace } from './reference-place.ts';
import { rarity, type WeightedWord, wordWeights } from './related-score.ts';

/*
 * What related articles are found by, read for many articles at once.
 */

/**
 * How much is looked at for one article, whatever hubs it stands beside. What is beyond is not known of: references, backlinks and
 * articles of topics are the newest, articles of words those that say them most. All of it is some 5,000 rows of indexes.
 */
export const relatedLimits = {
  /** References of its takes, and as many to it … */
  references: 50,
  /** … of the takes of so many of these … */
  takesReferring: 50,
  /** … the first references in reading order … */
  referencesOfTake: 30,
  /** … and of so many articles that it refers to … */
  articlesReferred: 50,
  /** … references to these. */
  referencesToShared: 30,
  /** Its rarest topics … */
  topics: 8,
  /** … and of each the articles with the newest takes. */
  articlesOfTopic: 50,
  /** Its newest takes, and the first characters of all its texts … */
  takes: 5,
  textLength: 30_000,
  /** … the words of these that count most … */
  wordsOfArticle: 64,
  /** … and of each the articles that say it most. */
  articlesOfTerm: 40,
  /** Of what was found, those that are compared in full: the best by what found them. */
  candidates: 60,
};

/** More is looked at where not all of it is wanted. */
export const filteredLimits: RelatedLimits = {
  ...relatedLimits,
  references: 500,
  articlesOfTopic: 150,
  articlesOfTerm: 80,
};

export type RelatedLimits = typeof relatedLimits;

/** What an article has that others may have too. */
export interface OwnEvidence {
  articleId: number;
  /** Newest take first. */
  references: readonly ReferenceRow[];
  /** The same of those to it, each with its take. */
  backlinks: readonly (ReferenceRow & { takeId: number })[];
  /** The rarest first. */
  topics: readonly { topicId: number; rarity: number }[];
  /** Those that count most first. */
  words: readonly WeightedWord[];
}

/** A reference between an article and another, which is named. */
export interface ReferenceRow extends ReferencePlace {
  referenceId: number;
  articleId: number;
}

export async function ownEvidence(
  db: Db,
  articleIds: readonly number[],
  limits: RelatedLimits,
): Promise<OwnEvidence[]> {
  const [references, backlinks, topics, words] = await Promise.all([
    selectReferences(db, articleIds, { limit: limits.references }),
    selectBacklinks(db, articleIds, { limit: limits.references }),
    topicsOf(db, articleIds, limits.topics),
    wordsOf(db, articleIds, limits),
  ]);
  return articleIds.map((articleId, i) => ({
    articleId,
    references: references[i]!,
    backlinks: backlinks[i]!,
    topics: topics[i]!,
    words: words[i]!,
  }));
}

/** What others have of it. */
export interface OthersEvidence {
  /** By a take that refers to one of the articles: how rare that is, and what else it refers to. */
  byTake: ReadonlyMap<number, { rarity: number; references: readonly FarReference[] }>;
  /** By an article that one of them refers to. */
  byTarget: ReadonlyMap<number, { rarity: number; references: readonly FarReference[] }>;
  /** The articles of a topic. */
  byTopic: ReadonlyMap<number, readonly number[]>;
  /** The articles that are found by a word, with its weight there. */
  byTerm: ReadonlyMap<number, readonly { articleId: number; weight: number }[]>;
}

type FarReference = Pick<ReferenceRow, 'referenceId' | 'articleId'>;

/** The articles that one refers to, by the newest reference to each. */
export function articlesReferred(
  { references }: OwnEvidence,
  { articlesReferred }: RelatedLimits,
): ReferenceRow[] {
  return firstOfEach(references.slice(0, articlesReferred));
}

export async function othersEvidence(
  db: Db,
  own: readonly OwnEvidence[],
  limits: RelatedLimits,
): Promise<OthersEvidence> {
  const takeIds = distinct(own, ({ backlinks }) =>
    backlinks.slice(0, limits.takesReferring).map((row) => row.takeId),
  );
  const targetIds = distinct(own, (each) => articlesReferred(each, limits).map((row) => row.articleId));
  const topicIds = distinct(own, ({ topics }) => topics.map((row) => row.topicId));
  const termIds = distinct(own, ({ words }) => words.map((row) => row.termId));
  const [ofTakes, lengths, toTargets, counts, ofTopics, ofTerms] = await Promise.all([
    selectReferencesOfTakes(db, { takeIds, last: limits.referencesOfTake }),
    selectLengthsOfTakes(db, { takeIds }),
    selectBacklinks(db, targetIds, { limit: limits.referencesToShared }),
    selectBacklinkCounts(db, { ids: targetIds }),
    selectArticlesOfTopics(db, topicIds, { size: limits.articlesOfTopic - 1 }),
    selectArticlesOfTerms(db, termIds, { limit: limits.articlesOfTerm }),
  ]);
  const referencesOf = Map.groupBy(ofTakes, (row) => row.takeId);
  const countOf = new Map(counts.map((row) => [row.id, row.count]));
  return {
    byTake: new Map(
      lengths.map(({ takeId, length }) => [
        takeId,
        { rarity: rarity(length ?? 0), references: referencesOf.get(takeId) ?? [] },
      ]),
    ),
    byTarget: new Map(
      targetIds.map((id, i) => [
        id,
        { rarity: rarity(countOf.get(id) ?? 0), references: firstOfEach(toTargets[i]!) },
      ]),
    ),
    byTopic: new Map(topicIds.map((id, i) => [id, ofTopics[i]!.map((row) => row.id)])),
    byTerm: new Map(termIds.map((id, i) => [id, ofTerms[i]!])),
  };
}

/** What candidates have of topics and words. */
export interface CandidatesEvidence {
  topicsOf: ReadonlyMap<number, ReadonlySet<number>>;
  /** The weights of the words by which an article is found. */
  termsOf: ReadonlyMap<number, ReadonlyMap<number, number>>;
}

export async function candidatesEvidence(
  db: Db,
  articleIds: readonly number[],
  own: readonly OwnEvidence[],
): Promise<CandidatesEvidence> {
  const topicIds = distinct(own, ({ topics }) => topics.map((row) => row.topicId));
  const termIds = distinct(own, ({ words }) => words.map((row) => row.termId));
  const [topics, terms] = await Promise.all([
    selectTopicsAmong(db, { articleIds, topicIds }),
    selectTermsAmong(db, { articleIds, termIds }),
  ]);
  const topicsOf = Map.groupBy(topics, (row) => row.articleId);
  const termsOf = Map.groupBy(terms, (row) => row.articleId);
  return {
    topicsOf: new Map([...topicsOf].map(([id, rows]) => [id, new Set(rows.map((row) => row.topicId))])),
    termsOf: new Map(
      [...termsOf].map(([id, rows]) => [id, new Map(rows.map((row) => [row.termId, row.weight]))]),
    ),
  };
}

function distinct<Item>(items: readonly Item[], idsOf: (item: Item) => readonly number[]): number[] {
  return [...new Set(items.flatMap(idsOf))];
}

/** Each article once: by its first row. */
function firstOfEach<Row extends { articleId: number }>(rows: readonly Row[]): Row[] {
  const first = new Map<number, Row>();
  for (const row of rows) if (!first.has(row.articleId)) first.set(row.articleId, row);
  return [...first.values()];
}

const selectReferences = statementPerParent((db, articleId, { limit }: { limit: number }) =>
  db
    .selectFrom('cross_reference')
    .select(['id as referenceId', 'target_id as articleId', ...placeColumns])
    .where('source_id', '=', articleId)
    .orderBy('take_time', 'desc')
    .orderBy('take_key')
    .orderBy('position')
    .limit(sql<number>`${limit}`),
);

/** References to an article, each with the article whose take makes it. */
const selectBacklinks = statementPerParent((db, articleId, { limit }: { limit: number }) =>
  db
    .selectFrom('cross_reference')
    .select(['id as referenceId', 'take_id as takeId', 'source_id as articleId', ...placeColumns])
    .where('target_id', '=', articleId)
    .orderBy('take_time', 'desc')
    .orderBy('take_key')
    .limit(sql<number>`${limit}`),
);

const selectReferencesOfTakes = statement(
  (db, { takeIds, last }: { takeIds: readonly number[]; last: number }) =>
    db
      .selectFrom('cross_reference')
      .select(['id as referenceId', 'take_id as takeId', 'target_id as articleId'])
      .where(dialectOf(db).among(sql`take_id`, takeIds))
      .where('position', '<=', last)
      .orderBy('take_id')
      .orderBy('position'),
);

/** How many references each take has: their positions are 1, 2, 3 … */
const selectLengthsOfTakes = statement(
  (db, { takeIds }: { takeIds: readonly number[] }) => sql<{ takeId: number; length: number }>`
    select listed.value as "takeId",
      (select max(position) from cross_reference where take_id = listed.value) as length
    from ${dialectOf(db).listed(takeIds)}
  `,
);

const selectBacklinkCounts = statement((db, { ids }: { ids: readonly number[] }) =>
  db
    .selectFrom('article')
    .select(['id', 'referenced_by_count as count'])
    .where(dialectOf(db).among(sql`id`, ids)),
);

const selectTopics = statement((db, { articleIds }: { articleIds: readonly number[] }) =>
  db
    .selectFrom('article_topic')
    .innerJoin('topic_closure', 'topic_closure.descendant_id', 'article_topic.topic_id')
    .innerJoin('topic', 'topic.id', 'topic_closure.ancestor_id')
    .select(['article_topic.article_id as articleId', 'topic.id as topicId', 'topic.article_count as count'])
    .distinct()
    .select('topic.key')
    .where(dialectOf(db).among(sql`article_topic.article_id`, articleIds))
    .orderBy('topic.article_count')
    .orderBy('topic.key'),
);

/** For each article its rarest topics, broader ones too, the rarest first. */
async function topicsOf(
  db: Db,
  articleIds: readonly number[],
  limit: number,
): Promise<{ topicId: number; rarity: number }[][]> {
  const rows = await selectTopics(db, { articleIds });
  return manyByKey(articleIds, rows, (row) => row.articleId).map((own) =>
    own.slice(0, limit).map(({ topicId, count }) => ({ topicId, rarity: rarity(count) })),
  );
}

const selectArticlesOfTopics = statementPerParent((db, topicId, { size }: { size: number }) => {
  const slice = { size, isBackward: false, after: null, before: null };
  const picked = sql<{
    id: number;
  }>`(${pageOfOwner(db, 'topicAndNarrower', topicId, newestTakesFirst, slice)})`;
  return db.selectFrom(picked.as('picked')).select('picked.id');
});

const selectTermCounts = statement((db, { ids }: { ids: readonly number[] }) =>
  db
    .selectFrom('term')
    .select(['id', 'article_count'])
    .where(dialectOf(db).among(sql`id`, ids)),
);

/** For each article the words by which others may be found. */
async function wordsOf(
  db: Db,
  articleIds: readonly number[],
  { takes, textLength, wordsOfArticle }: RelatedLimits,
): Promise<WeightedWord[][]> {
  const counts: Map<string, number>[] = [];
  for (const words of await firstWordsOfArticles(db, articleIds, { takes, length: textLength }))
    counts.push(countWords(words));
  const ids = new Map(counts.flatMap((own) => [...own.keys()].map((word) => [word, termId(word)])));
  const rows = await selectTermCounts(db, { ids: [anyTerm.id, ...ids.values()] });
  const articleCounts = new Map(rows.map((row) => [row.id, row.article_count]));
  return counts.map((own) => {
    // It finds itself by these: others must be found too.
    const kept = new Set(termsOf(own).map((term) => term.id));
    const words = [...own].map(([word, count]) => {
      const id = ids.get(word)!;
      return { termId: id, weight: weightOf(count), articleCount: articleCounts.get(id) ?? 0 };
    });
    const finding = words.filter((word) => word.articleCount > Number(kept.has(word.termId)));
    return wordWeights(finding, articleCounts.get(anyTerm.id) ?? 0, wordsOfArticle);
  });
}

const selectArticlesOfTerms = statementPerParent((db, termId, { limit }: { limit: number }) =>
  db
    .selectFrom('article_term')
    .select(['article_id as articleId', 'weight'])
    .where('term_id', '=', termId)
    .orderBy('weight', 'desc')
    .orderBy('article_id')
    .limit(sql<number>`${limit}`),
);

/** A candidate's topics are looked at one by one: there are few of them. */
const selectTopicsAmong = statement(
  (db, { articleIds, topicIds }: { articleIds: readonly number[]; topicIds: readonly number[] }) => {
    const { among } = dialectOf(db);
    return db
      .selectFrom('article_topic')
      .innerJoin('topic_closure', 'topic_closure.descendant_id', 'article_topic.topic_id')
      .select(['article_topic.article_id as articleId', 'topic_closure.ancestor_id as topicId'])
      .where(among(sql`article_topic.article_id`, articleIds))
      .where(among(sql`topic_closure.ancestor_id + 0`, topicIds));
  },
);

/** The same: adding nothing keeps both engines from looking each word up. */
const selectTermsAmong = statement(
  (db, { articleIds, termIds }: { articleIds: readonly number[]; termIds: readonly number[] }) => {
    const { among } = dialectOf(db);
    return db
      .selectFrom('article_term')
      .select(['article_id as articleId', 'term_id as termId', 'weight'])
      .where(among(sql`article_id`, articleIds))
      .where(among(sql`term_id + 0`, termIds));
  },
);
