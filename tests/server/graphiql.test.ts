import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { schema } from '../../src/schema.ts';
import { readExampleTabs } from '../../src/server/example-tabs.ts';
import { createGraphiql } from '../../src/server/graphiql.ts';
import type { HttpRequest } from '../../src/server/http-message.ts';
import { projectRoot } from '../../src/server/project-root.ts';
import { openApp, type ServedApp } from './served-app.ts';

const examples = path.join(projectRoot, 'schema', 'operations', 'examples');
const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

function visit(): HttpRequest {
  return {
    method: 'GET',
    path: '/graphql',
    search: '',
    headers: browser,
    readBody: () => Promise.resolve(),
    signal: new AbortController().signal,
  };
}

let served: ServedApp;
beforeAll(() => {
  served = openApp('sqlite::memory:');
});
afterAll(() => served[Symbol.asyncDispose]());

describe('GraphiQL', () => {
  test('is one page that loads nothing from anywhere, and may not', async () => {
    const response = await served.get('/graphql', browser);
    const html = await response.text();
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      'text/html; charset=utf-8',
    ]);
    expect(html).toContain('<title>Ibid</title>');
    const markup = html.replace(/(<script>)[^]*?(<\/script>)|(<style>)[^]*?(<\/style>)/g, '$1$2$3$4');
    expect(markup).toContain('<div id="root"></div>');
    expect(html).toContain('.graphiql-tab { transform: none !important; }');
    expect(markup).not.toMatch(/\b(src|href)="(?!data:)/);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'self' blob: data:");
    expect(policy).not.toMatch(/https?:|\*/);
  });

  test('opens with the examples, in the order of their files', async () => {
    const html = await (await served.get('/graphql', browser)).text();
    const tabs = readExampleTabs(examples);
    expect(tabs).toHaveLength(readdirSync(examples).length);
    const places = tabs.map(({ query }) => html.indexOf(JSON.stringify(query)));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  test('travels compressed, and not at all where the browser has it', async () => {
    const plain = await served.get('/graphql', browser);
    const packed = await served.get('/graphql', { ...browser, 'accept-encoding': 'br, gzip' });
    const refused = await served.get('/graphql', { ...browser, 'accept-encoding': 'gzip;q=0' });
    expect(packed.headers.get('content-encoding')).toBe('gzip');
    expect([plain, refused].map(({ headers }) => headers.get('content-encoding'))).toEqual([null, null]);
    const unpacked = new Response(packed.body!.pipeThrough(new DecompressionStream('gzip')));
    expect((await unpacked.arrayBuffer()).byteLength).toBe((await plain.arrayBuffer()).byteLength);

    const etag = plain.headers.get('etag') ?? '';
    // The same page in other bytes: a strong tag would promise the same bytes.
    expect(packed.headers.get('etag')).toBe(etag);
    expect(etag).toMatch(/^W\/"/);
    for (const tag of [etag, etag.slice(2), `"other", ${etag}`, '*']) {
      const known = await served.get('/graphql', { ...browser, 'if-none-match': tag });
      expect([known.status, await known.text()]).toEqual([304, '']);
    }
    expect((await served.get('/graphql', { ...browser, 'if-none-match': '"other"' })).status).toBe(200);
  });

  test('leaves programs their JSON', async () => {
    const response = await served.get('/graphql?query={__typename}', { accept: 'application/json' });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ data: { __typename: 'Query' } });
  });
});

test.each([
  ['ends without a word', 'process.exit(3);', 'ended with status 3'],
  ['fails', "throw new Error('out of paper');", 'out of paper'],
])('a worker that %s hangs nobody, and the next visitor gets a new one', async (_case, code, message) => {
  const folder = mkdtempSync(path.join(inject('runDirectory'), 'worker-'));
  const worker = path.join(folder, 'worker.mjs');
  writeFileSync(worker, code);
  const respond = createGraphiql({ worker: pathToFileURL(worker) });
  const visitors = await Promise.allSettled([respond(visit()), respond(visit())]);
  expect(visitors.map((visitor) => visitor.status === 'rejected' && String(visitor.reason))).toEqual([
    expect.stringContaining(message),
    expect.stringContaining(message),
  ]);
  writeFileSync(
    worker,
    `import { parentPort } from 'node:worker_threads';
    parentPort.postMessage({ gzipped: new Uint8Array(), etag: 'W/"a"' });`,
  );
  expect(await respond({ ...visit(), headers: { ...browser, 'if-none-match': '"a"' } })).toMatchObject({
    status: 304,
  });
});

describe('example tabs', () => {
  test.each(readExampleTabs(examples).map(({ query }) => [query.match(/query (\w+)/)?.[1], query]))(
    '%s is valid',
    (_name, query) => {
      expect(validate(schema, parse(query ?? ''))).toEqual([]);
    },
  );

  test('take their variables from the first line; the first tab gets them on a first visit', async () => {
    const folder = mkdtempSync(path.join(inject('runDirectory'), 'examples-'));
    writeFileSync(
      path.join(folder, '1.graphql'),
      '# variables: {"slug":"</script>$&"}\n# Why.\nquery A { __typename }\n',
    );
    writeFileSync(path.join(folder, '2.graphql'), 'query B { __typename }\n');
    writeFileSync(path.join(folder, 'notes.txt'), 'no example');
    expect(readExampleTabs(folder)).toEqual([
      { query: '# Why.\nquery A { __typename }', variables: '{\n  "slug": "</script>$&"\n}' },
      { query: 'query B { __typename }', variables: null },
    ]);
    const { body } = await createGraphiql({ examples: folder })(visit());
    const html = Buffer.from(body).toString();
    expect(html).toContain(
      String.raw`localStorage.setItem('graphiql:variables', "{\n  \"slug\": \"\u003c/script>$&\"\n}");`,
    );
  });

  test('where there are none, GraphiQL opens as it is', async () => {
    expect(readExampleTabs(path.join(examples, 'none'))).toEqual([]);
  });
});
