import { chmodSync, mkdtempSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Db } from '../../src/db/dialect.ts';
import { runInScope } from '../../src/db/statement-scope.ts';
import { asUnreachable, openStore, type Store } from '../../src/db/store.ts';
import { createReadiness } from '../../src/server/readiness.ts';
import { createMigratedDatabase } from '../support/engines.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';

/** As many as the store keeps. */
const connections = 10;

/** How long a database that is back may go unnoticed, in milliseconds. */
const recoveryMs = 30_000;

/** What is there at once on an idle machine, and in a tenth of this on a busy one, in milliseconds. */
const soonMs = 15_000;

async function read(db: Db): Promise<number> {
  const { rows } = await sql<{ one: number }>`select 1 as one`.execute(db);
  return rows[0]!.one;
}

/** As a request does, with that long to answer. */
function readWithin(store: Store, ms: number): Promise<number> {
  return runInScope({ signal: AbortSignal.timeout(ms), statements: 0 }, () => read(store.db));
}

async function readOnAll(store: Store): Promise<boolean> {
  const answers = await Promise.all(Array.from({ length: connections }, () => readWithin(store, recoveryMs)));
  return answers.every((answer) => answer === 1);
}

async function untilItAnswers(store: Store): Promise<void> {
  await expect
    .poll(() => readWithin(store, 5_000).catch(String), { timeout: recoveryMs, interval: 20 })
    .toBe(1);
}

/** How reading fails, and after how long. */
async function failure(
  store: Store,
  work: () => Promise<unknown> = () => readWithin(store, 2 * soonMs),
): Promise<{ error: unknown; isSoon: boolean }> {
  const started = performance.now();
  const error = await work().catch((reason: unknown) =>
    asUnreachable(reason, 'postgres://user@host/database'),
  );
  return { error, isSoon: performance.now() - started < soonMs };
}

const unreachable = { error: { name: 'UnreachableError', mayReturn: true }, isSoon: true };

/** False also where the server is on another machine. */
function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

