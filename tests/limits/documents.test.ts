import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/app.ts';
import { many, post } from './ask.ts';

/** Many times what it takes: another program may have the processor. */
const slow = 1_000;

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp({ engine: 'sqlite' });
});
afterAll(() => app[Symbol.asyncDispose]());

const nested = (levels: number) => `${'{a'.repeat(levels)}${'}'.repeat(levels)}`;
const article = (selections: string) => `{ article(by: { slug: "a" }) { ${selections} } }`;
const chain = (length: number, link: (i: number) => string, last: string) =>
  `${many(length, (i) => `fragment F${i} on Query { ${link(i + 1)} }`)} fragment F${length} on Query { ${last} }`;

describe('too much to be looked at', () => {
  it.each<[string, string, string]>([
    ['10,000 aliases', `{${many(10_000, (i) => `a${i}: __typename`)}}`, 'more than 2,000 tokens'],
    ['40 aliases', `{${many(40, (i) => `a${i}: __typename`)}}`, '40 aliases; at most 30 are allowed'],
    ['1,000 directives', `{ articles ${'@skip(if: false) '.repeat(1_000)}{ totalCount } }`, '2,000 tokens'],
    ['100 directives', `{ articles ${'@a '.repeat(100)}{ totalCount } }`, '100 directives; at most 20'],
    ['20,000 brackets of a type', `query ($a: ${'['.repeat(20_000)}`, 'more than 300 levels of brackets'],
    ['1,900 brackets of a value', `{ a(b: ${'['.repeat(1_900)}`, 'more than 300 levels of brackets'],
    ['depth 5,000', nested(5_000), 'more than 300 levels of brackets'],
    ['depth 200', nested(200), '200 levels of fields; at most 16 are allowed'],
    [
      'doubling fragments',
      `{ ...F0 } ${chain(150, (i) => `...F${i} ...F${i}`, '__typename')}`,
      'more than 1,000,000,000 selections with its fragments written out; at most 2,000',
    ],
    [
      'doubling aliases',
      `{ ...F0 } ${chain(6, (i) => `...F${i} ...F${i}`, 'a: __typename')}`,
      '64 aliases; at most 30',
    ],
    ['1,200 doubling fragments', `{ ...F0 } ${chain(1_200, (i) => `...F${i} ...F${i}`, 'a')}`, 'tokens'],
    [
      'a fragment that is deeper where it is used again',
      `{ ...T article(by: { slug: "a" }) { take { article { take { article { take { ...D } } } } } } }
       fragment T on Query { article(by: { slug: "a" }) { take { ...D } } }
       fragment D on Take { article { take { article { take { article { take { article { take { article {
         take { title } } } } } } } } } } }`,
      '17 levels of fields; at most 16 are allowed',
    ],
    [
      'a fragment with the name of a field that is exempt',
      `{ ...__schema } fragment __schema on Query { article(by: { slug: "a" }) {
        ${'take{article{'.repeat(10)}title${'}}'.repeat(10)} } }`,
      '22 levels of fields; at most 16 are allowed',
    ],
    ['21 fields at the root', `{ ${'stats { takes } '.repeat(21)} }`, '21 fields at the root; at most 20'],
    ['same names', article('title '.repeat(1_000)), 'more than 15,000 pairs of selections'],
    [
      'same names in each other',
      article('references { nodes { take { title } } } '.repeat(150)),
      'more than 15,000 pairs of selections',
    ],
    ['same names of inline fragments', article('... { title } '.repeat(400)), 'more than 15,000 pairs'],
    [
      'two chains of fragments',
      `{ ...F0 ...G0 } ${many(110, (i) => `fragment F${i} on Query { stats { takes } ...F${i + 1} } fragment G${i} on Query { stats { takes } ...G${i + 1} }`)}`,
      'at most',
    ],
    [
      'types of fields of types of fields',
      '{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }',
      '4 levels of lists in its introspection; at most 3',
    ],
    [
      'the same by fragments',
      `{ __type(name: "Article") { ...A } } fragment A on __Type { fields { type { ...B } } }
       fragment B on __Type { fields { type { ...C } } } fragment C on __Type { fields { args { name } } }`,
      '4 levels of lists in its introspection; at most 3',
    ],
    [
      'the schema again and again',
      `{ __schema { ${many(21, (i) => `a${i}: types { name }`)} } }`,
      '21 lists in its introspection; at most 20',
    ],
  ])('is refused: %s', async (_case, query, message) => {
    const reply = await post(app, { query });
    expect(reply).toMatchObject({ status: 400, data: null });
    expect(new Set(reply.codes)).toEqual(new Set(['QUERY_TOO_COMPLEX']));
    expect(reply.messages.join('\n')).toContain(message);
    expect(reply.ms).toBeLessThan(slow);
  });

  it.each([
    ['a fragment that spreads itself', '{ ...F } fragment F on Query { ...F }'],
    [
      'three that spread each other',
      `{ __typename } ${many(3, (i) => `fragment F${i} on Query { ...F${(i + 1) % 3} }`)}`,
    ],
    [
      'a clique of fragments',
      `{ ...F0 } ${many(25, (i) => `fragment F${i} on Query { ${many(25, (j) => `...F${j}`)} }`)}`,
    ],
  ])('is refused: %s', async (_case, query) => {
    const reply = await post(app, { query });
    expect(reply).toMatchObject({ status: 400, codes: ['GRAPHQL_VALIDATION_FAILED'] });
    expect(reply.messages).toEqual([
      expect.stringMatching(/^Fragment "F0?" spreads itself, by itself or by others$/),
    ]);
  });
});

