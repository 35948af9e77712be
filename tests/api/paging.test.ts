import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/app.ts';
import { engines } from '../support/engines.ts';
import {
  ArticleListDocument,
  type ArticleOrder,
  type OrderDirection,
  TakeListDocument,
  TopicListDocument,
} from '../support/gql/graphql.ts';
import { type PageOf, type PageVariables, walkEdges, type Way } from './walk.ts';

/** The nodes of a whole list, three at a time. */
async function walk<Node>(
  ask: (page: PageVariables) => Promise<PageOf<{ cursor: string; node: Node }>>,
  way: Way,
): Promise<Node[]> {
  return (await walkEdges(ask, way, 3)).map(({ node }) => node);
}

/** As the contract has it: missing values last in both directions, equal ones by the hidden last key. */
function sorted<Node>(
  nodes: readonly Node[],
  keyOf: (node: Node) => string | number | null,
  lastKeyOf: (node: Node) => string,
  direction: OrderDirection,
): Node[] {
  const byLastKey = [...nodes].sort((a, b) => (lastKeyOf(a) < lastKeyOf(b) ? -1 : 1));
  return byLastKey.sort((a, b) => {
    const [x, y] = [keyOf(a), keyOf(b)];
    if (x === y) return 0;
    if (x === null || y === null) return x === null ? 1 : -1;
    return x < y === (direction === 'ASC') ? -1 : 1;
  });
}

async function askAsText({ app }: TestApp, query: string): Promise<{ status: number; body: unknown }> {
  const response = await app.fetch(
    new Request('http://localhost/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ query, operationName: 'A' }),
    }),
  );
  return { status: response.status, body: await response.json() };
}

/** 23 pieces: dates that are equal, dates that are missing, equal titles, some without a take, one much referred to. */
const documents = Object.fromEntries(
  Array.from({ length: 23 }, (_, i) => {
    const date = i % 4 === 0 ? '' : `date: 2020-0${1 + (i % 5)}-01\n`;
    const title =
      i % 6 === 0
        ? i % 12 === 0
          ? 'the same title'
          : 'The Same Title'
        : `Piece ${String.fromCharCode(65 + ((i * 7) % 23))}`;
    const links = [1, 2, 3].slice(0, i % 4).map((j) => `[there](https://list.example/${(i * j) % 5})`);
    const body = i % 7 === 3 ? '' : `Words of piece ${i}. ${links.join(' ')}\n`;
    const topics = `topics: [Topic ${i % 5}, Topic ${i % 3}, Everything]\n`;
    return [`${i}.md`, `---\ntitle: ${title}\nurl: https://list.example/${i}\n${date}${topics}---\n${body}`];
  }),
);

const articleFields = [
  'LATEST_TAKE_AT',
  'PUBLISHED_AT',
  'UPDATED_AT',
  'TITLE',
  'REFERENCED_BY_COUNT',
  'REFERENCE_COUNT',
] as const;
const directions = ['ASC', 'DESC'] as const;

