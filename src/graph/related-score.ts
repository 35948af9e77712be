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
 * - TEXT_SIMILARITY: 0 to 1, the sum of the products of the weights that the article's words have (see `wordWeights`), and those
 *   by which the other one is found (see `termsOf`); 0 where it is less than `leastSimilarity`, or of a single word that is not rare (`rarePart`).
 */
export type SignalStrengths = Record<RelatedSignal, number>;

/** Texts that are less alike have nothing in common that would mean something. */
export const leastSimilarity = 0.01;

/** A single word must be one that no more than this part of the articles have; in a small store no word is known to be rare. */
export const rarePart = 1 / 50;

/** What a signal counts at most, and how strong it is where it counts half of that. */
export type SignalWeights = Record<RelatedSignal, { weight: number; half: number }>;

/** Weights add up to 1. How they were chosen, and what came of it: docs/related.md. */
export const signalWeights: SignalWeights = {
  DIRECT_REFERENCE: { weight: 0.14, half: 0.5 },
  CO_REFERENCE: { weight: 0.26, half: 0.7 },
  SHARED_REFERENCE: { weight: 0.04, half: 2 },
  SHARED_TOPIC: { weight: 0.22, half: 0.3 },
  TEXT_SIMILARITY: { weight: 0.34, half: 0.09 },
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
  // Sums of the same in another order are equal then.
  const exact = Math.round(strength * 1e9) / 1e9;
  return exact === 0 ? 0 : (weight * exact) / (exact + half);
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
  /** How often it is said, as `weightOf` has it. */
  weight: number;
  /** How many articles are found by it. */
  articleCount: number;
}

/** A word by which articles are found that are related to one. */
export interface WeightedWord {
  termId: number;
  weight: number;
  /** Whether it is a reason by itself. */
  isRare: boolean;
}

/**
 * What each of an article's words counts where another article is found by it and has no other, strongest first: its weight, times
 * the logarithm of how rare it is, in a vector of length 1 ("ltc"), times that logarithm once more, as a part of the largest there
 * is: it is rare in both texts. The other article's weights have no part of rarity ("lnc"), so that they can be kept.
 *
 * @param articles how many there are
 * @param limit of words
 */
export function wordWeights(words: readonly Word[], articles: number, limit: number): WeightedWord[] {
  const strongest = words
    .map(({ termId, weight, articleCount }) => {
      const idf = Math.log(articles / articleCount);
      return { termId, idf, weight: weight * idf, isRare: articleCount <= articles * rarePart };
    })
    .filter(({ idf }) => idf > 0)
    .sort((a, b) => b.weight * b.idf - a.weight * a.idf || a.termId - b.termId)
    .slice(0, limit);
  const length = Math.hypot(...strongest.map(({ weight }) => weight));
  return strongest.map(({ termId, idf, weight, isRare }) => ({
    termId,
    weight: (weight / length) * (idf / Math.log(articles)),
    isRare,
  }));
}
