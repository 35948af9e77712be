import { termId } from '../../src/text-index/article-terms.ts';
import type { MadeArticle, MadeGraph, MadeTake, MadeTopic } from './generated-graph.ts';

/*
 * What the API says of a graph, worked out by going through all of it.
 */

export type Direction = 'FORWARD' | 'BACKWARD' | 'ANY';

interface Edge {
  source: MadeArticle;
  target: MadeArticle;
  take: MadeTake;
  position: number;
}

export function edgesOf({ articles }: MadeGraph): Edge[] {
  return articles.flatMap((source) =>
    source.takes.flatMap((take) =>
      take.references.map((target, i) => ({ source, target, take, position: i + 1 })),
    ),
  );
}

/** The newest take's first; in a take in reading order. */
function compareEdges(a: Edge, b: Edge): number {
  if (a.take.date !== b.take.date) return a.take.date < b.take.date ? 1 : -1;
  return a.position - b.position;
}

interface Step {
  edge: Edge;
  to: MadeArticle;
}

function stepsFrom(graph: MadeGraph, from: MadeArticle, direction: Direction): Step[] {
  return edgesOf(graph)
    .flatMap((edge): Step[] => [
      ...(direction !== 'BACKWARD' && edge.source === from ? [{ edge, to: edge.target }] : []),
      ...(direction !== 'FORWARD' && edge.target === from ? [{ edge, to: edge.source }] : []),
    ])
    .sort((a, b) => compareEdges(a.edge, b.edge));
}

/** Pairs of slugs, source first, of the path that is wanted: all paths in the order of their references, the first shortest. */
export function naivePath(
  graph: MadeGraph,
  from: MadeArticle,
  to: MadeArticle,
  { maxLength, direction }: { maxLength: number; direction: Direction },
): { articles: string[]; references: string[] } | null {
  for (let length = 0; length <= maxLength; length++) {
    const path = pathOf(graph, from, to, length, direction);
    if (path)
      return {
        articles: [from.slug, ...path.map((step) => step.to.slug)],
        references: path.map(({ edge }) => nameOf(edge)),
      };
  }
  return null;
}

function pathOf(
  graph: MadeGraph,
  from: MadeArticle,
  to: MadeArticle,
  length: number,
  direction: Direction,
  tried = new Set<string>(),
): Step[] | null {
  if (length === 0) return from === to ? [] : null;
  const key = `${from.slug} ${length}`;
  if (tried.has(key)) return null;
  for (const step of stepsFrom(graph, from, direction)) {
    const rest = pathOf(graph, step.to, to, length - 1, direction, tried);
    if (rest) return [step, ...rest];
  }
  tried.add(key);
  return null;
}

export function nameOf({ source, target }: Pick<Edge, 'source' | 'target'>): string {
  return `${source.slug} → ${target.slug}`;
}

/** The slugs of the articles in their order, and the references between them as pairs of slugs. */
export function naiveNeighborhood(
  graph: MadeGraph,
  root: MadeArticle,
  { depth, limit }: { depth: number; limit: number },
): { articles: string[]; references: string[]; truncated: boolean } {
  const all = [root];
  let level = [root];
  for (let step = 0; step < depth; step++) {
    const before = all.length;
    for (const article of level)
      for (const way of ['FORWARD', 'BACKWARD'] as const)
        for (const { to } of stepsFrom(graph, article, way)) if (!all.includes(to)) all.push(to);
    level = all.slice(before);
  }
  const kept = all.slice(0, limit);
  const references = edgesOf(graph)
    .filter(({ source, target }) => kept.includes(source) && kept.includes(target))
    .sort(compareEdges)
    .map(nameOf);
  return { articles: kept.map(({ slug }) => slug), references, truncated: all.length > limit };
}

export interface NaiveRelated {
  slug: string;
  score: number;
  contributions: Record<string, number>;
  topics: string[];
}

/** As docs/related.md defines it. */
export interface Weights {
  [signal: string]: { weight: number; half: number };
}

/** The words of all graphs of a store: how many articles have which, and how many there are. */
export interface Frequencies {
  articles: number;
  byWord: ReadonlyMap<string, number>;
}

export function frequenciesOf(graphs: readonly MadeGraph[]): Frequencies {
  const byWord = new Map<string, number>();
  const articles = graphs.flatMap((graph) => graph.articles);
  for (const article of articles)
    for (const word of vectorOf(article).keys()) byWord.set(word, (byWord.get(word) ?? 0) + 1);
  return { articles: articles.length, byWord };
}

/** How often it says a word: those of the title count three times. */
function countsOf({ titleWords, takes }: MadeArticle): Map<string, number> {
  const counts = new Map<string, number>();
  const add = (word: string, count: number) => counts.set(word, (counts.get(word) ?? 0) + count);
  for (const word of titleWords) add(word, 3);
  for (const { words, references } of takes) {
    for (const word of words) add(word, 1);
    for (let j = 0; j < references.length + Math.min(1, references.length); j++)
      add(words[j % words.length]!, 1);
  }
  return counts;
}

/** The 16 words that are said most, with their parts of a vector of length 1, in millionths: the last three tell equal ones apart. */
function vectorOf(article: MadeArticle): Map<string, number> {
  const kept = [...countsOf(article)]
    .sort((a, b) => b[1] - a[1] || b[0].length - a[0].length || (a[0] < b[0] ? -1 : 1))
    .slice(0, 16)
    .map(([word, count]) => [word, 1 + Math.log(count)] as const);
  const length = Math.sqrt(kept.reduce((sum, [, weight]) => sum + weight * weight, 0));
  const own = termId(kept.map(([word]) => word).join(' ')) % 1000;
  return new Map(kept.map(([word, weight]) => [word, Math.round((1000 * weight) / length) * 1000 + own]));
}

