import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { printSdl } from '../../src/schema.ts';
import { openApp, type ServedApp } from './served-app.ts';

const query = '{ __typename }';
const json = { 'content-type': 'application/json' };
const introspection = '{ __schema { types { name description fields { name description } } } }';

let served: ServedApp;
let address: URL;
beforeAll(async () => {
  served = openApp('sqlite::memory:', { CORS_ORIGINS: 'https://a.example, https://b.example:8443' });
  address = await served.app.listen();
});
afterAll(() => served[Symbol.asyncDispose]());

async function send(init: RequestInit & { path?: string } = {}): Promise<Response> {
  return fetch(new URL(init.path ?? '/graphql', address), init);
}

async function codeOf(response: Response): Promise<string | undefined> {
  const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
  return errors[0]?.extensions.code;
}

describe('only a JSON body runs an operation', () => {
  const form = new URLSearchParams({ query });
  const files = new FormData();
  files.set('operations', JSON.stringify({ query }));
  test.each<[string, RequestInit]>([
    ['a form', { body: form }],
    ['a form with files', { body: files }],
    ['text', { body: JSON.stringify({ query }), headers: { 'content-type': 'text/plain' } }],
    ['GraphQL', { body: query, headers: { 'content-type': 'application/graphql' } }],
    ['no type', { body: Buffer.from(JSON.stringify({ query })) }],
    [
      'another charset',
      {
        body: Buffer.from(JSON.stringify({ query }), 'utf16le'),
        headers: { 'content-type': 'application/json; charset=utf-16' },
      },
    ],
    [
      'a compressed body',
      { body: JSON.stringify({ query }), headers: { ...json, 'content-encoding': 'gzip' } },
    ],
  ])('%s: 415', async (_name, init) => {
    const response = await send({ method: 'POST', ...init });
    expect([response.status, await codeOf(response)]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
  });

  test.each(['application/json', 'application/json; charset=utf-8', 'application/json;charset="UTF-8"'])(
    '%s: 200',
    async (type) => {
      const headers = { 'content-type': type };
      const response = await send({ method: 'POST', headers, body: JSON.stringify({ query }) });
      expect(response.status).toBe(200);
    },
  );

  test.each<[string, string | Uint8Array<ArrayBuffer>, string]>([
    ['an array', `[{"query":"${query}"}]`, 'One request is one operation: batches are not answered'],
    ['no object', '"x"', 'A request is a JSON object'],
    ['no JSON', '{"query":', 'What was sent as body is not JSON'],
    ['no UTF-8', Uint8Array.of(0x22, 0xff, 0x22), 'The body is no UTF-8'],
    ['nothing', '', 'What was sent as body is not JSON'],
  ])('%s: 400', async (_name, body, message) => {
    const response = await send({ method: 'POST', headers: json, body });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] });
  });
});

describe('GET', () => {
  test('answers queries and nothing else', async () => {
    const path = '/graphql?query=';
    expect((await send({ path: path + encodeURIComponent(query) })).status).toBe(200);
    const head = await send({ path: path + encodeURIComponent(query), method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    for (const operation of ['mutation', 'subscription']) {
      const response = await send({
        path: `${path}${encodeURIComponent(`${operation} { __typename }`)}`,
        headers: { accept: 'application/graphql-response+json' },
      });
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(response.status).toBeLessThan(500);
    }
  });

  test.each(['variables=x', 'variables=[]', 'extensions=1'])('%s: 400', async (part) => {
    const response = await send({ path: `/graphql?query={__typename}&${part}` });
    expect([response.status, await codeOf(response)]).toEqual([400, 'BAD_REQUEST']);
  });

  test.each(['PUT', 'DELETE', 'PATCH'])('%s: 405', async (method) => {
    const response = await send({ method });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST, OPTIONS']);
  });
});

describe('what is acceptable', () => {
  test.each([
    ['application/json', 'application/json; charset=utf-8'],
    ['application/graphql-response+json', 'application/graphql-response+json; charset=utf-8'],
    [
      'application/json;q=0.5, application/graphql-response+json',
      'application/graphql-response+json; charset=utf-8',
    ],
    ['text/html;q=0, */*', 'application/json; charset=utf-8'],
    ['application/*', 'application/json; charset=utf-8'],
  ])('%s', async (accept, type) => {
    const response = await send({
      method: 'POST',
      headers: { ...json, accept },
      body: JSON.stringify({ query }),
    });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, type]);
  });

  test.each(['text/plain', 'application/json;q=0', 'application/json; charset=latin1'])(
    '%s: 406',
    async (accept) => {
      const response = await send({
        method: 'POST',
        headers: { ...json, accept },
        body: JSON.stringify({ query }),
      });
      expect([response.status, await codeOf(response)]).toEqual([406, 'NOT_ACCEPTABLE']);
    },
  );
});

