import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signalWeights } from '../../src/graph/related-score.ts';
import { type Counts, createTestApp, type TestApp } from '../support/app.ts';
import { randomOf } from '../../tools/accept/random.ts';
import { engines } from '../support/engines.ts';
import {
  NeighborhoodOfDocument,
  PathBetweenDocument,
  RelatedArticlesDocument,
  TopicGraphDocument,
} from '../support/gql/graphql.ts';
import { articleIdsBySlug } from './article-ids.ts';
import { documentsOf, type MadeArticle, type MadeGraph, madeGraph } from './generated-graph.ts';
import {
  frequenciesOf,
  naiveAdjacent,
  naiveMostReferenced,
  naiveNeighborhood,
  naivePath,
  naiveRelated,
} from './naive-graph.ts';

/*
 * 200 graphs in one store, each compared with what going through all of it says.
 */

const graphs: readonly MadeGraph[] = Array.from({ length: 200 }, (_, i) => madeGraph(i));
const frequencies = frequenciesOf(graphs);

interface Made<Link> {
  source: Link;
  target: Link;
}

const named = ({ source, target }: Made<{ slug: string }>) => `${source.slug} → ${target.slug}`;
const slugOf = ({ slug }: { slug: string }) => slug;

describe.each(engines)('generated graphs on %s', (engine) => {
  let app: TestApp;
  let ids: Map<string, string>;
  let report: Counts;
  const idOf = ({ slug }: MadeArticle) => ids.get(slug)!;

  beforeAll(async () => {
    app = await createTestApp({ engine });
    report = await app.publish({ 'graphs.jsonl': graphs.map(documentsOf).join('') });
    ids = await articleIdsBySlug(app);
  });
  afterAll(() => app[Symbol.asyncDispose]());

  it('are stored as they were made', () => {
    expect(report).toMatchObject({ failed: 0, problems: [] });
    expect(ids.size).toBe(frequencies.articles);
  });

  it('have the shortest paths, the newest of them', async () => {
    let found = 0;
    for (const [number, graph] of graphs.entries()) {
      const random = randomOf(number + 1_000);
      const any = () => graph.articles[Math.floor(random() * graph.articles.length)]!;
      for (const direction of ['ANY', 'FORWARD', 'BACKWARD'] as const) {
        for (let i = 0; i < 3; i++) {
          const [from, to] = [any(), any()];
          const maxLength = 1 + Math.floor(random() * 6);
          const { path } = await app.execute(PathBetweenDocument, {
            from: idOf(from),
            to: idOf(to),
            maxLength,
            direction,
          });
          const expected = naivePath(graph, from, to, { maxLength, direction });
          expect(
            path && {
              length: path.length,
              articles: path.articles.map(slugOf),
              references: path.references.map(named),
            },
          ).toEqual(expected && { length: expected.references.length, ...expected });
          if (path && path.length > 1) found++;
        }
      }
    }
    expect(found).toBeGreaterThan(150);
  });

  it('have their neighbourhoods, in order, and say when they are cut', async () => {
    const cut = [0, 0];
    for (const [number, graph] of graphs.entries()) {
      const random = randomOf(number + 2_000);
      for (let i = 0; i < 2; i++) {
        const root = graph.articles[Math.floor(random() * graph.articles.length)]!;
        const options = { depth: 1 + Math.floor(random() * 3), limit: 1 + Math.floor(random() * 10) };
        const { neighborhood } = await app.execute(NeighborhoodOfDocument, { id: idOf(root), ...options });
        const { articles, references, truncated } = neighborhood!;
        expect({
          articles: articles.map(slugOf),
          references: references.map(named),
          truncated,
        }).toEqual(naiveNeighborhood(graph, root, options));
        cut[Number(truncated)]!++;
      }
    }
    expect(Math.min(...cut)).toBeGreaterThan(50);
  });

  it('have related articles with the scores that are defined', async () => {
    let found = 0;
    for (const graph of graphs) {
      for (const own of graph.articles.slice(0, 2)) {
        const { article } = await app.execute(RelatedArticlesDocument, { slug: own.slug, first: 100 });
        const { edges, totalCount } = article!.related;
        const expected = naiveRelated(graph, own, frequencies, signalWeights);
        expect(edges.map(({ node }) => node.slug)).toEqual(expected.map(slugOf));
        expect(totalCount).toBe(expected.length);
        for (const [i, { score, reasons }] of edges.entries()) {
          const { score: wanted, contributions, topics } = expected[i]!;
          expect(score).toBeCloseTo(wanted, 12);
          const signals = reasons.map(({ signal, contribution }) => [signal, contribution] as const);
          expect(Object.fromEntries(signals)).toEqual(
            Object.fromEntries(
              Object.entries(contributions).map(([signal, value]) => [
                signal,
                expect.closeTo(value, 12) as unknown,
              ]),
            ),
          );
          expect(signals.toSorted((a, b) => b[1] - a[1])).toEqual(signals);
          for (const reason of reasons)
            expect(reason.topics.map(slugOf).sort()).toEqual(reason.signal === 'SHARED_TOPIC' ? topics : []);
          found++;
        }
      }
    }
    expect(found).toBeGreaterThan(1_000);
  });

  it('have topics with the most referenced articles and the adjacent topics', async () => {
    for (const [number, graph] of graphs.entries()) {
      for (const topic of graph.topics.slice(0, 2)) {
        const options = {
          since: number % 2 === 0 ? '2008-01-01T00:00:00.000Z' : null,
          includeNarrower: number % 3 > 0,
        };
        const asked = await app.execute(TopicGraphDocument, { slug: topic.slug, first: 4, ...options });
        // One that nothing is about is there all the same.
        const { mostReferenced, adjacent } = asked.topic!;
        expect(mostReferenced.map(({ article, count }) => ({ slug: article.slug, count }))).toEqual(
          naiveMostReferenced(graph, topic, options).slice(0, 4),
        );
        expect(adjacent.map(({ topic: other, ...rest }) => ({ slug: other.slug, ...rest }))).toEqual(
          naiveAdjacent(graph, topic).slice(0, 4),
        );
      }
    }
  });
});
