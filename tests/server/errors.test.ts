import { setTimeout as sleep } from 'node:timers/promises';
import { GraphQLInt, GraphQLNonNull, GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { openStore } from '../../src/db/store.ts';
import { badUserInput } from '../../src/errors.ts';
import { publicationOf } from '../../src/context.ts';
import { answerFetch } from '../../src/server/fetch-adapter.ts';
import { createFront } from '../../src/server/front.ts';
import { createGraphqlEndpoint } from '../../src/server/graphql-endpoint.ts';
import { createPipeline } from '../../src/server/pipeline.ts';
import { createReadiness } from '../../src/server/readiness.ts';
import { Turns } from '../../src/turns.ts';
import { createMigratedDatabase, engines } from '../support/engines.ts';
import { captureLog } from './captured-log.ts';
import { openApp } from './served-app.ts';

interface ErrorBody {
  data?: unknown;
  errors: { message: string; path?: unknown[]; extensions: { code: string; errorId?: string } }[];
}

describe.each(engines)('on %s', (engine) => {
  test.each([
    ['query($n: Int) { articles(first: $n) { totalCount } }', { n: 'x' }, 400],
    ['query($w: ArticleFilter) { articles(where: $w) { totalCount } }', { w: { foo: 1 } }, 400],
    ['query($b: ArticleBy!) { article(by: $b) { id } }', { b: { slug: 'a', id: 'b' } }, 400],
    ['query($u: URL) { article(by: { url: $u }) { id } }', { u: null }, 200],
  ])('what does not fit has a code: %s', async (query, variables, status) => {
    await using database = await createMigratedDatabase(engine);
    await using served = openApp(database.url);
    for (const [accept, expected] of [
      ['application/json', 200],
      ['application/graphql-response+json', status],
    ] as const) {
      const response = await served.ask(query, variables, { accept });
      expect(response.status).toBe(expected);
      const { errors } = (await response.json()) as ErrorBody;
      expect(errors.map(({ extensions }) => extensions)).toEqual([{ code: 'BAD_USER_INPUT' }]);
    }
  });

  test('a fault inside is told by an id, under which the log has its cause, and not the variables', async () => {
    await using database = await createMigratedDatabase(engine);
    await using served = openApp(database.url);
    await served.store.write((trx) => sql`alter table article rename to away`.execute(trx));

    const query =
      'query Pair($t: String) { a: articles(where: { title: { eq: $t } }) { nodes { id } } b: articles(where: { title: { eq: $t } }) { nodes { id } } }';
    const response = await served.ask(query, { t: 'qwzx' });
    const text = await response.text();
    const { errors } = JSON.parse(text) as ErrorBody;
    const errorId = errors[0]?.extensions.errorId ?? '';
    expect(errorId).toMatch(/^[\da-f-]{36}$/);
    expect(errors[0]).toMatchObject({
      message: `Unexpected error. Its id is ${errorId}.`,
      extensions: { code: 'INTERNAL_SERVER_ERROR', errorId },
    });
    expect(text).not.toMatch(/no such table|does not exist|relation|node_modules|unexpected"/);

    const records = served.records();
    const record = records.find((one) => one['errorId'] === errorId);
    expect(record).toMatchObject({ level: 50, operation: 'Pair' });
    expect(record?.['path']).toMatch(/^[ab]/);
    const cause = record?.['err'] as Record<string, string>;
    expect(cause['message']).toMatch(/no such table: article|relation "article" does not exist/);
    expect(cause['stack']).toMatch(/\n {4}at .*\.ts/);
    expect(JSON.stringify(records)).not.toContain('qwzx');
  });

  test('one wrong paging argument refuses the whole request', async () => {
    await using database = await createMigratedDatabase(engine);
    await using served = openApp(database.url);
    for (const first of [101, -1]) {
      const response = await served.ask(
        'query ($n: Int) { __typename articles(first: $n) { nodes { id } } }',
        { n: first },
      );
      const body = (await response.json()) as ErrorBody;
      expect(response.status).toBe(400);
      expect(Object.keys(body)).toEqual(['errors']);
      expect(body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
      expect(body.errors[0]?.message).toContain('0 to 100');
    }
    expect(served.records()).toEqual([]);
  });
});

test('a database that is away: alive, not ready, 503 with an id, and no word of where it is', async () => {
  await using served = openApp('postgres://user:secret@127.0.0.1:1/x');
  expect((await served.get('/health')).status).toBe(200);

  const ready = await served.get('/ready');
  expect([ready.status, await ready.json()]).toEqual([503, { status: 'unavailable', reason: 'unreachable' }]);

  const response = await served.ask('{ articles { nodes { id } } }');
  const text = await response.text();
  expect(response.status).toBe(503);
  expect(response.headers.get('retry-after')).toBe('1');
  const { errors } = JSON.parse(text) as ErrorBody;
  const errorId = errors[0]?.extensions.errorId ?? '';
  expect(errors).toMatchObject([
    {
      message: `The content cannot be reached for the moment. The id of this error is ${errorId}.`,
      extensions: { code: 'UNAVAILABLE', errorId },
    },
  ]);
  expect(text).not.toMatch(/127\.0\.0\.1|ECONNREFUSED|secret/);
  expect(served.records()).toMatchObject([{ level: 50, errorId, err: { code: 'ECONNREFUSED' } }]);
});

/** Asks a schema of our own in the way that the product's is asked. */
async function askOf(schema: GraphQLSchema, request: Request) {
  const { log, records } = captureLog();
  await using store = openStore('sqlite::memory:');
  const config = readConfig(new Map(), { DATABASE_URL: 'sqlite::memory:' });
  const { limits, introspection, databaseUrl } = config;
  const trustedDocuments = null;
  const publication = publicationOf(config);
  const pipeline = createPipeline({ schema, store, publication, limits, introspection, trustedDocuments });
  const readiness = createReadiness(store.db);
  const endpoint = createGraphqlEndpoint({
    turns: new Turns(),
    pipeline,
    log,
    limits,
    trustedDocuments,
    readiness,
    databaseUrl,
  });
  const front = createFront(endpoint, { cors: { origins: [], isDev: false }, log });
  const response = await answerFetch(front, request);
  return { response, ...((await response.json()) as ErrorBody), records };
}

test('one cause of many errors has one id and one line of log; what was meant for the caller gets through', async () => {
  const cause = new Error('secret');
  const boom = { type: GraphQLString, resolve: () => Promise.reject(cause) };
  const meant = {
    type: GraphQLString,
    resolve: () => {
      throw badUserInput('meant');
    },
  };
  const schema = new GraphQLSchema({
    query: new GraphQLObjectType({ name: 'Query', fields: { boom, meant } }),
  });
  const asked = new Request('http://localhost/graphql?query={a:boom b:boom meant}');
  const { data, errors, records } = await askOf(schema, asked);
  expect(data).toEqual({ a: null, b: null, meant: null });
  const ids = errors.flatMap(({ extensions }) => extensions.errorId ?? []);
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(1);
  expect(new Set(errors.map(({ path }) => path?.[0]))).toEqual(new Set(['a', 'b', 'meant']));
  expect(errors).toContainEqual(
    expect.objectContaining({ message: 'meant', extensions: { code: 'BAD_USER_INPUT' } }),
  );
  expect(records()).toMatchObject([{ errorId: ids[0], path: 'a', err: { message: 'secret' } }]);
});

test('what changes something is executed in order, by POST only, and its faults are masked', async () => {
  let value = 0;
  const add = {
    type: GraphQLInt,
    args: { by: { type: new GraphQLNonNull(GraphQLInt) } },
    resolve: async (_root: unknown, { by }: { by: number }) => {
      await sleep(10 / by);
      return (value += by);
    },
  };
  const fail = { type: GraphQLInt, resolve: () => Promise.reject(new Error('secret')) };
  const schema = new GraphQLSchema({
    query: new GraphQLObjectType({
      name: 'Query',
      fields: { value: { type: GraphQLInt, resolve: () => value } },
    }),
    mutation: new GraphQLObjectType({ name: 'Mutation', fields: { add, fail } }),
  });
  const query = 'mutation Add($by: Int!) { a: add(by: 1) b: add(by: $by) fail }';
  const url = 'http://localhost/graphql';
  const byGet = await askOf(
    schema,
    new Request(`${url}?query=${encodeURIComponent(query)}&variables={"by":5}`),
  );
  expect([byGet.response.status, byGet.response.headers.get('allow'), value]).toEqual([405, 'POST', 0]);
  const { response, data, errors, records } = await askOf(
    schema,
    new Request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables: { by: 5 } }),
    }),
  );
  expect([response.status, data]).toEqual([200, { a: 1, b: 6, fail: null }]);
  expect(errors).toMatchObject([{ path: ['fail'], extensions: { code: 'INTERNAL_SERVER_ERROR' } }]);
  expect(records()).toMatchObject([{ operation: 'Add', err: { message: 'secret' } }]);
});

test('an app that stops is not ready', async () => {
  const served = openApp('sqlite::memory:');
  expect((await served.get('/ready')).status).toBe(200);
  await served.app[Symbol.asyncDispose]();
  const ready = await served.get('/ready');
  expect([ready.status, await ready.json()]).toEqual([503, { status: 'unavailable', reason: 'stopping' }]);
  await served.store[Symbol.asyncDispose]();
});