describe('an error', () => {
  const long = 'x'.repeat(100_000);
  it.each<[string, object, string]>([
    ['of the syntax', { query: `{ "${long}" }` }, 'GRAPHQL_PARSE_FAILED'],
    ['of a long text with spaces', { query: `{ "${'x y '.repeat(20_000)}" }` }, 'GRAPHQL_PARSE_FAILED'],
    ['of an unknown field', { query: `{ ${long} }` }, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'of 20 unknown fields',
      { query: `{ ${many(20, (i) => `${i}${'é'.repeat(3_000)}`)} }` },
      'GRAPHQL_PARSE_FAILED',
    ],
    [
      'of many unknown fields',
      { query: `{ articles { ${many(1_500, (i) => `totalCont${i}`)} } }` },
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'of many unknown arguments',
      { query: `{ articles(${many(600, (i) => `a${i}: 1`)}) { totalCount } }` },
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['of a long operation name', { query: `query ${long} { ${long} }` }, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'of a fragment that nothing uses',
      {
        query: `{ __typename } ${many(150, (i) => `fragment F${i}${'x'.repeat(500)} on Query { ...F${i + 1} }`)}`,
      },
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'of two fragments of one name',
      { query: `{ ...F } ${'fragment F on Query { __typename } '.repeat(2)}` },
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['of comments', { query: `${'#\n'.repeat(60_000)}{ __typename }` }, 'GRAPHQL_PARSE_FAILED'],
    ['of white space', { query: ' '.repeat(200_000) }, 'GRAPHQL_PARSE_FAILED'],
    [
      'of fields that conflict',
      { query: article(many(29, (i) => `x: ${i % 2 ? 'title' : 'slug'}`)) },
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['of a parameter', { query: '{ __typename }', [long]: 1 }, 'BAD_REQUEST'],
    ['of parameters', { query: ['{ __typename }'] }, 'BAD_REQUEST'],
  ])('%s is short', async (_case, body, code) => {
    const reply = await post(app, body);
    expect(reply).toMatchObject({ status: 400, data: null });
    expect(new Set(reply.codes)).toEqual(new Set([code]));
    expect(reply.codes.length).toBeLessThanOrEqual(10);
    for (const message of reply.messages) expect(message.length).toBeLessThanOrEqual(200);
    expect(reply.ms).toBeLessThan(slow);
  });
});

describe('what clients and tools ask', () => {
  it.each([
    [
      'the standard introspection',
      getIntrospectionQuery({
        specifiedByUrl: true,
        directiveIsRepeatable: true,
        schemaDescription: true,
        inputValueDeprecation: true,
        oneOf: true,
        experimentalDirectiveDeprecation: true,
      }),
    ],
    ['the introspection of code generators', getIntrospectionQuery({ descriptions: true, typeDepth: 15 })],
    [
      'a type with the types of its fields',
      '{ __type(name: "Article") { fields { name type { name ofType { fields { name } } } } } }',
    ],
    [
      'many operations',
      `${many(20, (i) => `query Q${i} { ...F a: __typename b: __typename }`)} fragment F on Query { ...G } fragment G on Query { stats { takes } }`,
    ],
    ['nothing but names', `{ ${'__typename '.repeat(100)} }`],
    [
      'fifty components of eight fields',
      `${article(many(50, (i) => `...F${i}`))} ${many(50, (i) => `fragment F${i} on Article { id slug title url summary language image isOwn }`)}`,
    ],
  ])('is answered: %s', async (_case, query) => {
    const reply = await post(app, { query, operationName: query.includes('Q19') ? 'Q19' : undefined });
    expect(reply).toMatchObject({ status: 200, codes: [] });
  });
});
