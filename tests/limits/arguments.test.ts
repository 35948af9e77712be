import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/app.ts';
import { engines } from '../support/engines.ts';
import { many, post } from './ask.ts';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp({ engine: 'sqlite', settings: { NODE_LIMIT: '10000' } });
});
afterAll(() => app[Symbol.asyncDispose]());

/** JSON of `first` as it is written, as some numbers have no other way to be said. */
const paged = (first: string) =>
  `{"query":"query($n:Int){articles(first:$n){totalCount}}","variables":{"n":${first}}}`;

/** The first error, of which all have this code. */
function refusal(code: string, message: string): unknown {
  return expect.objectContaining({
    status: 400,
    data: null,
    codes: expect.toSatisfy((codes: string[]) => codes.every((each) => each === code)) as unknown,
    messages: expect.toSatisfy(([first]: string[]) => first?.includes(message) === true) as unknown,
  });
}

describe('a page size', () => {
  it.each([
    ['-1', '`articles`: `first` is -1; allowed are 0 to 100'],
    ['101', '`first` is 101; allowed are 0 to 100'],
    ['1e9', '`first` is 1000000000; allowed are 0 to 100'],
    ['9007199254740993', 'non 32-bit signed integer'],
    ['1e400', 'cannot represent non-integer value: Infinity'],
    ['"x"', 'non-integer'],
    ['1.5', 'non-integer'],
    ['[1]', 'non-integer'],
    ['{"__proto__":1}', 'non-integer'],
  ])('of %s by variable is refused', async (first, message) => {
    expect(await post(app, paged(first))).toEqual(refusal('BAD_USER_INPUT', message));
  });

  it.each(['0', '100', '1e2', 'null'])('of %s by variable is allowed', async (first) => {
    expect(await post(app, paged(first))).toMatchObject({ status: 200, codes: [] });
  });

  it('is refused as the default of a variable', async () => {
    const query = 'query ($n: Int = 101) { articles(last: $n) { totalCount } }';
    expect(await post(app, { query })).toEqual(
      refusal('BAD_USER_INPUT', '`last` is 101; allowed are 0 to 100'),
    );
    expect(await post(app, { query, variables: { n: 100 } })).toMatchObject({ status: 200 });
  });

  it('is refused in a fragment, and not where it is left out', async () => {
    const query = `query ($no: Boolean!) { ...F @skip(if: $no) }
      fragment F on Query { articles { nodes { references(first: 101) { totalCount } } } }`;
    expect(await post(app, { query, variables: { no: false } })).toEqual(
      refusal('BAD_USER_INPUT', '`references`'),
    );
    expect(await post(app, { query, variables: { no: true } })).toMatchObject({ status: 200, data: {} });
  });

  it('has the limit that is set', async () => {
    await using other = await createTestApp({ engine: 'sqlite', settings: { PAGE_LIMIT: '20' } });
    expect(await post(other, paged('21'))).toEqual(refusal('BAD_USER_INPUT', 'allowed are 0 to 20'));
    expect(await post(other, paged('20'))).toMatchObject({ status: 200 });
  });
});

describe('estimated nodes', () => {
  it.each<[string, string, object?]>([
    ['10,100', '{ articles(first: 100) { nodes { references(first: 100) { totalCount } } } }'],
    [
      '10,100',
      'query ($n: Int = 100) { articles(last: $n) { nodes { references(first: $n) { totalCount } } } }',
      {},
    ],
    [
      '10,100',
      '{ articles(first: 0) { ...F } } fragment F on ArticleListConnection { facets(by: [TOPIC], limit: 100) { buckets { node { ... on Topic { articles(first: 100) { totalCount } } } } } }',
    ],
    [
      '10,020',
      '{ articles { nodes { topics(first: 100) { totalCount } ...R } } } fragment R on Article { references(first: 100) { totalCount } referencedBy(first: 100) { totalCount } takes(first: 100) { totalCount } a: takes(first: 100) { totalCount } }',
    ],
    [
      '10,100',
      'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Article { takes(first: 100) { totalCount } } ... on Take { references(first: 1) { totalCount } } } }',
      { ids: Array.from({ length: 100 }, () => 'no id') },
    ],
    ['15,100', `{ articles(first: 100) { nodes { take { ${many(30, (i) => `a${i}: links { url }`)} } } } }`],
    [
      '16,000',
      `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Take { ${many(5, (i) => `a${i}: links { article { authors { name } } }`)} ... on Take { authors { name } links { url } } } } }`,
      { ids: Array.from({ length: 100 }, () => 'no id') },
    ],
    [
      'more than 1,000,000,000',
      `{ articles(first: 100) { nodes { ${'references(first: 100) { nodes { '.repeat(6)} title ${'} }'.repeat(6)} } } }`,
    ],
  ])('of %s are refused', async (count, query, variables) => {
    const message = `The operation could give ${count} nodes; at most 10,000 are allowed`;
    expect(await post(app, { query, variables })).toEqual(refusal('QUERY_TOO_COMPLEX', message));
  });

  it.each<[string, string, object?]>([
    ['10,000', '{ articles(first: 100) { nodes { references(first: 99) { totalCount } } } }'],
    [
      'facets beside a page',
      '{ articles(first: 100) { nodes { id } facets(by: [PUBLISHER, AUTHOR, TOPIC, YEAR, LANGUAGE, TOPIC], limit: 100) { buckets { node { id } } } } }',
    ],
    [
      '10,000 by variables',
      'query ($n: Int, $m: Int = 500) { articles(first: $n) { nodes { references(first: $m) { totalCount } } } }',
      { n: 100, m: 99 },
    ],
    [
      'what is left out',
      `query ($no: Boolean = false) { articles(first: 100) { nodes { ... @include(if: $no) { references(first: 100) { totalCount } } takes(first: 100) @skip(if: true) { totalCount } } } }`,
    ],
    [
      'none',
      `{ articles(first: 0) { nodes { references(first: 100) { nodes { references(first: 100) { totalCount } } } } } }`,
    ],
    [
      'objects by their ids',
      '{ nodes(ids: ["a", "b", "c"]) { id ... on Person { articles(first: 100) { totalCount } } ... on Article { takes(first: 100) { nodes { references(first: 31) { totalCount } } } } } }',
    ],
    [
      'lists without a page',
      '{ articles(first: 100) { nodes { authors { name } otherUrls take { links { url } } } } }',
    ],
    ['lists of texts', `{ articles(first: 100) { nodes { ${many(30, (i) => `a${i}: otherUrls`)} } } }`],
  ])('of %s are allowed', async (_case, query, variables) => {
    expect(await post(app, { query, variables })).toMatchObject({ status: 200, codes: [] });
  });
});