describe('what graphql itself finds fault with', () => {
  const two = 'query A { __typename } query B { __typename }';
  const ofPage = 'query ($n: Int) { articles(first: $n) { totalCount } }';
  test.each<[string, object, string]>([
    ['a document that is none', { query: '{' }, 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', { query: '{ nothing }' }, 'GRAPHQL_VALIDATION_FAILED'],
    ['an operation that is not there', { query: two, operationName: 'C' }, 'OPERATION_RESOLUTION_FAILURE'],
    ['no choice among two operations', { query: two }, 'OPERATION_RESOLUTION_FAILURE'],
    ['a variable of another type', { query: ofPage, variables: { n: 'x' } }, 'BAD_USER_INPUT'],
  ])('%s: 400, but 200 as plain JSON', async (_name, params, code) => {
    const body = JSON.stringify(params);
    for (const [accept, status] of [
      ['application/graphql-response+json', 400],
      ['application/json', 200],
    ] as const) {
      const response = await send({ method: 'POST', headers: { ...json, accept }, body });
      expect([response.status, await codeOf(response)]).toEqual([status, code]);
    }
  });

  test('an operation that is not there, by GET', async () => {
    const parameters = new URLSearchParams({ query: two, operationName: 'C' });
    const response = await send({ path: `/graphql?${parameters}` });
    expect([response.status, await response.json()]).toEqual([
      200,
      {
        errors: [
          {
            message: 'Could not determine what operation to execute.',
            extensions: { code: 'OPERATION_RESOLUTION_FAILURE' },
          },
        ],
      },
    ]);
  });
});

describe('a long body', () => {
  /** Its connection is closed then: fetch could report that instead of the answer. */
  async function post(headers: Record<string, string | number>, chunks: Iterable<Buffer>): Promise<string> {
    const outgoing = httpRequest(address, { method: 'POST', headers: { ...json, ...headers } });
    outgoing.on('error', () => {});
    const answered = once(outgoing, 'response');
    for (const chunk of chunks) if (!outgoing.destroyed) outgoing.write(chunk);
    outgoing.end();
    const [answer] = (await answered) as [IncomingMessage];
    const { errors } = JSON.parse(await text(answer)) as { errors: { message: string }[] };
    return `${answer.statusCode} ${errors[0]?.message}`;
  }
  const space = Buffer.alloc(100_000, ' ');
  const refusal = '413 The body is longer than 262144 bytes';

  test('is refused, as declared and as it comes', async () => {
    const three = [space, space, space];
    expect(await post({ 'content-length': 300_000 }, three)).toBe(refusal);
    expect(await post({}, three)).toBe(refusal);
  });

  test('of 20 MB is not read to its end', async () => {
    expect(await post({ 'content-length': 20_000_000 }, [space])).toBe(refusal);
    const before = process.memoryUsage().arrayBuffers;
    const started = performance.now();
    expect(await post({}, Array<Buffer>(200).fill(space))).toBe(refusal);
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(60_000_000);
  });
});

describe('pages of other sites', () => {
  const preflight = async (origin: string) =>
    send({
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    });
  const corsOf = ({ headers }: Response) =>
    Object.fromEntries([...headers].filter(([name]) => name.startsWith('access-control')));

  test.each(['https://a.example', 'https://b.example:8443'])('%s, which is listed', async (origin) => {
    const asked = await preflight(origin);
    expect(asked.status).toBe(204);
    expect(corsOf(asked)).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'GET, HEAD, POST',
      'access-control-allow-headers': '*, authorization',
    });
    const answer = await send({
      method: 'POST',
      headers: { ...json, origin },
      body: JSON.stringify({ query }),
    });
    expect([answer.headers.get('access-control-allow-origin'), answer.headers.get('vary')]).toEqual([
      origin,
      'origin',
    ]);
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
    const refused = await send({ method: 'POST', headers: { ...json, origin }, body: '' });
    expect(refused.headers.get('access-control-allow-origin')).toBe(origin);
  });

  test.each([
    'https://c.example',
    'http://a.example',
    'https://a.example.evil.example',
    'null',
    'http://localhost:5173',
  ])('%s, which is not', async (origin) => {
    const asked = await preflight(origin);
    expect([asked.status, corsOf(asked)]).toEqual([403, {}]);
    const answer = await send({ headers: { origin }, path: '/graphql?query={__typename}' });
    expect(corsOf(answer)).toEqual({});
  });

  test('one that is refused is in the log, once, and with the way out', async () => {
    await using shut = openApp('sqlite::memory:');
    const path = '/graphql?query={__typename}';
    const records = shut.records;
    records();
    await shut.get(path, { origin: 'http://localhost:5173' });
    await shut.get(path, { origin: 'http://localhost:5173' });
    // GraphiQL itself, directly and behind a proxy that does not keep the host.
    await shut.get(path, { origin: 'http://ibid.example', host: 'ibid.example' });
    await shut.get(path, { origin: 'https://graph.example', 'sec-fetch-site': 'same-origin' });
    expect(records().filter(({ level }) => level === 40)).toMatchObject([
      { origin: 'http://localhost:5173', msg: expect.stringContaining('--dev') as unknown },
    ]);
    for (let i = 0; i < 100; i++) await shut.get(path, { origin: `https://${i}.example` });
    expect(records().filter(({ level }) => level === 40)).toHaveLength(19);
  });

  test('all of them, where the operator says so', async () => {
    await using open = openApp('sqlite::memory:', { CORS_ORIGINS: '*' });
    const answer = await open.get('/graphql?query={__typename}', { origin: 'https://c.example' });
    expect(corsOf(answer)).toMatchObject({ 'access-control-allow-origin': '*' });
    expect(answer.headers.get('vary')).toBeNull();
  });

  test.each([
    ['http://localhost:5173', true],
    ['https://app.localhost', true],
    ['http://127.0.0.1:3000', true],
    ['http://[::1]:3000', true],
    ['https://a.example', true],
    ['http://localhost.evil.example', false],
    ['http://192.168.1.2:3000', false],
  ])('with --dev, %s: %s', async (origin, isLetIn) => {
    await using dev = openApp('sqlite::memory:', { CORS_ORIGINS: 'https://a.example' }, { isDev: true });
    const answer = await dev.get('/graphql?query={__typename}', { origin });
    expect(answer.headers.get('access-control-allow-origin')).toBe(isLetIn ? origin : null);
  });
});