describe('connections', () => {
  it.each([
    ['reads', readOnAll],
    ['a transaction', (store: Store) => store.write(read).then((answer) => answer === 1)],
  ])('that the server ended are replaced for %s', async (_, work) => {
    await using database = await createMigratedDatabase('postgres');
    await using store = openStore(database.url);
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await readOnAll(store);
    const { rows } = await client.query<{ pid: number }>(
      'select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    expect(rows).toHaveLength(connections);
    const pids = rows.map(({ pid }) => pid);
    const ended = client.query('select pg_terminate_backend(pid) from unnest($1::int[]) as pid', [pids]);
    // The server does it meanwhile; the store hears of it only when it uses them.
    for (let ms = 0; ms < 300 || (ms < soonMs && pids.some(isRunning)); ms += 50) {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
    }
    expect(await work(store)).toBe(true);
    await ended;
    await client.end();
  });

  it('whose statement is given up are good for the next', async () => {
    await using database = await createMigratedDatabase('postgres');
    await using store = openStore(database.url);
    const pid = async () =>
      (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(store.db)).rows;
    const before = await pid();
    const sleeping = runInScope({ signal: AbortSignal.timeout(100), statements: 0 }, () =>
      sql`select pg_sleep(20)`.execute(store.db),
    );
    await expect(sleeping).rejects.toThrow('timeout');
    const isSleeping = async () => {
      const { rows } =
        await sql`select from pg_stat_activity where query ~ '^select pg_sleep' and state = 'active'`.execute(
          store.db,
        );
      return rows.length > 0;
    };
    await expect.poll(isSleeping, { timeout: soonMs, interval: 20 }).toBe(false);
    const { rows } = await sql<{ count: number }>`
      select count(*) as count from pg_stat_activity where pid = ${before[0]!.pid}
    `.execute(store.db);
    expect(rows).toEqual([{ count: 1 }]);
  });

  it('that are all in use are waited for, but not for long', async () => {
    await using database = await createMigratedDatabase('postgres');
    await using store = openStore(database.url);
    const { promise: held, resolve: free } = Promise.withResolvers<void>();
    const users = Array.from({ length: connections }, () => store.db.connection().execute(() => held));
    try {
      expect(await failure(store)).toMatchObject(unreachable);
    } finally {
      free();
    }
    await Promise.all(users);
    expect(await read(store.db)).toBe(1);
  });
});

describe('a server', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    const directory = mkdtempSync(path.join(inject('runDirectory'), 'server-'));
    chmodSync(directory, 0o755);
    server = await startPostgres(directory, path.join(directory, 'data'));
  });
  afterAll(() => server.stop());

  /** Stops the server and its sessions with a signal while the work is done. */
  async function whileItHangs(store: Store, work: () => Promise<void>): Promise<void> {
    const { rows } = await sql<{ pid: number }>`
      select pid from pg_stat_activity where backend_type = 'client backend'
    `.execute(store.db);
    const pids = [server.pid(), ...rows.map(({ pid }) => pid)];
    for (const pid of pids) process.kill(pid, 'SIGSTOP');
    try {
      await work();
    } finally {
      for (const pid of pids) process.kill(pid, 'SIGCONT');
    }
  }

  it('that hangs is given up at the deadline, then at once, and is back when it goes on', async () => {
    await using store = openStore(server.url);
    const readiness = createReadiness(store.db);
    await readOnAll(store);
    await whileItHangs(store, async () => {
      await expect(readWithin(store, 200)).rejects.toThrow('timeout');
      // Its cancellation is not answered either.
      await sleep(600);
      expect(await failure(store)).toMatchObject(unreachable);
      const started = performance.now();
      expect(await Promise.all([readiness.check(), readiness.check()])).toEqual([
        'unreachable',
        'unreachable',
      ]);
      expect(performance.now() - started).toBeLessThan(soonMs);
    });
    await untilItAnswers(store);
    expect(await readiness.check()).toBe(null);
    await readOnAll(store);
  });

  it('that hangs does not keep a store from closing', async () => {
    const store = openStore(server.url);
    await readOnAll(store);
    await whileItHangs(store, async () => {
      const reading = read(store.db).catch(String);
      await sleep(50);
      const started = performance.now();
      await store[Symbol.asyncDispose]();
      expect(await reading).toMatch(/Connection terminated|end on the pool/);
      expect(performance.now() - started).toBeLessThan(soonMs);
    });
  });

  it('that stops is away at once, and back when it is started', async () => {
    await using store = openStore(server.url);
    const readiness = createReadiness(store.db);
    await readOnAll(store);
    const sleeping = failure(store, () => sql`select pg_sleep(20)`.execute(store.db));
    await sleep(50);
    await server.stop();
    expect(await sleeping).toMatchObject(unreachable);
    expect(await failure(store)).toMatchObject(unreachable);
    expect(await readiness.check()).toBe('unreachable');
    await server.start();
    await untilItAnswers(store);
    expect(await readiness.check()).toBe(null);
    await readOnAll(store);
  });

  it.each([
    ['with a wrong password', (url: URL) => (url.password = 'wrong'), 'password authentication failed'],
    ['without the database', (url: URL) => (url.pathname = '/nowhere'), 'does not exist'],
  ])('%s will not let anybody in by itself', async (_, spoil, message) => {
    const url = new URL(server.url);
    spoil(url);
    await using store = openStore(url.href);
    const error = await read(store.db).catch((reason: unknown) => asUnreachable(reason, url.href));
    expect(error).toMatchObject({ name: 'UnreachableError', mayReturn: false });
    expect(String(error)).toContain(message);
  });
});

describe('what is said of a database that cannot be had', () => {
  it.each([
    ['postgres://user@127.0.0.1:1/x', true],
    ['sqlite:/dev/null/x/ibid.db', false],
    [`sqlite:${import.meta.filename}`, false],
  ])('%s: whether it may return', async (url, mayReturn) => {
    const error = await (async () => {
      await using store = openStore(url);
      await read(store.db);
    })().catch((reason: unknown) => asUnreachable(reason, url));
    expect(error).toMatchObject({ name: 'UnreachableError', mayReturn });
  });
});
