import {
  contribution,
  leastSimilarity,
  type RelatedSignal,
  relatedSignals,
  scoreOf,
  type SignalStrengths,
  type SignalWeights,
  type WeightedWord,
} from './related-score.ts';

/** How much of the evidence a reason carries; references come in pairs where a third article stands between the two. */
const evidenceLimits = { references: 10, topics: 10, terms: 5 };

/** Why an article is related, with what a reader can be shown. */
export interface Reason {
  signal: RelatedSignal;
  /** What it adds to the score. */
  contribution: number;
  referenceIds: readonly number[];
  topicIds: readonly number[];
  /** Words that both say, those that count most first. */
  termIds: readonly number[];
}

/** An article that is related to another. */
export interface Related {
  articleId: number;
  slug: string;
  /** The sum of its reasons' contributions, more than 0 and less than 1. */
  score: number;
  strengths: SignalStrengths;
  /** The strongest first. */
  reasons: readonly Reason[];
}

/** An article that may be related to another, with what is known of it so far. */
export interface Candidate {
  articleId: number;
  strengths: SignalStrengths;
  references: Record<'DIRECT_REFERENCE' | 'CO_REFERENCE' | 'SHARED_REFERENCE', number[]>;
  topicIds: number[];
  terms: { termId: number; strength: number; isRare: boolean }[];
}

/** Articles that may be related to one, by what they were found by. */
export class RelatedCandidates {
  readonly #ownId: number;
  #byId = new Map<number, Candidate>();

  /** @param ownId of the article that is none itself */
  constructor(ownId: number) {
    this.#ownId = ownId;
  }

  get articleIds(): IterableIterator<number> {
    return this.#byId.keys();
  }

  addReferences(
    articleId: number,
    signal: keyof Candidate['references'],
    strength: number,
    ids: readonly number[],
  ): void {
    const candidate = this.#candidate(articleId);
    if (!candidate) return;
    candidate.strengths[signal] += strength;
    const references = candidate.references[signal];
    if (references.length + ids.length <= evidenceLimits.references) references.push(...ids);
  }

  addTopic(articleId: number, strength: number, topicId: number): void {
    const candidate = this.#candidate(articleId);
    if (!candidate) return;
    candidate.strengths.SHARED_TOPIC += strength;
    candidate.topicIds.push(topicId);
  }

  addTerm(articleId: number, strength: number, { termId, isRare }: WeightedWord): void {
    const candidate = this.#candidate(articleId);
    if (!candidate) return;
    candidate.strengths.TEXT_SIMILARITY += strength;
    candidate.terms.push({ termId, strength, isRare });
  }

  /** Only these may be related. */
  keep(articleIds: ReadonlySet<number>): void {
    for (const id of this.#byId.keys()) if (!articleIds.has(id)) this.#byId.delete(id);
  }

  /**
   * Lets go of all but the best. Those that are as good as the last one stay too, so that none of them is let go of by chance, but not
   * more than as many again.
   */
  keepBest(limit: number, weights?: SignalWeights): void {
    if (this.#byId.size <= limit) return;
    const scored = [...this.#byId.values()]
      .map((candidate) => ({ candidate, score: scoreOf(candidate.strengths, weights) }))
      .sort((a, b) => b.score - a.score || b.candidate.articleId - a.candidate.articleId);
    const least = scored[limit - 1]!.score;
    const best = scored.slice(0, 2 * limit).filter(({ score }) => score >= least);
    this.#byId = new Map(best.map(({ candidate }) => [candidate.articleId, candidate]));
  }

  /** What was found of their topics and words may be a part: it is to be added in full. */
  forgetTopicsAndTerms(): void {
    for (const candidate of this.#byId.values()) {
      Object.assign(candidate.strengths, { SHARED_TOPIC: 0, TEXT_SIMILARITY: 0 });
      Object.assign(candidate, { topicIds: [], terms: [] });
    }
  }

  /** What says next to nothing is no reason. */
  forgetWeakTerms(): void {
    for (const { strengths, terms } of this.#byId.values()) {
      const isTelling = terms.length > 1 || terms.some(({ isRare }) => isRare);
      if (!isTelling || strengths.TEXT_SIMILARITY < leastSimilarity) strengths.TEXT_SIMILARITY = 0;
    }
  }

  /**
   * The best first; of equal ones that whose slug comes first.
   *
   * @param slugs of all that there still are
   */
  ranked(slugs: ReadonlyMap<number, string>, limit: number, weights?: SignalWeights): Related[] {
    return this.#byId
      .values()
      .flatMap((candidate) => {
        const slug = slugs.get(candidate.articleId);
        return slug === undefined ? [] : [relatedOf(candidate, slug, weights)];
      })
      .filter(({ score }) => score > 0)
      .toArray()
      .sort((a, b) => b.score - a.score || (a.slug < b.slug ? -1 : 1))
      .slice(0, limit);
  }

  #candidate(articleId: number): Candidate | null {
    if (articleId === this.#ownId) return null;
    let candidate = this.#byId.get(articleId);
    if (!candidate) {
      candidate = {
        articleId,
        strengths: {
          DIRECT_REFERENCE: 0,
          CO_REFERENCE: 0,
          SHARED_REFERENCE: 0,
          SHARED_TOPIC: 0,
          TEXT_SIMILARITY: 0,
        },
        references: { DIRECT_REFERENCE: [], CO_REFERENCE: [], SHARED_REFERENCE: [] },
        topicIds: [],
        terms: [],
      };
      this.#byId.set(articleId, candidate);
    }
    return candidate;
  }
}

function relatedOf(candidate: Candidate, slug: string, weights?: SignalWeights): Related {
  const { articleId, strengths, references, topicIds } = candidate;
  const termIds = candidate.terms
    .toSorted((a, b) => b.strength - a.strength || a.termId - b.termId)
    .map(({ termId }) => termId);
  const reasons = relatedSignals
    .map((signal): Reason => ({
      signal,
      contribution: contribution(signal, strengths[signal], weights),
      referenceIds: signal in references ? references[signal as keyof typeof references] : [],
      topicIds: signal === 'SHARED_TOPIC' ? topicIds.slice(0, evidenceLimits.topics) : [],
      termIds: signal === 'TEXT_SIMILARITY' ? termIds.slice(0, evidenceLimits.terms) : [],
    }))
    .filter((reason) => reason.contribution > 0)
    .sort((a, b) => b.contribution - a.contribution);
  return { articleId, slug, score: scoreOf(strengths, weights), strengths, reasons };
}
