import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../support/app.ts';
import { engines } from '../support/engines.ts';
import { openApp } from './served-app.ts';

/** Takes of one page, and links in each. */
const takes = 40;
const links = 100;

const manyLinks = `{ takes(first: 100) { nodes { links { ${aliased(25, 'article { id title slug url }')} } } } }`;

function aliased(count: number, field: string): string {
  return Array.from({ length: count }, (_, i) => `a${i}: ${field}`).join(' ');
}

/** From now on; asked for it, how often the event loop went round, so that others were heard. */
function countRounds(): () => number {
  let rounds = 0;
  const count = () => {
    rounds++;
    next = setImmediate(count);
  };
  let next = setImmediate(count);
  return () => {
    clearImmediate(next);
    return rounds;
  };
}

function documents(): Record<string, string> {
  const linked = Array.from({ length: links }, (_, i) => `[piece ${i}](https://a.example/${i})`).join(' ');
  return Object.fromEntries(
    Array.from({ length: takes }, (_, i) => [
      `${i}.md`,
      `---\ntitle: Piece ${i}\nurl: https://a.example/${i}\n---\n${linked}\n`,
    ]),
  );
}

describe.each(engines)('one request to a store on %s', (engine) => {
  let graph: TestApp;
  beforeAll(async () => {
    graph = await createTestApp({ engine });
    await graph.publish(documents());
  });
  afterAll(() => graph[Symbol.asyncDispose]());

  test('leaves the event loop to others, whatever its lists without pages hold', async () => {
    await using served = openApp(graph.databaseUrl, { RESPONSE_LIMIT: '100000000', DEADLINE: '30000' });
    const rounds = countRounds();
    const response = await served.ask(manyLinks);
    expect(rounds()).toBeGreaterThan(40);
    const { data } = (await response.json()) as { data: { takes: { nodes: { links: object[] }[] } } };
    expect(data.takes.nodes).toHaveLength(takes);
    expect(data.takes.nodes[0]?.links).toHaveLength(links);
  });

  test('hears its deadline while it works without waiting for anything', async () => {
    await using served = openApp(graph.databaseUrl, { RESPONSE_LIMIT: '100000000', DEADLINE: '50' });
    await served.ask('{ __typename }');
    const response = await served.ask(manyLinks);
    const answer = (await response.json()) as object;
    expect(answer).toMatchObject({ errors: [{ extensions: { code: 'DEADLINE_EXCEEDED' } }] });
    expect(answer).not.toHaveProperty('data');
  });

  test('ends where its answer is too long, in the midst of a list, and leaves no rejection behind', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => void unhandled.push(reason);
    process.on('unhandledRejection', note);
    await using served = openApp(graph.databaseUrl, { RESPONSE_LIMIT: '100000', NODE_LIMIT: '1000000' });
    // What is loaded stands before what is at hand.
    const edge = `reference { target { publisher { name } } ${aliased(5, 'anchors { exact sentence }')} }`;
    const response = await served.ask(
      `{ articles(first: 50) { nodes { references(first: 100) { edges { ${edge} } } } } }`,
    );
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'RESPONSE_TOO_LARGE' } }] });
    await sleep(50);
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
  });

  test('that hundreds give up half-way costs the next one nothing', async () => {
    await using served = openApp(graph.databaseUrl);
    const { port } = await served.app.listen();
    const body = JSON.stringify({ query: manyLinks });
    await Promise.all(
      Array.from({ length: 200 }, async (_, i) => {
        const socket = connect(Number(port), '127.0.0.1');
        socket.on('error', () => {});
        socket.write(
          `POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
        );
        await sleep(20 + i);
        socket.destroy();
      }),
    );
    const response = await served.ask('{ articles(first: 1) { totalCount } }');
    expect(await response.json()).toMatchObject({
      data: { articles: { totalCount: takes } },
    });
    expect(served.records().filter(({ msg }) => msg !== 'request')).toEqual([]);
  });
});

test('variables of many values are refused before each is looked at', async () => {
  await using graph = await createTestApp({ engine: 'sqlite' });
  await using served = openApp(graph.databaseUrl);
  const query = 'query Many($where: ArticleFilter) { articles(where: $where) { totalCount } }';
  const response = await served.ask(query, { where: { and: Array.from({ length: 80_000 }, () => ({})) } });
  expect(response.status).toBe(400);
  expect(await response.text()).toContain('10000 values');
});

test.each([
  ['a length beside chunks', 'content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n'],
  ['two lengths', 'content-length: 5\r\ncontent-length: 6\r\n\r\nabcdef'],
  ['a length with a sign', 'content-length: +5\r\n\r\nabcde'],
  ['an unknown transfer encoding', 'transfer-encoding: xchunked\r\n\r\n0\r\n\r\n'],
])('%s: 400, and nothing that follows is read as a request', async (_case, rest) => {
  await using graph = await createTestApp({ engine: 'sqlite' });
  await using served = openApp(graph.databaseUrl);
  const { port } = await served.app.listen();
  const socket = connect(Number(port), '127.0.0.1');
  socket.write(
    `POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n${rest}GET /health HTTP/1.1\r\nhost: a\r\n\r\n`,
  );
  let received = '';
  for await (const chunk of socket) received += String(chunk);
  expect(received.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 400']);
});
