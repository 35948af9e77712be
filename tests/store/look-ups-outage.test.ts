import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import pg from 'pg';
import { expect, it } from 'vitest';
import { runInScope } from '../../src/db/statement-scope.ts';
import { statement } from '../../src/db/statement.ts';
import { asUnreachable, openStore, type Store } from '../../src/db/store.ts';
import { TcpProxy } from '../server/tcp-proxy.ts';
import { createMigratedDatabase } from '../support/engines.ts';

const increment = statement((_db, { n }: { n: number }) => sql<{ n: number }>`select ${n}::bigint + 1 as n`);

/** As requests do that have ten seconds to answer. */
function lookUpMany(store: Store): Promise<number>[] {
  return Array.from({ length: 20 }, (_, n) =>
    runInScope({ signal: AbortSignal.timeout(10_000), statements: 0 }, async () => {
      const [row] = await increment(store.db, { n });
      return row!.n;
    }),
  );
}

const right = Array.from({ length: 20 }, (_, n) => n + 1);

it('look-ups on connections that nothing gets through are given up, and work again afterwards', async () => {
  await using database = await createMigratedDatabase('postgres');
  await using proxy = new TcpProxy(database.url);
  await proxy.open();
  await using store = openStore(proxy.url);
  expect(await Promise.all(lookUpMany(store))).toEqual(right);

  proxy.block();
  const started = performance.now();
  const outcomes = await Promise.allSettled(lookUpMany(store));
  expect(performance.now() - started).toBeLessThan(7_000);
  for (const outcome of outcomes) {
    expect(outcome).toMatchObject({ status: 'rejected' });
    const { reason } = outcome as { reason: unknown };
    expect(asUnreachable(reason, proxy.url)).toMatchObject({ name: 'UnreachableError', mayReturn: true });
  }

  await proxy.cut();
  await proxy.open();
  const answers = () => Promise.all(lookUpMany(store)).catch(String);
  await expect.poll(answers, { timeout: 5_000, interval: 50 }).toEqual(right);
});

it('look-ups whose server stops and starts fail at once, and work again afterwards', async () => {
  await using database = await createMigratedDatabase('postgres');
  await using proxy = new TcpProxy(database.url);
  await proxy.open();
  await using store = openStore(proxy.url);
  for (let round = 0; round < 3; round++) {
    expect(await Promise.all(lookUpMany(store))).toEqual(right);
    const running = lookUpMany(store);
    await proxy.cut();
    const started = performance.now();
    const outcomes = await Promise.allSettled([...running, ...lookUpMany(store)]);
    expect(performance.now() - started).toBeLessThan(2_500);
    expect(outcomes.at(-1)).toMatchObject({ status: 'rejected', reason: { code: 'ECONNREFUSED' } });
    await proxy.open();
    await sleep(10);
    // What has no answer is looked up on ordinary connections until the next of its own is tried.
    expect(await Promise.all(lookUpMany(store))).toEqual(right);
  }
});

it('look-ups for which the server has no connection left run on those of the pool', async () => {
  await using database = await createMigratedDatabase('postgres');
  const owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  await owner.query(`alter database ${owner.database} connection limit 2`);
  await owner.end();
  await using store = openStore(database.url);
  const read = () => sql`select pg_sleep(0.1)`.execute(store.db);
  await expect.poll(() => Promise.all([read(), read()]).catch(String), { timeout: 5_000 }).toHaveLength(2);
  expect(await increment(store.db, { n: 1 })).toEqual([{ n: 2 }]);
  expect(await increment(store.db, { n: 2 })).toEqual([{ n: 3 }]);
});
