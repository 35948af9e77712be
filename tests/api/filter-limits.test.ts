import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/app.ts';
import { engines } from '../support/engines.ts';
import {
  type ArticleFilter,
  ArticleListDocument,
  FilteredReferencesDocument,
} from '../support/gql/graphql.ts';

/** So many levels of `and`, `or` and `not` in turn. */
function nested(levels: number): ArticleFilter {
  if (levels === 0) return { isOwn: true };
  const inner = nested(levels - 1);
  return [{ and: [inner] }, { or: [inner] }, { not: inner }][levels % 3]!;
}

const many = (count: number) => Array.from({ length: count }, (_, i) => `${i}`);

describe.each(engines)('limits of filters on %s', (engine) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp({ engine });
  });
  afterAll(() => app[Symbol.asyncDispose]());

  it.each<[string, ArticleFilter]>([
    ['5 levels', nested(5)],
    ['50 conditions', { or: many(25).map((eq) => ({ title: { eq, ne: eq } })) }],
    ['50 empty filters', { and: many(50).map(() => ({})) }],
    [
      'lists of 100',
      { title: { in: many(100) }, id: { in: many(100), notIn: many(100) }, topic: { anyOf: many(100) } },
    ],
    ['1,000 characters', { title: { contains: 'x'.repeat(1000), eq: '%'.repeat(1000) } }],
  ])('allow %s', async (_case, where) => {
    const answer = await app.send(ArticleListDocument, { where });
    expect(answer).toMatchObject({ status: 200, data: { articles: { totalCount: 0 } }, errors: [] });
  });

  const nesting = '`where` nests deeper than 5 levels of `and`, `or` and `not`';
  it.each<[string, ArticleFilter, string]>([
    ['6 levels', nested(6), nesting],
    ['60 levels of not', { not: many(59).reduce<ArticleFilter>((not) => ({ not }), {}) }, nesting],
    [
      '51 conditions',
      { isOwn: true, or: many(25).map((eq) => ({ title: { eq, ne: eq } })) },
      '`where` has 51 conditions; at most 50 are allowed',
    ],
    [
      '51 empty filters',
      { and: many(51).map(() => ({})) },
      '`where` has 51 conditions; at most 50 are allowed',
    ],
    [
      'a longer list',
      { title: { in: many(101) } },
      '`in` in `where` has 101 entries; at most 100 are allowed',
    ],
    [
      'more ids',
      { topic: { noneOf: many(101) } },
      '`noneOf` in `where` has 101 entries; at most 100 are allowed',
    ],
    [
      'a longer or',
      { or: many(101).map(() => ({})) },
      '`or` in `where` has 101 entries; at most 100 are allowed',
    ],
    [
      'a longer text',
      { not: { title: { startsWith: 'x'.repeat(1001) } } },
      'A text of `startsWith` in `where` has 1001 characters; at most 1000 are allowed',
    ],
    [
      '10,000 characters in a list',
      { url: { in: ['x', 'x'.repeat(10_000)] } },
      'A text of `in` in `where` has 10000 characters; at most 1000 are allowed',
    ],
  ])('refuse %s before anything runs', async (_case, where, message) => {
    const refused = {
      status: 400,
      data: null,
      errors: [{ message: `\`articles\`: ${message}`, extensions: { code: 'BAD_USER_INPUT' } }],
      statements: 0,
    };
    expect(await app.send(ArticleListDocument, { where })).toMatchObject(refused);
    expect(await app.send(FilteredReferencesDocument, { first: 1, articles: where })).toMatchObject(refused);
  });

  it('refuse variables that only mean to exhaust the stack', async () => {
    // Written by hand, as JSON.stringify would be the first to fail.
    const where = `${'{"not":'.repeat(30_000)}{}${'}'.repeat(30_000)}`;
    const response = await app.app.fetch(
      new Request('http://localhost/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: `{"query":${JSON.stringify(ArticleListDocument.toString())},"variables":{"where":${where}}}`,
      }),
    );
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      errors: [
        {
          message: 'The request nests deeper than 64 levels',
          extensions: { code: 'BAD_USER_INPUT' },
        },
      ],
    });
  });

  it.each<[string, ArticleFilter, string]>([
    ['a time that is none', { publishedAt: { gt: 'yesterday' } }, 'A DateTime is written'],
    ['a number beyond 32 bits', { referenceCount: { eq: 2 ** 53 } }, 'Int'],
  ])('refuse %s', async (_case, where, message) => {
    const answer = await app.send(ArticleListDocument, { where });
    expect(answer).toMatchObject({
      status: 400,
      data: null,
      errors: [{ message: expect.stringContaining(message) as string }],
    });
  });
});
