import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '../support/app.ts';
import { isLongForm } from '../suites/long-form.ts';
import { engines } from '../support/engines.ts';
import {
  type ArticleFacet,
  ArticleListDocument,
  type ArticleOrder,
  FacetsDocument,
  ReferenceListDocument,
  type ReferenceListQuery,
  type TakeOrder,
  TakeListDocument,
  TopicListDocument,
  type TopicOrder,
} from '../support/gql/graphql.ts';
import { createFilterApp, type FilterData, type ListedArticle, readFilterData } from './filter-data.ts';
import { generatedFilters } from './generated-filters.ts';
import { naiveFilters, naiveReferenceFilter, plainFold } from './naive-filter.ts';
import { walkEdges } from './walk.ts';

const seed = 20260731;
const runs = isLongForm
  ? { articles: 2_400, takes: 1_100, topics: 600, references: 900 }
  : { articles: 140, takes: 70, topics: 40, references: 60 };
const patience = isLongForm ? 3_600_000 : 90_000;

type Direction = 'ASC' | 'DESC';
type Value = string | number | null;

/** By the values of each key in turn, missing ones last in both directions. */
function sorted<Node>(
  nodes: readonly Node[],
  keys: readonly { value: (node: Node) => Value; direction: Direction }[],
): Node[] {
  return [...nodes].sort((a, b) => {
    for (const { value, direction } of keys) {
      const [x, y] = [value(a), value(b)];
      if (x === y) continue;
      if (x === null || y === null) return x === null ? 1 : -1;
      return x < y === (direction === 'ASC') ? -1 : 1;
    }
    return 0;
  });
}

const direction = fc.constantFrom<Direction>('ASC', 'DESC');
const way = fc.constantFrom('forward', 'backward');
const size = fc.integer({ min: 8, max: 40 });

const articleFields = {
  LATEST_TAKE_AT: (node: FilterData['articles']['nodes'][number]): Value => node.latestTakeAt,
  PUBLISHED_AT: (node: FilterData['articles']['nodes'][number]): Value => node.publishedAt,
  UPDATED_AT: (node: FilterData['articles']['nodes'][number]): Value => node.updatedAt,
  TITLE: (node: FilterData['articles']['nodes'][number]): Value => plainFold(node.title),
  REFERENCED_BY_COUNT: (node: FilterData['articles']['nodes'][number]): Value => node.referencedByCount,
  REFERENCE_COUNT: (node: FilterData['articles']['nodes'][number]): Value => node.referenceCount,
};
const articleField = fc.constantFrom(...(Object.keys(articleFields) as (keyof typeof articleFields)[]));
const articleOrders: fc.Arbitrary<ArticleOrder[]> = fc.array(fc.record({ field: articleField, direction }), {
  minLength: 1,
  maxLength: 2,
});
const takeOrder: fc.Arbitrary<TakeOrder> = fc.record({
  field: fc.constantFrom('PUBLISHED_AT', 'UPDATED_AT'),
  direction,
});
const topicOrder: fc.Arbitrary<TopicOrder> = fc.record({
  field: fc.constantFrom('NAME', 'ARTICLE_COUNT'),
  direction,
});

/** The values that an article has of each facet: ids, years, languages. A topic's articles are the broader one's too. */
const facetValues: Record<ArticleFacet, (article: ListedArticle, data: FilterData) => string[]> = {
  PUBLISHER: ({ publisher }) => (publisher ? [publisher.id] : []),
  AUTHOR: ({ authors }) => authors.map(({ id }) => id),
  TOPIC: ({ topics }, data) => topics.nodes.flatMap(({ id }) => withBroader(id, data)),
  YEAR: ({ publishedAt }) => (publishedAt === null ? [] : [publishedAt.slice(0, 4)]),
  LANGUAGE: ({ language }) => (language === null ? [] : [language]),
};

function withBroader(id: string, data: FilterData): string[] {
  const broader = data.topics.nodes.find((topic) => topic.id === id)?.broader;
  return [id, ...(broader ? withBroader(broader.id, data) : [])];
}

function countsOf(values: readonly string[]): Map<string, number> {
  return new Map([...Map.groupBy(values, (value) => value)].map(([value, all]) => [value, all.length]));
}

