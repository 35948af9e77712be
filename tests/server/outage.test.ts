import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { type Finished, finish, spawnIbid } from '../cli/ibid-process.ts';
import { createDatabase, createMigratedDatabase } from '../support/engines.ts';
import { openApp, type ServedApp } from './served-app.ts';
import { TcpProxy } from './tcp-proxy.ts';

const query = '{ articles { totalCount } }';
/** For what takes a second on an idle machine. */
const patienceMs = 20_000;

interface Listening extends AsyncDisposable {
  origin: string;
  stop(): Promise<Finished>;
}

/** `ibid serve` from when it listens, which may be before it can answer. */
async function listen(databaseUrl: string): Promise<Listening> {
  const child = spawnIbid(['serve', '--port', '0'], { DATABASE_URL: databaseUrl, LOG_LEVEL: 'debug' });
  const finished = finish(child);
  const lines = createInterface({ input: child.stderr });
  const [line] = (await once(lines, 'line')) as [string];
  const { address } = JSON.parse(line) as { address: string };
  return {
    origin: new URL(address).origin,
    stop: () => {
      child.kill('SIGTERM');
      return finished;
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await finished;
    },
  };
}

async function ask(origin: string): Promise<Response> {
  return fetch(`${origin}/graphql?query=${encodeURIComponent(query)}`);
}

/** Resolves to how long it took. */
async function untilReady(origin: string): Promise<number> {
  const started = performance.now();
  for (;;) {
    if ((await fetch(`${origin}/ready`)).status === 200) return performance.now() - started;
    if (performance.now() - started > patienceMs * 2) return Infinity;
    await sleep(50);
  }
}

test('a database that is down at start: live, not ready, 503, and back by itself', async () => {
  await using database = await createDatabase('postgres');
  await using proxy = new TcpProxy(database.url);
  await proxy.open();
  await proxy.cut();
  await using ibid = await listen(proxy.url);

  expect((await fetch(`${ibid.origin}/health`)).status).toBe(200);
  const ready = await fetch(`${ibid.origin}/ready`);
  expect([ready.status, ready.headers.get('retry-after'), await ready.json()]).toEqual([
    503,
    '1',
    { status: 'unavailable', reason: 'migrating' },
  ]);
  const answer = await ask(ibid.origin);
  expect([answer.status, answer.headers.get('retry-after'), await answer.json()]).toEqual([
    503,
    '1',
    {
      errors: [
        {
          message: 'The content cannot be reached for the moment',
          extensions: { code: 'UNAVAILABLE' },
        },
      ],
    },
  ]);

  await proxy.open();
  expect(await untilReady(ibid.origin)).toBeLessThan(patienceMs);
  expect(await (await ask(ibid.origin)).json()).toMatchObject({ data: { articles: { totalCount: 0 } } });
  const { status, stderr } = await ibid.stop();
  expect(status).toBe(0);
  const told = stderr.split('\n').filter((line) => line.includes('waiting for the database'));
  expect(told).toHaveLength(1);
  expect(told[0]).toContain('ECONNREFUSED');
  expect(stderr).not.toContain(new URL(database.url).password);
});

test('while it waits for its database, SIGTERM ends it', async () => {
  await using proxy = new TcpProxy('postgres://127.0.0.1/none');
  await proxy.open();
  await proxy.cut();
  await using ibid = await listen(proxy.url);
  expect(await ibid.stop()).toMatchObject({ status: 0, stdout: '' });
});

/** The status of the first answer in time: on a busy machine, a short deadline may pass while it connects. */
async function untilAnswered(served: ServedApp, query: string): Promise<number> {
  const started = performance.now();
  for (;;) {
    const { status } = await served.ask(query);
    if (status === 200 || performance.now() - started > patienceMs) return status;
    await sleep(50);
  }
}

/** What filters, and others, take another way to the database than what is looked up by key. */
describe.each([
  ['a count', query],
  ['a look-up', '{ article(by: { slug: "nothing" }) { title references { totalCount } } }'],
])('a database that goes away in use, for %s', (_, query) => {
  test('broken connections: 503 at once, and back by itself', async () => {
    await using database = await createMigratedDatabase('postgres');
    await using proxy = new TcpProxy(database.url);
    await proxy.open();
    // So that an answer at the deadline is none at once.
    await using served = openApp(proxy.url, { DEADLINE: String(3 * patienceMs) });
    expect((await served.ask(query)).status).toBe(200);

    await proxy.cut();
    const started = performance.now();
    const answer = await served.ask(query);
    expect(performance.now() - started).toBeLessThan(patienceMs);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1']);
    expect((await served.get('/ready')).status).toBe(503);

    await proxy.open();
    const back = performance.now();
    while ((await served.get('/ready')).status !== 200 && performance.now() - back < patienceMs)
      await sleep(50);
    expect((await served.ask(query)).status).toBe(200);
  });

  test('connections that nothing gets through: 503 after the deadline, and back by itself', async () => {
    await using database = await createMigratedDatabase('postgres');
    await using proxy = new TcpProxy(database.url);
    await proxy.open();
    await using served = openApp(proxy.url, { DEADLINE: '500' });
    expect(await untilAnswered(served, query)).toBe(200);

    proxy.block();
    const started = performance.now();
    const answer = await served.ask(query);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1']);
    expect(performance.now() - started).toBeLessThan(patienceMs);

    await proxy.cut();
    await proxy.open();
    const back = performance.now();
    while ((await served.get('/ready')).status !== 200 && performance.now() - back < patienceMs)
      await sleep(50);
    expect(await untilAnswered(served, query)).toBe(200);
  });
});
