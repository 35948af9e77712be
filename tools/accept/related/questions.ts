import type { Db } from '../../../src/db/dialect.ts';
import { relatedLimits } from '../../../src/graph/related-evidence.queries.ts';
import { relatedByArticles } from '../../../src/graph/related.queries.ts';
import type { Related } from '../../../src/graph/related-candidates.ts';
import {
  type RelatedSignal,
  relatedSignals,
  scoreOf as blendOf,
  type SignalWeights,
  signalWeights,
} from '../../../src/graph/related-score.ts';
import { searchTokensOf } from '../../../src/identity/tokens.ts';
import { stopWords } from '../../../src/identity/stop-words.ts';

/** An article, and those that are to be found among what is related to it. */
export interface Question {
  articleId: number;
  wanted: ReadonlySet<number>;
  /** That it refers to already, or that are not asked for. */
  isAsked: (articleId: number) => boolean;
  related: readonly Related[];
  half: 'tuning' | 'reporting';
}

/** How deep the first are looked at. */
const depth = 10;

/** Everything that any signal finds, so that others weights can be tried. */
const wide = { ...relatedLimits, candidates: 10_000 };

export async function allRelated(db: Db, articleIds: readonly number[]): Promise<Map<number, Related[]>> {
  const found = new Map<number, Related[]>();
  for (const id of articleIds) found.set(id, (await relatedByArticles(db, [id], { limits: wide }))[0]!);
  return found;
}

/** A way to put articles in order. */
export interface Ranking {
  name: string;
  /** The articles, best first. */
  rank(question: Question): number[];
}

export function byWeights(name: string, weights: SignalWeights): Ranking {
  return {
    name,
    rank: ({ related, isAsked }) =>
      related
        .filter(({ articleId }) => isAsked(articleId))
        .map(({ articleId, slug, strengths }) => ({ articleId, slug, score: blendOf(strengths, weights) }))
        .filter(({ score }) => score > 0)
        .sort((a, b) => b.score - a.score || (a.slug < b.slug ? -1 : 1))
        .map(({ articleId }) => articleId),
  };
}

export function bySignals(): Ranking[] {
  return relatedSignals.map((signal) => byWeights(signal, only(signal)));
}

function only(wanted: RelatedSignal): SignalWeights {
  const each = relatedSignals.map((signal) => {
    const { half } = signalWeights[signal];
    return [signal, { weight: signal === wanted ? 1 : 0, half }] as const;
  });
  return Object.fromEntries(each) as SignalWeights;
}

/** TF-IDF of whole texts, "ltc.ltc", by cosine: what the words alone tell. */
export async function byTexts(db: Db): Promise<Ranking> {
  const articles = await db.selectFrom('article').select(['id', 'title', 'summary']).execute();
  const bodies = await db
    .selectFrom('take')
    .innerJoin('take_body', 'take_body.take_id', 'take.id')
    .select(['take.article_id', 'take_body.text'])
    .execute();
  const bodiesOf = Map.groupBy(bodies, (row) => row.article_id);
  const counts = new Map(
    articles.map(({ id, title, summary }) => {
      const words = new Map<string, number>();
      const add = (text: string, weight: number) => {
        for (const { text: word } of searchTokensOf(text))
          if (word.length > 1 && !stopWords.has(word)) words.set(word, (words.get(word) ?? 0) + weight);
      };
      add(title, 3);
      add(summary ?? '', 1);
      for (const { text } of bodiesOf.get(id) ?? []) add(text, 1);
      return [id, words];
    }),
  );
  const frequency = new Map<string, number>();
  for (const words of counts.values())
    for (const word of words.keys()) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  const vectors = new Map(
    [...counts].map(([id, words]) => {
      const weighted = [...words].map(
        ([word, count]) =>
          [word, (1 + Math.log(count)) * Math.log(articles.length / frequency.get(word)!)] as const,
      );
      const length = Math.hypot(...weighted.map(([, weight]) => weight)) || 1;
      return [id, new Map(weighted.map(([word, weight]) => [word, weight / length]))];
    }),
  );
  return {
    name: 'TF-IDF of whole texts',
    rank: ({ articleId, isAsked }) => {
      const own = vectors.get(articleId)!;
      return [...vectors]
        .filter(([id]) => id !== articleId && isAsked(id))
        .map(([id, words]) => {
          let score = 0;
          for (const [word, weight] of own) score += weight * (words.get(word) ?? 0);
          return { id, score };
        })
        .filter(({ score }) => score > 0)
        .sort((a, b) => b.score - a.score || a.id - b.id)
        .map(({ id }) => id);
    },
  };
}

/**
 * How many of the wanted ones are among the first ten, and the mean of 1 / place of the first one of each question.
 */
export function scoresOf(ranking: Ranking, questions: readonly Question[]): { recall: number; mrr: number } {
  let [found, wanted, reciprocal] = [0, 0, 0];
  for (const question of questions) {
    const ranked = ranking.rank(question);
    wanted += question.wanted.size;
    found += ranked.slice(0, depth).filter((id) => question.wanted.has(id)).length;
    const place = ranked.findIndex((id) => question.wanted.has(id));
    if (place >= 0) reciprocal += 1 / (place + 1);
  }
  return { recall: found / wanted, mrr: reciprocal / questions.length };
}
