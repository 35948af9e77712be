/** Why two articles are related. */
export const relatedSignals = [
  'DIRECT_REFERENCE',
  'CO_REFERENCE',
  'SHARED_REFERENCE',
  'SHARED_TOPIC',
  'TEXT_SIMILARITY',
] as const;
export type RelatedSignal = (typeof relatedSignals)[number];

/**
 * How strong each signal is between two articles, 0 where it is not there:
 *
 * - DIRECT_REFERENCE: how many takes of one refer to the other.
 * - CO_REFERENCE: the sum of `rarity(n)` over the takes that refer to both, each of n articles.
 * - SHARED_REFERENCE: the sum of `rarity(n)` over the articles that both refer to, each referred to n times.
 * - SHARED_TOPIC: the sum of `rarity(n)` over the topics of both, broader ones too, each of n articles.
 * - TEXT_SIMILARITY: 0 to 1, the cosine of their words ("lnc.ltc", see `wordWeights`).
 */
export type SignalStrengths = Record<RelatedSignal, number>;

/** What a signal counts at most, and how strong it is where it counts half of that. */
export type SignalWeights = Record<RelatedSignal, { weight: number; half: number }>;

/** Weights add up to 1. How they were chosen, and what came of it: docs/related.md. */
export const signalWeights: SignalWeights = {
  DIRECT_REFERENCE: { weight: 0.1, half: 1 },
  CO_REFERENCE: { weight: 0.4, half: 0.2 },
  SHARED_REFERENCE: { weight: 0.05, half: 0.5 },
  SHARED_TOPIC: { weight: 0.2, half: 0.4 },
  TEXT_SIMILARITY: { weight: 0.25, half: 0.25 },
};

/**
 * What a signal adds to the score: the more of it there is, the less more of it adds.
 *
 * @returns 0 to the signal's weight
 */
export function contribution(
  signal: RelatedSignal,
  strength: number,
  weights: SignalWeights = signalWeights,
): number {
  const { weight, half } = weights[signal];
  return strength === 0 ? 0 : (weight * strength) / (strength + half);
}

/** 0 to 1. */
export function scoreOf(strengths: SignalStrengths, weights?: SignalWeights): number {
  let score = 0;
  for (const signal of relatedSignals) score += contribution(signal, strengths[signal], weights);
  return score;
}

/**
 * What it says of two that they have something in common which so many have: less, the more these are. Adamic and Adar, "Friends
 * and neighbors on the Web", 2003.
 *
 * @param count how many have it, those two among them
 */
export function rarity(count: number): number {
  return 1 / Math.log(1 + Math.max(2, count));
}

/** A word of an article. */
export interface Word {
  termId: number;
  /** Its part of the article's vector of length 1,000. */
  weight: number;
  /** How many articles have it. */
  articleCount: number;
}

/**
 * The weights of an article's words as what is looked for, strongest first, in a vector of length 1: those of `termsOf`, times the
 * logarithm of how rare the word is. Empty where all articles have all of its words.
 */
export function wordWeights(words: readonly Word[], articles: number): { termId: number; weight: number }[] {
  const weighted = words
    .map(({ termId, weight, articleCount }) => ({
      termId,
      weight: weight * Math.log(articles / articleCount),
    }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || a.termId - b.termId);
  const length = Math.hypot(...weighted.map(({ weight }) => weight));
  return weighted.map(({ termId, weight }) => ({ termId, weight: weight / length }));
}
