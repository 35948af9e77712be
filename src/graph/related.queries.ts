import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql } from 'kysely';
import { pageOfOwner } from '../article/owned-articles.ts';
import { manyByKey, oneByKey } from '../db/batch.ts';
import { type Db, dialectOf } from '../db/dialect.ts';
import { statement, statementPerParent } from '../db/statement.ts';
import type { Condition } from '../list/conditions.ts';
import { newestTakesFirst } from '../list/orders.ts';
import { anyTerm, countWords, termId, termsOf, weightOf, weightUnit } from '../text-index/article-terms.ts';
import { firstWordsOfArticles } from '../text-index/article-words.queries.ts';
import { type Related, RelatedCandidates } from './related-candidates.ts';
import { rarity, type SignalWeights, type WeightedWord, wordWeights } from './related-score.ts';

/**
 * How much is looked at for one article, whatever hubs it stands beside. What is beyond is not known of: references, backlinks and
 * articles of topics are the newest, articles of words those that say them most. All of it is some 5,000 rows of indexes.
 */
export const relatedLimits = {
  /** References of its takes, and as many to it. */
  references: 50,
  /** Takes that refer to it … */
  takesReferring: 50,
  /** … and of each the first references in reading order. */
  referencesOfTake: 30,
  /** Of an article that it refers to, references to that. */
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
  candidates: 100,
};

/** More is looked at where not all of it is wanted. */
const filteredLimits: RelatedLimits = {
  ...relatedLimits,
  references: 500,
  articlesOfTopic: 150,
  articlesOfTerm: 80,
};

export type RelatedLimits = typeof relatedLimits;

export interface RelatedOptions {
  /** On `article`: only such articles. */
  condition?: Condition | undefined;
  weights?: SignalWeights | undefined;
  limits?: RelatedLimits | undefined;
}

/** For each article those that are related to it, the best first. Of what each signal is: `SignalStrengths`. */
export async function relatedByArticles(
  db: Db,
  articleIds: readonly number[],
  { condition, weights, limits = condition ? filteredLimits : relatedLimits }: RelatedOptions = {},
): Promise<Related[][]> {
  const [from, to, topics, words] = await Promise.all([
    selectReferences(db, articleIds, { limit: limits.references }),
    selectBacklinks(db, articleIds, { limit: limits.references }),
    topicsOf(db, articleIds, limits.topics),
    wordsOf(db, articleIds, limits),
  ]);
  const referring = to.map((own) => own.slice(0, limits.takesReferring));
  const takeIds = distinct(referring.flat().map((row) => row.takeId));
  const shared = from.map((own) => [...firstByArticle(own.slice(0, relatedLimits.references))]);
  const targetIds = distinct(shared.flat().map((row) => row.articleId));
  const topicIds = distinct(topics.flat().map((row) => row.topicId));
  const termIds = distinct(words.flat().map((row) => row.termId));
  const [ofTakes, lengths, toTargets, counts, ofTopics, ofTerms] = await Promise.all([
    selectReferencesOfTakes(db, { takeIds, last: limits.referencesOfTake }),
    selectLengthsOfTakes(db, { takeIds }),
    selectBacklinks(db, targetIds, { limit: limits.referencesToShared }),
    selectBacklinkCounts(db, { ids: targetIds }),
    selectArticlesOfTopics(db, topicIds, { size: limits.articlesOfTopic - 1 }),
    selectArticlesOfTerms(db, termIds, { limit: limits.articlesOfTerm }),
  ]);
  const byTake = Map.groupBy(ofTakes, (row) => row.takeId);
  const lengthOf = new Map(lengths.map((row) => [row.takeId, row.length]));
  const byTarget = byKeys(targetIds, toTargets);
  const countOf = new Map(counts.map((row) => [row.id, row.count]));
  const byTopic = byKeys(topicIds, ofTopics);
  const byTerm = byKeys(termIds, ofTerms);

  const all: RelatedCandidates[] = [];
  for (const [i, id] of articleIds.entries()) {
    // A list of many is gone through between other requests.
    if (i > 0) await nextTurn();
    const candidates = new RelatedCandidates(id);
    for (const { articleId, referenceId } of [...from[i]!, ...to[i]!].sort(newestFirst))
      candidates.addReferences(articleId, 'DIRECT_REFERENCE', 1, [referenceId]);
    for (const { takeId, referenceId } of referring[i]!) {
      const strength = rarity(lengthOf.get(takeId) ?? 0);
      for (const other of byTake.get(takeId) ?? [])
        candidates.addReferences(other.articleId, 'CO_REFERENCE', strength, [referenceId, other.referenceId]);
    }
    for (const own of shared[i]!) {
      const strength = rarity(countOf.get(own.articleId) ?? 0);
      for (const other of firstByArticle(byTarget.get(own.articleId) ?? []))
        candidates.addReferences(other.articleId, 'SHARED_REFERENCE', strength, [
          own.referenceId,
          other.referenceId,
        ]);
    }
    for (const { topicId, count } of topics[i]!)
      for (const row of byTopic.get(topicId) ?? []) candidates.addTopic(row.id, rarity(count), topicId);
    for (const word of words[i]!)
      for (const row of byTerm.get(word.termId) ?? [])
        candidates.addTerm(row.articleId, (word.weight * row.weight) / weightUnit, word);
    all.push(candidates);
  }

  const found = () => distinct(all.flatMap((candidates) => [...candidates.articleIds]));
  if (condition) {
    const rows = await selectAmong(db, { ids: found() }, condition);
    const wanted = new Set(rows.map((row) => row.id));
    for (const candidates of all) candidates.keep(wanted);
  }
  for (const candidates of all) {
    candidates.keepBest(limits.candidates, weights);
    candidates.forgetTopicsAndTerms();
  }
  const candidateIds = found();
  const [topicRows, termRows, slugs] = await Promise.all([
    selectTopicsAmong(db, { articleIds: candidateIds, topicIds }),
    selectTermsAmong(db, { articleIds: candidateIds, termIds }),
    selectSlugs(db, { ids: candidateIds }),
  ]);
  const topicsOfCandidate = Map.groupBy(topicRows, (row) => row.articleId);
  const termsOfCandidate = Map.groupBy(termRows, (row) => row.articleId);
  const slugOf = new Map(slugs.map((row) => [row.id, row.slug]));
  const related: Related[][] = [];
  for (const [i, candidates] of all.entries()) {
    if (i > 0) await nextTurn();
    for (const articleId of candidates.articleIds) {
      // In the order of the article's own, so that both engines add up in the same order.
      const shared = new Set(topicsOfCandidate.get(articleId)?.map((row) => row.topicId));
      for (const { topicId, count } of topics[i]!)
        if (shared.has(topicId)) candidates.addTopic(articleId, rarity(count), topicId);
      const said = new Map(termsOfCandidate.get(articleId)?.map((row) => [row.termId, row.weight]));
      for (const word of words[i]!) {
        const weight = said.get(word.termId);
        if (weight !== undefined) candidates.addTerm(articleId, (word.weight * weight) / weightUnit, word);
      }
    }
    candidates.forgetWeakTerms();
    related.push(candidates.ranked(slugOf, limits.candidates, weights));
  }
  return related;
}

