import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql } from 'kysely';
import { oneByKey } from '../db/batch.ts';
import { type Db, dialectOf } from '../db/dialect.ts';
import { statement } from '../db/statement.ts';
import type { Condition } from '../list/conditions.ts';
import { weightUnit } from '../text-index/article-terms.ts';
import { newestFirst } from './reference-place.ts';
import { type Related, RelatedCandidates } from './related-candidates.ts';
import {
  articlesReferred,
  type CandidatesEvidence,
  candidatesEvidence,
  filteredLimits,
  type OthersEvidence,
  othersEvidence,
  type OwnEvidence,
  ownEvidence,
  type RelatedLimits,
  relatedLimits,
} from './related-evidence.queries.ts';
import type { SignalWeights } from './related-score.ts';

export interface RelatedOptions {
  /** On `article`: only such articles. */
  condition?: Condition | undefined;
  weights?: SignalWeights | undefined;
  limits?: RelatedLimits | undefined;
}

/**
 * For each article those that are related to it, the best first: see `SignalStrengths`. What is found by any signal is compared
 * by what found it, the best of it in full.
 */
export async function relatedByArticles(
  db: Db,
  articleIds: readonly number[],
  { condition, weights, limits = condition ? filteredLimits : relatedLimits }: RelatedOptions = {},
): Promise<Related[][]> {
  const own = await ownEvidence(db, articleIds, limits);
  const others = await othersEvidence(db, own, limits);
  const all: RelatedCandidates[] = [];
  for (const each of own) {
    all.push(candidatesFor(each, others, limits));
    // Many are gone through between other requests.
    await nextTurn();
  }
  if (condition) {
    const rows = await selectAmong(db, { ids: idsOf(all) }, condition);
    const wanted = new Set(rows.map((row) => row.id));
    for (const candidates of all) candidates.keep(wanted);
  }
  for (const candidates of all) candidates.keepBest(limits.candidates, weights);
  const ids = idsOf(all);
  const [evidence, slugs] = await Promise.all([candidatesEvidence(db, ids, own), selectSlugs(db, { ids })]);
  const slugOf = new Map(slugs.map((row) => [row.id, row.slug]));
  const related: Related[][] = [];
  for (const [i, candidates] of all.entries()) {
    compareInFull(candidates, own[i]!, evidence);
    related.push(candidates.ranked(slugOf, limits.candidates, weights));
    await nextTurn();
  }
  return related;
}

/** Everything that any signal finds for an article. */
function candidatesFor(own: OwnEvidence, others: OthersEvidence, limits: RelatedLimits): RelatedCandidates {
  const candidates = new RelatedCandidates(own.articleId);
  for (const { articleId, referenceId } of [...own.references, ...own.backlinks].sort(newestFirst))
    candidates.addReferences(articleId, 'DIRECT_REFERENCE', 1, [referenceId]);
  for (const { takeId, referenceId } of own.backlinks.slice(0, limits.takesReferring)) {
    const take = others.byTake.get(takeId);
    for (const other of take?.references ?? [])
      candidates.addReferences(other.articleId, 'CO_REFERENCE', take!.rarity, [
        referenceId,
        other.referenceId,
      ]);
  }
  for (const { articleId, referenceId } of articlesReferred(own, limits)) {
    const target = others.byTarget.get(articleId);
    for (const other of target?.references ?? [])
      candidates.addReferences(other.articleId, 'SHARED_REFERENCE', target!.rarity, [
        referenceId,
        other.referenceId,
      ]);
  }
  for (const { topicId, rarity } of own.topics)
    for (const articleId of others.byTopic.get(topicId) ?? [])
      candidates.addTopic(articleId, rarity, topicId);
  for (const word of own.words)
    for (const { articleId, weight } of others.byTerm.get(word.termId) ?? [])
      candidates.addTerm(articleId, (word.weight * weight) / weightUnit, word);
  return candidates;
}

/** By all topics and words, not only those that found them. */
function compareInFull(
  candidates: RelatedCandidates,
  { topics, words }: OwnEvidence,
  { topicsOf, termsOf }: CandidatesEvidence,
): void {
  candidates.forgetTopicsAndTerms();
  for (const articleId of candidates.articleIds) {
    const theirTopics = topicsOf.get(articleId);
    const theirTerms = termsOf.get(articleId);
    // In the order of the article's own, so that both engines add up in the same order.
    for (const { topicId, rarity } of topics)
      if (theirTopics?.has(topicId)) candidates.addTopic(articleId, rarity, topicId);
    for (const word of words) {
      const weight = theirTerms?.get(word.termId);
      if (weight !== undefined) candidates.addTerm(articleId, (word.weight * weight) / weightUnit, word);
    }
  }
  candidates.forgetWeakTerms();
}

function idsOf(all: readonly RelatedCandidates[]): number[] {
  return [...new Set(all.flatMap((candidates) => [...candidates.articleIds]))];
}

const selectAmong = statement((db, { ids }: { ids: readonly number[] }, condition: Condition) =>
  db
    .selectFrom('article')
    .select('id')
    .where(dialectOf(db).among(sql`article.id`, ids))
    .where(condition),
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