describe.each(engines)('generated filters on %s', (engine) => {
  let app: TestApp;
  let data: FilterData;
  beforeAll(async () => {
    app = await createFilterApp(engine);
    data = await readFilterData(app);
  });
  afterAll(() => app[Symbol.asyncDispose]());

  it(
    'articles are those that a plain reading of the filter finds, in order, both ways',
    async () => {
      const naive = naiveFilters(data);
      const arbitrary = fc.record({
        where: generatedFilters(data).article,
        orderBy: articleOrders,
        way,
        size,
      });
      let found = 0;
      await fc.assert(
        fc.asyncProperty(arbitrary, async ({ where, orderBy, way, size }) => {
          const distinct = orderBy.filter(
            ({ field }, i) => orderBy.findIndex((order) => order.field === field) === i,
          );
          const expected = sorted(
            data.articles.nodes.filter((article) => naive.article(where, article)),
            [
              ...distinct.map(({ field, direction = 'DESC' }) => ({
                value: articleFields[field],
                direction,
              })),
              { value: ({ slug }) => slug, direction: 'ASC' as const },
            ],
          );
          const ask = async (page: object) =>
            (await app.execute(ArticleListDocument, { ...page, where, orderBy })).articles;
          const edges = await walkEdges(ask, way, size);
          expect(edges.map(({ node }) => node.slug)).toEqual(expected.map(({ slug }) => slug));
          if (expected.length > 0 && expected.length < data.articles.nodes.length) found++;
        }),
        { seed, numRuns: runs.articles },
      );
      // Most filters tell some articles from others; else little would be compared.
      expect(found).toBeGreaterThan(runs.articles * 0.4);
    },
    patience,
  );

  it(
    'facets count the articles of each value among them',
    async () => {
      const naive = naiveFilters(data);
      const arbitrary = fc.record({
        where: generatedFilters(data).article,
        limit: fc.integer({ min: 0, max: 6 }),
      });
      let counted = 0;
      await fc.assert(
        fc.asyncProperty(arbitrary, async ({ where, limit }) => {
          const chosen = data.articles.nodes.filter((article) => naive.article(where, article));
          const by = Object.keys(facetValues) as ArticleFacet[];
          const { articles } = await app.execute(FacetsDocument, { where, facets: by, limit });
          expect(articles.totalCount).toBe(chosen.length);
          expect(articles.facets.map((facet) => facet.by)).toEqual(by);
          for (const facet of articles.facets) {
            const expected = countsOf(
              chosen.flatMap((article) => [...new Set(facetValues[facet.by](article, data))]),
            );
            const counts = facet.buckets.map(({ count }) => count);
            expect(counts).toEqual([...expected.values()].sort((a, b) => b - a).slice(0, limit));
            for (const { key, node, count } of facet.buckets)
              expect(expected.get(node?.id ?? key)).toBe(count);
            counted += counts.length;
          }
        }),
        { seed, numRuns: runs.topics },
      );
      expect(counted).toBeGreaterThan(runs.topics * 4);
    },
    patience,
  );

  it(
    'takes likewise',
    async () => {
      const naive = naiveFilters(data);
      const listed = async (page: object) => (await app.execute(TakeListDocument, page)).takes;
      const arbitrary = fc.record({ where: generatedFilters(data).take, order: takeOrder, way, size });
      /** The last key of takes is not shown: their order is that of the whole list. */
      const wholes: Record<string, string[]> = {};
      let found = 0;
      await fc.assert(
        fc.asyncProperty(arbitrary, async ({ where, order, way, size }) => {
          const orderBy = [order];
          const whole = (wholes[JSON.stringify(order)] ??= (await listed({ first: 100, orderBy })).edges.map(
            ({ node }) => node.id,
          ));
          const expected = data.takes.nodes
            .filter((take) => naive.take(where, take))
            .sort((a, b) => whole.indexOf(a.id) - whole.indexOf(b.id));
          const edges = await walkEdges((page) => listed({ ...page, where, orderBy }), way, size);
          expect(edges.map(({ node }) => node.id)).toEqual(expected.map(({ id }) => id));
          if (expected.length > 0 && expected.length < data.takes.nodes.length) found++;
        }),
        { seed, numRuns: runs.takes },
      );
      expect(found).toBeGreaterThan(runs.takes * 0.4);
    },
    patience,
  );

  it(
    'topics likewise',
    async () => {
      const naive = naiveFilters(data);
      const arbitrary = fc.record({ where: generatedFilters(data).topic, order: topicOrder, way, size });
      await fc.assert(
        fc.asyncProperty(arbitrary, async ({ where, order, way, size }) => {
          const { field, direction = 'ASC' } = order;
          const expected = sorted(
            data.topics.nodes.filter((topic) => naive.topic(where, topic)),
            [
              { value: (node) => (field === 'NAME' ? plainFold(node.name) : node.articleCount), direction },
              { value: ({ slug }) => slug, direction: 'ASC' },
            ],
          );
          const ask = async (page: object) =>
            (await app.execute(TopicListDocument, { ...page, where, orderBy: [order] })).topics;
          const edges = await walkEdges(ask, way, (size % 5) + 1);
          expect(edges.map(({ node }) => node.slug)).toEqual(expected.map(({ slug }) => slug));
        }),
        { seed, numRuns: runs.topics },
      );
    },
    patience,
  );

  it(
    'references likewise, of an article, to it and of its take',
    async () => {
      type Article = NonNullable<ReferenceListQuery['article']>;
      const lists = {
        to: (article: Article) => article.references!,
        from: (article: Article) => article.referencedBy!,
        ofTake: (article: Article) => article.take!.references,
      };
      const slugs = data.articles.nodes
        .filter(({ takeCount, referenceCount, referencedByCount }) =>
          [takeCount, referenceCount, referencedByCount].every((count) => count > 0),
        )
        .map(({ slug }) => slug);
      const arbitrary = fc.record({
        slug: fc.constantFrom(...slugs),
        list: fc.constantFrom(...(Object.keys(lists) as (keyof typeof lists)[])),
        where: generatedFilters(data).reference,
        way,
      });
      const wholes: Record<string, ReturnType<(typeof lists)['to']>['edges']> = {};
      let found = 0;
      await fc.assert(
        fc.asyncProperty(arbitrary, async ({ slug, list, where, way }) => {
          const chosen = { to: list === 'to', from: list === 'from', ofTake: list === 'ofTake' };
          const ask = async (page: object) =>
            lists[list]((await app.execute(ReferenceListDocument, { slug, ...chosen, ...page })).article!);
          const whole = (wholes[`${slug} ${list}`] ??= (await ask({ first: 100 })).edges);
          const expected = whole.filter(({ reference }) => naiveReferenceFilter(where, reference));
          const edges = await walkEdges((page) => ask({ ...page, where }), way, 1);
          expect(edges).toEqual(expected);
          if (expected.length > 0) found++;
        }),
        { seed, numRuns: runs.references },
      );
      expect(found).toBeGreaterThan(runs.references * 0.3);
    },
    patience,
  );
});
