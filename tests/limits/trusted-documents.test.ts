import { createHash } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/app.ts';
import { many, post } from './ask.ts';

const names = 'query Names { __typename }';
const pages =
  'query Pages($n: Int) { articles(first: $n) { nodes { references(first: 100) { totalCount } } } }';
/** Beyond the limits of documents in every way. */
const large = `query Large { ${many(2_500, (i) => `a${i}: __typename @skip(if: false)`)}
  article(by: { slug: "a" }) { ${'take { article { '.repeat(10)} title ${'} }'.repeat(10)} } }`;
const hash = createHash('sha256').update(names).digest('hex');
const documents = { [hash]: names, pages, large };

function fileOf(content: string): string {
  const folder = mkdtempSync(path.join(inject('runDirectory'), 'trusted-'));
  const file = path.join(folder, 'documents.json');
  writeFileSync(file, content);
  return file;
}

async function openTrusting(content: string = JSON.stringify(documents)): Promise<TestApp> {
  const settings = { TRUSTED_DOCUMENTS: fileOf(content), NODE_LIMIT: '10000' };
  return createTestApp({ engine: 'sqlite', settings });
}

describe('where documents are trusted', () => {
  it.each<[string, object]>([
    ['documentId', { documentId: hash }],
    ['documentId with its algorithm', { documentId: `sha256:${hash}` }],
    ["Apollo's extension", { extensions: { persistedQuery: { version: 1, sha256Hash: hash } } }],
    ['an id beside its text', { documentId: hash, query: names }],
  ])('one is named by %s', async (_case, body) => {
    await using app = await openTrusting();
    expect(await post(app, body)).toMatchObject({ status: 200, data: { __typename: 'Query' } });
  });

  it.each<[string, object, string]>([
    ['a text', { query: '{ __typename }' }, 'PERSISTED_QUERY_ONLY'],
    ['the text of one', { query: names }, 'PERSISTED_QUERY_ONLY'],
    ['nothing', {}, 'PERSISTED_QUERY_ONLY'],
    ['an unknown id', { documentId: 'constructor' }, 'PERSISTED_QUERY_NOT_FOUND'],
    ['an unknown id and a text', { documentId: 'x', query: '{ __typename }' }, 'PERSISTED_QUERY_NOT_FOUND'],
    ['an id with another text', { documentId: hash, query: '{ __typename }' }, 'PERSISTED_QUERY_MISMATCH'],
    ['an id that is none', { documentId: [hash] }, 'BAD_REQUEST'],
  ])('%s is refused', async (_case, body, code) => {
    await using app = await openTrusting();
    expect(await post(app, body)).toMatchObject({ status: 400, codes: [code], data: null });
  });

  it('nothing that was sent is stored', async () => {
    await using app = await openTrusting();
    const query = '{ a: __typename }';
    const sha256Hash = createHash('sha256').update(query).digest('hex');
    const extensions = { persistedQuery: { version: 1, sha256Hash } };
    for (const body of [{ extensions }, { query, extensions }, { extensions }]) {
      const reply = await post(app, body);
      expect(reply).toMatchObject({ status: 400, codes: ['PERSISTED_QUERY_NOT_FOUND'] });
      expect(reply.messages).toEqual(['PersistedQueryNotFound']);
    }
  });

  it('the limits of documents do not hold, but that of nodes', async () => {
    await using app = await openTrusting();
    expect(await post(app, { documentId: 'large' })).toMatchObject({ status: 200, codes: [] });
    const ask = (n: number) => post(app, { documentId: 'pages', variables: { n } });
    expect(await ask(99)).toMatchObject({ status: 200, codes: [] });
    expect(await ask(100)).toMatchObject({ status: 400, codes: ['QUERY_TOO_COMPLEX'] });
    expect(await ask(101)).toMatchObject({ status: 400, codes: ['BAD_USER_INPUT'] });
  });
});

it.each<[string, string]>([
  ['[]', 'are not a JSON object of documents by their ids'],
  ['"x"', 'are not a JSON object of documents by their ids'],
  ['{', 'cannot be read'],
  ['{"a":1}', 'Trusted document "a" in '],
  ['{"a":"{ nothing }"}', 'line 1, column 3: Cannot query field "nothing" on type "Query"'],
  ['{"a":"{ __typename }","b":"{\\n  articles {"}', 'Trusted document "b" in '],
  ['{"a":"{ ...F } fragment F on Query { ...F }"}', 'Cannot spread fragment "F" within itself'],
  [`{"a":"${'{a'.repeat(5_000)}"}`, 'levels of brackets'],
])('a file of %s is wrong usage', async (content, message) => {
  await expect(openTrusting(content)).rejects.toMatchObject({
    name: 'UsageError',
    message: expect.stringContaining(message) as string,
  });
});

it('a file that is not there is wrong usage', async () => {
  const settings = { TRUSTED_DOCUMENTS: '/nowhere/documents.json' };
  await expect(createTestApp({ engine: 'sqlite', settings })).rejects.toMatchObject({
    name: 'UsageError',
    message: expect.stringContaining('/nowhere/documents.json cannot be read') as string,
  });
});

it.each([
  { documentId: hash },
  { query: names, extensions: { persistedQuery: { version: 1, sha256Hash: hash } } },
])('where none are, an id is told to be of no use', async (body) => {
  await using app = await createTestApp({ engine: 'sqlite' });
  const reply = await post(app, body);
  expect(reply).toMatchObject({ status: 400, codes: ['PERSISTED_QUERY_NOT_SUPPORTED'] });
  expect(reply.messages).toEqual(['PersistedQueryNotSupported']);
});