describe.each(engines)('lists on %s', (engine) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp({ engine });
    await app.publish(documents);
  });
  afterAll(() => app[Symbol.asyncDispose]());

  const articles = async (variables: PageVariables & { orderBy?: ArticleOrder[] }) =>
    (await app.execute(ArticleListDocument, variables)).articles;

  describe.each(articleFields)('articles by %s', (field) => {
    it.each(directions)('%s visits every row once, in order, both ways', async (direction) => {
      const orderBy = [{ field, direction }];
      const all = (await articles({ first: 100, orderBy })).edges.map((edge) => edge.node);
      const keyOf = {
        LATEST_TAKE_AT: (node: (typeof all)[number]) => node.latestTakeAt,
        PUBLISHED_AT: (node: (typeof all)[number]) => node.publishedAt,
        UPDATED_AT: (node: (typeof all)[number]) => node.updatedAt,
        TITLE: (node: (typeof all)[number]) => node.title.toLowerCase(),
        REFERENCED_BY_COUNT: (node: (typeof all)[number]) => node.referencedByCount,
        REFERENCE_COUNT: (node: (typeof all)[number]) => node.referenceCount,
      }[field];
      expect(all).toHaveLength(23);
      expect(all).toEqual(sorted(all, keyOf, (node) => node.slug, direction));
      expect(await walk((page) => articles({ ...page, orderBy }), 'forward')).toEqual(all);
      expect(await walk((page) => articles({ ...page, orderBy }), 'backward')).toEqual(all);
    });
  });

  it('orders by several fields, a field named twice by its first mention', async () => {
    const orderBy: ArticleOrder[] = [
      { field: 'PUBLISHED_AT', direction: 'ASC' },
      { field: 'REFERENCED_BY_COUNT', direction: 'DESC' },
      { field: 'PUBLISHED_AT', direction: 'DESC' },
    ];
    const all = (await articles({ first: 100, orderBy })).edges.map((edge) => edge.node);
    const byCount = sorted(
      all,
      (node) => node.referencedByCount,
      (node) => node.slug,
      'DESC',
    );
    const expected = byCount.toSorted((a, b) =>
      (a.publishedAt ?? '~') < (b.publishedAt ?? '~') ? -1 : a.publishedAt === b.publishedAt ? 0 : 1,
    );
    expect(all).toEqual(expected);
    expect(await walk((page) => articles({ ...page, orderBy }), 'forward')).toEqual(all);
    expect(await walk((page) => articles({ ...page, orderBy }), 'backward')).toEqual(all);
  });

  const takeOrders = (['PUBLISHED_AT', 'UPDATED_AT'] as const).flatMap((field) =>
    directions.map((direction) => ({ field, direction })),
  );
  it.each(takeOrders)(
    'takes by $field $direction visits every row once, in order, both ways',
    async (order) => {
      const takes = async (page: PageVariables) =>
        (await app.execute(TakeListDocument, { ...page, orderBy: [order] })).takes;
      const page = await takes({ first: 100 });
      const all = page.edges.map((edge) => edge.node);
      const value = (node: (typeof all)[number]) =>
        order.field === 'UPDATED_AT' ? node.updatedAt : node.publishedAt;
      expect(page.totalCount).toBe(20);
      // The hidden last key is not shown: among equal values any order is right here.
      expect(all.map(value)).toEqual(sorted(all, value, () => '', order.direction).map(value));
      expect(await walk(takes, 'forward')).toEqual(all);
      expect(await walk(takes, 'backward')).toEqual(all);
    },
  );

  const topicOrders = (['NAME', 'ARTICLE_COUNT'] as const).flatMap((field) =>
    directions.map((direction) => ({ field, direction })),
  );
  it.each(topicOrders)(
    'topics by $field $direction visits every row once, in order, both ways',
    async (order) => {
      const topics = async (page: PageVariables) =>
        (await app.execute(TopicListDocument, { ...page, orderBy: [order] })).topics;
      const all = (await topics({ first: 100 })).edges.map((edge) => edge.node);
      const names = ['Everything', 'Topic 0', 'Topic 1', 'Topic 2', 'Topic 3', 'Topic 4'];
      expect(all.map((node) => node.name).sort()).toEqual(names);
      const value = (node: (typeof all)[number]) =>
        order.field === 'NAME' ? node.name.toLowerCase() : node.articleCount;
      expect(all).toEqual(sorted(all, value, (node) => node.slug, order.direction));
      expect(await walk(topics, 'forward')).toEqual(all);
      expect(await walk(topics, 'backward')).toEqual(all);
    },
  );

  it('counts the whole list, on an empty page too', async () => {
    const page = await articles({ first: 0 });
    expect(page).toEqual({
      totalCount: 23,
      edges: [],
      pageInfo: { hasNextPage: true, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
  });

  it('gives 20 where no size is asked for, null meaning not given', async () => {
    expect((await articles({})).edges).toHaveLength(20);
    const nulls = await app.execute(ArticleListDocument, {
      first: null,
      after: null,
      last: null,
      before: null,
      orderBy: null,
    });
    expect(nulls.articles.edges).toHaveLength(20);
  });

  it.each<[string, PageVariables, string, string]>([
    ['more than 100', { first: 101 }, 'BAD_USER_INPUT', '`first` is 101; allowed are 0 to 100'],
    ['a negative number', { last: -1 }, 'BAD_USER_INPUT', '`last` is -1; allowed are 0 to 100'],
    [
      'both sizes',
      { first: 2, last: 2 },
      'BAD_USER_INPUT',
      '`first` and `last` cannot be given together: `first` pages forward, `last` backward',
    ],
    [
      'a malformed cursor',
      { after: 'nonsense' },
      'BAD_CURSOR',
      '`after` is no cursor of this list in this order; take one from its edges or pageInfo',
    ],
    [
      'a cursor of nothing',
      { before: '' },
      'BAD_CURSOR',
      '`before` is no cursor of this list in this order; take one from its edges or pageInfo',
    ],
  ])('refuses %s before anything runs', async (_case, variables, code, message) => {
    const answer = await app.send(ArticleListDocument, variables);
    expect(answer).toMatchObject({
      status: 400,
      data: null,
      errors: [{ message: `\`articles\`: ${message}`, extensions: { code } }],
      statements: 0,
    });
  });

  it.each([
    [
      'in a fragment that another operation spreads',
      'query A { stats { articles } } query B { ...F } fragment F on Query { articles(first: 500) { totalCount } }',
    ],
    [
      'in what is left out',
      'query A { stats { articles } articles(first: 500) @include(if: false) { totalCount } ...F @skip(if: true) } fragment F on Query { takes(last: 500) { totalCount } }',
    ],
  ])('minds nothing %s', async (_case, query) => {
    expect(await askAsText(app, query)).toMatchObject({
      status: 200,
      body: { data: { stats: { articles: 23 } } },
    });
  });

  it.each([
    [
      'in a fragment',
      'query A { ...F } fragment F on Query { ...G } fragment G on Query { takes(last: 500) { totalCount } }',
    ],
    [
      'deep in the query',
      'query A { articles(first: 1) { nodes { references(first: 1) { nodes { topics(first: 101) { totalCount } } } } } }',
    ],
  ])('refuses it %s', async (_case, query) => {
    const { status, body } = await askAsText(app, query);
    expect(status).toBe(400);
    expect(body).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
    expect(body).not.toHaveProperty('data');
  });

  it('refuses a cursor of another order', async () => {
    const byTitle = await articles({ first: 1, orderBy: [{ field: 'TITLE' }] });
    const answer = await app.send(ArticleListDocument, {
      after: byTitle.pageInfo.endCursor,
      orderBy: [{ field: 'TITLE', direction: 'ASC' }],
    });
    expect(answer).toMatchObject({
      status: 400,
      data: null,
      errors: [{ extensions: { code: 'BAD_CURSOR' } }],
    });
  });
});