describe('every answer', () => {
  test.each(['/graphql?query={__typename}', '/graphql', '/nothing', '/health', '/schema.graphql'])(
    '%s has headers that keep a browser from guessing, and a name',
    async (path) => {
      const { headers } = await send({ path, headers: { 'x-request-id': 'a.b-1' } });
      expect(Object.fromEntries(headers)).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
        'x-request-id': 'a.b-1',
      });
    },
  );

  test.each(['a b', 'x'.repeat(101), '"><script>'])('a name like %j is not taken over', async (name) => {
    const { headers } = await send({ path: '/health', headers: { 'x-request-id': name } });
    expect(headers.get('x-request-id')).toMatch(/^[\da-f]{8}-[\da-f-]{27}$/);
  });

  test.each([
    ['br', 'gzip, deflate, br', brotliDecompressSync],
    ['gzip', 'gzip;q=1, br;q=0.5', gunzipSync],
    ['gzip', 'gzip', gunzipSync],
  ])('travels as %s where the client takes %s', async (encoding, accepted, decompress) => {
    const outgoing = httpRequest(new URL(`/graphql?query=${encodeURIComponent(introspection)}`, address), {
      headers: { 'accept-encoding': accepted },
    }).end();
    const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
    const packed = Buffer.concat((await answer.toArray()) as Buffer[]);
    expect(answer.headers['content-encoding']).toBe(encoding);
    expect(answer.headers.vary).toBe('origin, accept-encoding');
    expect(Number(answer.headers['content-length'])).toBe(packed.length);
    expect(JSON.parse(decompress(packed).toString())).toHaveProperty('data.__schema.types');
  });

  test.each(['identity', '', 'gzip;q=0', 'zstd'])('and plain where it takes %j', async (accepted) => {
    const outgoing = httpRequest(new URL(`/graphql?query=${encodeURIComponent(introspection)}`, address), {
      headers: { 'accept-encoding': accepted },
    }).end();
    const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
    expect(answer.headers['content-encoding']).toBeUndefined();
    expect(JSON.parse(await text(answer))).toHaveProperty('data.__schema.types');
  });
});

describe('the schema as text', () => {
  test('is what `ibid schema` prints', async () => {
    const response = await send({ path: '/schema.graphql' });
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      'application/graphql; charset=utf-8',
    ]);
    expect(await response.text()).toBe(printSdl());
  });

  test('is not there where introspection is off, nor is GraphiQL where that is', async () => {
    await using closed = openApp('sqlite::memory:', { INTROSPECTION: 'off', GRAPHIQL: 'off' });
    expect((await closed.get('/schema.graphql')).status).toBe(404);
    const page = await closed.get('/graphql', { accept: 'text/html,*/*;q=0.8' });
    expect([page.status, page.headers.get('content-type')]).toEqual([400, 'application/json; charset=utf-8']);
  });
});
