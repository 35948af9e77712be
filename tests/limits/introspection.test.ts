import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/app.ts';
import { post } from './ask.ts';

/** Each with a word that is nearly one of the schema. */
const nearly: [string, object][] = [
  ['a field', { query: '{ artcles { totalCount } }' }],
  ['an argument', { query: '{ articles(frist: 1) { totalCount } }' }],
  ['a type', { query: '{ node(id: "a") { ... on Artcle { id } } }' }],
  ['an enum value', { query: '{ articles(orderBy: [{ field: TITEL }]) { totalCount } }' }],
  ['a field of an input', { query: '{ articles(where: { isOwm: true }) { totalCount } }' }],
  [
    'an enum value by variable',
    {
      query: 'query ($o: [ArticleOrder!]) { articles(orderBy: $o) { totalCount } }',
      variables: { o: [{ field: 'TITEL' }] },
    },
  ],
  [
    'a field of an input by variable',
    {
      query: 'query ($w: ArticleFilter) { articles(where: $w) { totalCount } }',
      variables: { w: { isOwm: true } },
    },
  ],
  [
    'the default of a variable',
    { query: 'query ($w: ArticleFilter = { isOwm: true }) { articles(where: $w) { totalCount } }' },
  ],
];

describe('where introspection is off', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp({ engine: 'sqlite', settings: { INTROSPECTION: 'off' } });
  });
  afterAll(() => app[Symbol.asyncDispose]());

  it.each([
    getIntrospectionQuery().replaceAll(/\s+/g, ' '),
    '{ a: __schema { queryType { name } } __typename }',
    '{ __type(name: "Article") { name } }',
    '{ ...F } fragment F on Query { ... { __schema { types { name } } } }',
    '{ __typename } fragment F on Query { __schema { types { name } } }',
    'query A { __typename } query B { __schema { types { name } } }',
    '{ nonsense { __type } }',
  ])('%s is refused', async (query) => {
    const reply = await post(app, { query, operationName: query.startsWith('query A') ? 'A' : undefined });
    expect(reply).toMatchObject({ status: 400, codes: ['INTROSPECTION_DISABLED'], data: null });
    expect(reply.messages).toEqual(['The schema cannot be asked for here: introspection is off']);
  });

  it('types are named, and what only bears such a name is no introspection', async () => {
    const query =
      '{ __typename ...__schema } fragment __schema on Query { __schema: stats { __typename takes } }';
    expect(await post(app, { query })).toMatchObject({
      status: 200,
      data: { __typename: 'Query', __schema: { __typename: 'Stats', takes: 0 } },
    });
  });

  it.each(nearly)('nothing is suggested for %s', async (_case, body) => {
    const reply = await post(app, body);
    expect(reply.status).toBe(400);
    expect(reply.text).not.toMatch(/Did you mean/i);
  });
});

it('where it is on, the nearest name is suggested', async () => {
  await using app = await createTestApp({ engine: 'sqlite' });
  for (const [, body] of nearly) {
    const reply = await post(app, body);
    expect(reply.status).toBe(400);
    expect(reply.text).toMatch(/Did you mean/);
  }
});