describe('wrong values', () => {
  it('are told no further than errors are', async () => {
    const ids = await post(app, {
      query: 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
      variables: { ids: Array.from({ length: 9_000 }, () => ({})) },
    });
    expect(ids).toEqual(refusal('BAD_USER_INPUT', 'Variable "$ids" has invalid value at [0]'));
    expect(ids.messages).toHaveLength(10);

    const fields = await post(app, {
      query: `query ($n: Int) { articles { nodes { ${many(25, (i) => `a${i}: references(first: $n) { totalCount }`)} } } }`,
      variables: { n: 101 },
    });
    expect(fields).toEqual(refusal('BAD_USER_INPUT', '`references`: `first` is 101'));
    expect(fields.messages).toHaveLength(10);
  });

  it('are refused also where no text is there to be cut', async () => {
    const asked = (length: number) => ({
      query: `{ takes { nodes { body { excerpt(length: ${length}) } } } }`,
    });
    for (const length of [-1, 0, 10_001]) {
      const message = `\`excerpt\`: \`length\` is ${length}; allowed are 1 to 10000`;
      expect(await post(app, asked(length))).toEqual(refusal('BAD_USER_INPUT', message));
    }
    for (const length of [1, 10_000]) expect(await post(app, asked(length))).toMatchObject({ status: 200 });
  });

  it('are refused where a directive wants one', async () => {
    const query = 'query ($yes: Boolean = true) { articles @include(if: $yes) { totalCount } }';
    expect(await post(app, { query })).toMatchObject({ status: 200 });
    const reply = await post(app, { query, variables: { yes: null } });
    expect(reply).toEqual(refusal('BAD_USER_INPUT', 'Argument "@include(if:)" has invalid value'));
  });

  it('are not repeated at length', async () => {
    const query = 'query ($w: ArticleFilter) { articles(where: $w) { totalCount } }';
    for (const gt of [
      'x'.repeat(50_000),
      'x y '.repeat(20_000),
      '\u0000'.repeat(5_000),
      '\ud800'.repeat(5_000),
    ]) {
      const reply = await post(app, { query, variables: { w: { publishedAt: { gt } } } });
      expect(reply).toEqual(refusal('BAD_USER_INPUT', 'Variable "$w" has invalid value at .publishedAt.gt'));
      expect(reply.messages[0]?.length).toBeLessThanOrEqual(200);
    }
  });
});

describe.each(engines)('names that objects have of themselves, on %s', (engine) => {
  it('are names like others', async () => {
    await using other = await createTestApp({ engine });
    const ask = async (body: string) => {
      const { status, codes, data } = await post(other, body);
      return { status, codes, data };
    };
    const refused = (code: string) => ({ status: 400, codes: [code], data: null });
    const where = (json: string) =>
      `{"query":"query($w:ArticleFilter){articles(where:$w){totalCount}}","variables":{"w":${json}}}`;

    expect(await ask('{"query":"{__typename}","variables":{"__proto__":{"n":1},"constructor":1}}')).toEqual({
      status: 200,
      codes: [],
      data: { __typename: 'Query' },
    });
    expect(await ask('{"query":"{__typename}","__proto__":{"query":"{a}"}}')).toEqual(refused('BAD_REQUEST'));
    expect(await ask('{"__proto__":{"query":"{__typename}"}}')).toEqual(refused('BAD_REQUEST'));
    expect(await ask(where('{"__proto__":{"isOwn":true}}'))).toEqual(refused('BAD_USER_INPUT'));
    expect(await ask(where('{"constructor":{"isOwn":true}}'))).toEqual(refused('BAD_USER_INPUT'));
    expect(
      await ask(
        '{"query":"query($__proto__:Int){articles(first:$__proto__){totalCount}}","variables":{"__proto__":1}}',
      ),
    ).toEqual(refused('GRAPHQL_VALIDATION_FAILED'));
    expect(
      await ask(
        '{"query":"query($constructor:Int){articles(first:$constructor){totalCount}}","variables":{"constructor":101}}',
      ),
    ).toEqual(refused('BAD_USER_INPUT'));
    expect(await ask('{"query":"{...toString} fragment toString on Query{constructor:__typename}"}')).toEqual(
      {
        status: 200,
        codes: [],
        data: { constructor: 'Query' },
      },
    );
    expect(await ask('{"query":"{__proto__:__typename}"}')).toMatchObject({ status: 200, codes: [] });
    expect(Object.prototype).not.toHaveProperty('isOwn');
  });
});
