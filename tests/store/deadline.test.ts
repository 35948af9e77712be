import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { countRows } from '../../src/db/count.ts';
import { type Db, dialectOf } from '../../src/db/dialect.ts';
import { withSnapshot } from '../../src/db/snapshot.ts';
import { runInScope } from '../../src/db/statement-scope.ts';
import { openStore, type Store, type Trx } from '../../src/db/store.ts';
import { createMigratedDatabase, type Engine, engines } from '../support/engines.ts';
import { longestDelay } from './event-loop-delay.ts';

/** More than the engines have threads and connections, so that some wait for their turn. */
const many = 12;

/** Takes twenty seconds and more, all of which the event loop stands still where it runs in it. */
async function countLong(db: Db): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with recursive n(i) as (select 1 union all select i + 1 from n where i < 100000000)
    select count(*) as count from n where ${dialectOf(db).stillWanted(sql.ref('n.i'))}
  `.execute(db);
  return rows[0]!.count;
}

function insertTopic(trx: Trx, key: string): Promise<unknown> {
  return trx.insertInto('topic').values({ uid: key, key, slug: key, name: key }).execute();
}

/** Of a size from which SQLite's scans run in threads. */
async function openLarge(url: string, engine: Engine): Promise<Store> {
  const store = openStore(url);
  if (engine === 'sqlite') {
    await store.write((trx) => sql`create table filler as select zeroblob(9000000) as bytes`.execute(trx));
  }
  return store;
}

describe.each(engines)('statements on %s', (engine) => {
  it('end when nobody waits for them any more, and make room for others', async () => {
    await using database = await createMigratedDatabase(engine);
    await using store = await openLarge(database.url, engine);
    const deadline = new AbortController();
    const scope = { signal: deadline.signal, statements: 0 };
    const long = Array.from({ length: many }, () => runInScope(scope, () => countLong(store.db)));
    const outcomes = Promise.allSettled(long);
    await sleep(100);
    const aborted = performance.now();
    const reason = new Error('too late');
    deadline.abort(reason);
    expect(await outcomes).toEqual(long.map(() => ({ status: 'rejected', reason })));
    expect(performance.now() - aborted).toBeLessThan(10_000);

    const others = Array.from({ length: many }, () => countRows(store.db, 'topic'));
    expect(await Promise.all(others)).toEqual(others.map(() => 0));
    expect(performance.now() - aborted).toBeLessThan(15_000);
  });

  it('leave the event loop free', async () => {
    await using database = await createMigratedDatabase(engine);
    await using store = await openLarge(database.url, engine);
    const scope = { signal: AbortSignal.timeout(300), statements: 0 };
    const delay = longestDelay();
    await expect(runInScope(scope, () => countLong(store.db))).rejects.toThrow('timeout');
    expect(delay()).toBeLessThan(5_000);
  });

  it('are counted for the scope that they run in', async () => {
    await using database = await createMigratedDatabase(engine);
    await using store = await openLarge(database.url, engine);
    const scope = { signal: new AbortController().signal, statements: 0 };
    await countRows(store.db, 'topic');
    await runInScope(scope, async () => {
      await Promise.all([countRows(store.db, 'topic'), store.db.selectFrom('topic').selectAll().execute()]);
      expect(scope.statements).toBe(2);
      await store.write((trx) => insertTopic(trx, 'a'));
    });
    // Begin, insert and commit; taking the lock is a statement of its own on one engine.
    expect(scope.statements - 2).toBeOneOf([3, 4]);
  });

  it('do not begin where nobody waits for them', async () => {
    await using database = await createMigratedDatabase(engine);
    await using store = await openLarge(database.url, engine);
    const reason = new Error('too late');
    const scope = { signal: AbortSignal.abort(reason), statements: 0 };
    const work = [
      () => countRows(store.db, 'topic'),
      () => store.db.selectFrom('topic').selectAll().execute(),
      () => store.write((trx) => insertTopic(trx, 'a')),
    ];
    for (const each of work) await expect(runInScope(scope, each)).rejects.toBe(reason);
    expect(scope.statements).toBe(0);
    expect(await countRows(store.db, 'topic')).toBe(0);
  });

  it('of a transaction all run once it has begun', async () => {
    await using database = await createMigratedDatabase(engine);
    await using store = await openLarge(database.url, engine);
    const deadline = new AbortController();
    await runInScope({ signal: deadline.signal, statements: 0 }, () =>
      store.write(async (trx) => {
        const first = insertTopic(trx, 'a');
        deadline.abort();
        await first;
        await insertTopic(trx, 'b');
      }),
    );
    expect(await countRows(store.db, 'topic')).toBe(2);
  });

  it('see what the snapshot sees that they run in', async () => {
    await using database = await createMigratedDatabase(engine);
    await using store = await openLarge(database.url, engine);
    const counts = await withSnapshot(store.db, async (snapshot) => {
      const before = await countRows(snapshot, 'topic');
      await store.write((trx) => insertTopic(trx, 'a'));
      return [before, await countRows(snapshot, 'topic')];
    });
    expect(counts).toEqual([0, 0]);
    expect(await countRows(store.db, 'topic')).toBe(1);
  });

  it('fail with the error of the engine, wherever they run', async () => {
    await using database = await createMigratedDatabase(engine);
    await using store = await openLarge(database.url, engine);
    const wanted = dialectOf(store.db).stillWanted(sql.lit(0));
    const error = { sqlite: { code: 'ERR_SQLITE_ERROR', errcode: 1 }, postgres: { code: '42P01' } }[engine];
    const failing = sql`select 1 from nowhere where ${wanted}`.execute(store.db);
    await expect(failing).rejects.toMatchObject(error);
    await expect(failing).rejects.toThrow('nowhere');
    expect(await countRows(store.db, 'topic')).toBe(0);
  });
});

it('threads keep no process alive', async () => {
  await using database = await createMigratedDatabase('sqlite');
  await (await openLarge(database.url, 'sqlite'))[Symbol.asyncDispose]();
  const source = path.join(import.meta.dirname, '../../src/db');
  const script = path.join(path.dirname(database.url.replace('sqlite:', '')), 'count.mjs');
  writeFileSync(
    script,
    `import { countRows } from '${source}/count.ts';
    import { openStore } from '${source}/store.ts';
    const { db } = openStore('${database.url}');
    console.log(await countRows(db, 'topic'));`,
  );
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const output = text(child.stdout);
  await once(child, 'exit');
  expect([await output, child.exitCode]).toEqual(['0\n', 0]);
});

it('a database in memory answers what asks whether it is still wanted', async () => {
  await using store = openStore('sqlite::memory:');
  const { rows } = await sql`select 1 as one where ${dialectOf(store.db).stillWanted(sql.lit(0))}`.execute(
    store.db,
  );
  expect(rows.map((row) => ({ ...(row as object) }))).toEqual([{ one: 1 }]);
});