export function naiveRelated(
  graph: MadeGraph,
  own: MadeArticle,
  frequencies: Frequencies,
  weights: Weights,
): NaiveRelated[] {
  const edges = edgesOf(graph);
  const found = graph.articles
    .filter((other) => other !== own)
    .map((other): NaiveRelated => {
      const topics = sharedTopics(graph, own, other);
      const strengths: Record<string, number> = {
        DIRECT_REFERENCE: edges.filter(
          ({ source, target }) =>
            (source === own && target === other) || (source === other && target === own),
        ).length,
        CO_REFERENCE: sum(
          graph.articles
            .flatMap(({ takes }) => takes)
            .filter(({ references }) => references.includes(own) && references.includes(other))
            .map(({ references }) => rarity(references.length)),
        ),
        SHARED_REFERENCE: sum(
          graph.articles
            .filter((third) => refersTo(own, third) && refersTo(other, third))
            .map((third) => rarity(edges.filter(({ target }) => target === third).length)),
        ),
        SHARED_TOPIC: sum(topics.map(({ count }) => rarity(count))),
        TEXT_SIMILARITY: similarity(own, other, frequencies),
      };
      const contributions: Record<string, number> = {};
      for (const [signal, strength] of Object.entries(strengths)) {
        const { weight, half } = weights[signal]!;
        const exact = Math.round(strength * 1e9) / 1e9;
        if (exact > 0) contributions[signal] = (weight * exact) / (exact + half);
      }
      return {
        slug: other.slug,
        score: sum(Object.values(contributions)),
        contributions,
        topics: topics.map(({ topic }) => topic.slug).sort(),
      };
    });
  return found
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || (a.slug < b.slug ? -1 : 1));
}

function refersTo(article: MadeArticle, other: MadeArticle): boolean {
  return article.takes.some(({ references }) => references.includes(other));
}

function rarity(count: number): number {
  return 1 / Math.log(1 + count);
}

function similarity(own: MadeArticle, other: MadeArticle, { articles, byWord }: Frequencies): number {
  const rareness = (word: string) => Math.log(articles / byWord.get(word)!);
  const kept = vectorOf(own);
  // No piece of these has more than 64 of them.
  const mine = [...countsOf(own)]
    .filter(([word]) => (byWord.get(word) ?? 0) > Number(kept.has(word)))
    .map(([word, count]) => [word, 1 + Math.log(count)] as const);
  const length = Math.sqrt(sum(mine.map(([word, weight]) => (weight * rareness(word)) ** 2)));
  const theirs = vectorOf(other);
  const shared = mine.filter(([word]) => theirs.has(word));
  const found = sum(
    shared.map(
      ([word, weight]) =>
        (((weight * rareness(word)) / length) * rareness(word) * theirs.get(word)!) /
        (1_000_000 * Math.log(articles)),
    ),
  );
  const isTelling = shared.length > 1 || shared.some(([word]) => byWord.get(word)! * 50 <= articles);
  return isTelling && found >= 0.01 ? found : 0;
}

/** With all above them. */
export function topicsOf({ topics }: MadeArticle): Set<MadeTopic> {
  const all = new Set<MadeTopic>();
  for (const topic of topics)
    for (let above: MadeTopic | null = topic; above; above = above.broader) all.add(above);
  return all;
}

export function articlesAbout({ articles }: MadeGraph, topic: MadeTopic): MadeArticle[] {
  return articles.filter((article) => topicsOf(article).has(topic));
}

function sharedTopics(graph: MadeGraph, one: MadeArticle, other: MadeArticle) {
  const others = topicsOf(other);
  return [...topicsOf(one)]
    .filter((topic) => others.has(topic))
    .map((topic) => ({ topic, count: articlesAbout(graph, topic).length }));
}

export function naiveMostReferenced(
  graph: MadeGraph,
  topic: MadeTopic,
  { since, includeNarrower }: { since: string | null; includeNarrower: boolean },
): { slug: string; count: number }[] {
  const own = includeNarrower
    ? articlesAbout(graph, topic)
    : graph.articles.filter(({ topics }) => topics.includes(topic));
  return own
    .map((article) => ({
      slug: article.slug,
      count: edgesOf(graph).filter(
        ({ target, take }) => target === article && (since === null || take.date >= since),
      ).length,
    }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || (a.slug < b.slug ? -1 : 1));
}

export function naiveAdjacent(
  graph: MadeGraph,
  topic: MadeTopic,
): { slug: string; sharedArticles: number; similarity: number }[] {
  const own = new Set(articlesAbout(graph, topic));
  return graph.topics
    .filter((other) => other !== topic)
    .map((other) => {
      const theirs = new Set(articlesAbout(graph, other));
      const shared = own.intersection(theirs).size;
      return {
        slug: other.slug,
        sharedArticles: shared,
        similarity: shared / own.union(theirs).size,
      };
    })
    .filter(({ sharedArticles }) => sharedArticles > 0)
    .sort((a, b) => b.similarity - a.similarity || (a.slug < b.slug ? -1 : 1));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