function distinct(ids: Iterable<number>): number[] {
  return [...new Set(ids)];
}

function byKeys<Row>(keys: readonly number[], rows: readonly Row[]): Map<number, Row> {
  return new Map(keys.map((key, i) => [key, rows[i]!]));
}

function newestFirst(a: ReferenceRow, b: ReferenceRow): number {
  if (a.time !== b.time) return a.time < b.time ? 1 : -1;
  if (a.key !== b.key) return a.key < b.key ? -1 : 1;
  return a.position - b.position;
}

/** A reference between an article and another, which is named. */
interface ReferenceRow {
  referenceId: number;
  articleId: number;
  time: string;
  key: string;
  position: number;
}

/** Each article once: with the newest reference. */
function firstByArticle<Row extends { articleId: number }>(rows: readonly Row[]): Iterable<Row> {
  const first = new Map<number, Row>();
  for (const row of rows) if (!first.has(row.articleId)) first.set(row.articleId, row);
  return first.values();
}

const placeColumns = ['take_time as time', 'take_key as key', 'position'] as const;

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
): Promise<{ topicId: number; count: number }[][]> {
  const rows = await selectTopics(db, { articleIds });
  return manyByKey(articleIds, rows, (row) => row.articleId).map((own) => own.slice(0, limit));
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

const selectAmong = statement((db, { ids }: { ids: readonly number[] }, condition: Condition) =>
  db
    .selectFrom('article')
    .select('id')
    .where(dialectOf(db).among(sql`article.id`, ids))
    .where(condition),
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

const selectSlugs = statement((db, { ids }: { ids: readonly number[] }) =>
  db
    .selectFrom('article')
    .select(['id', 'slug'])
    .where(dialectOf(db).among(sql`id`, ids)),
);

const selectTermTexts = statement((db, { ids }: { ids: readonly number[] }) =>
  db
    .selectFrom('term')
    .select(['id', 'text'])
    .where(dialectOf(db).among(sql`id`, ids)),
);

/** The words of terms; null where no article has one any more. */
export async function termTextsByIds(db: Db, ids: readonly number[]): Promise<(string | null)[]> {
  return oneByKey(ids, await selectTermTexts(db, { ids }), (row) => row.id).map((row) => row?.text ?? null);
}
