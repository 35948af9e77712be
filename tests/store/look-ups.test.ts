import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { dialectOf } from '../../src/db/dialect.ts';
import { type StatementScope, runInScope } from '../../src/db/statement-scope.ts';
import { statement } from '../../src/db/statement.ts';
import { openStore, type Store } from '../../src/db/store.ts';
import { createMigratedDatabase, type TestDatabase } from '../support/engines.ts';

const echo = statement(
  (_db, { n, text, list }: { n: number; text: string; list: readonly string[] }) =>
    sql<{ n: number; text: string; count: number; found: boolean; missing: null }>`
    select ${n}::bigint as n, ${text} as text, cardinality(${list}::text[]) as count,
      ${text} = any(${list}::text[]) as found, null::text as missing
  `,
);

const divide = statement(
  (_db, { by }: { by: number }) => sql<{ part: number }>`select (100 / ${by}::bigint)::float8 as part`,
);

const sleepFor = statement(
  (_db, { seconds }: { seconds: number }) =>
    sql<{ slept: string }>`select 'well' as slept from pg_sleep(${seconds}::float8)`,
);

const broken = statement((_db, { n }: { n: number }) => sql`select ${n}::bigint from nowhere`);

const backend = statement(
  (_db, { n }: { n: number }) =>
    sql<{ n: number; pid: number; prepared: number; plans: string }>`
    select ${n}::bigint as n, pg_backend_pid() as pid, (select count(*) from pg_prepared_statements) as prepared,
      current_setting('plan_cache_mode') as plans
  `,
);

function scopeOf(signal = new AbortController().signal): StatementScope {
  return { signal, statements: 0 };
}

async function echoMany(store: Store, count: number): Promise<void> {
  const texts = ['', 'plain', 'it’s "quoted", {braced}, back\\slashed', '😀 NULL', 'null', "o'clock\n"];
  const asked = Array.from({ length: count }, (_, n) => ({ n, text: texts[n % texts.length]! }));
  const answers = await Promise.all(
    asked.map(({ n, text }) => echo(store.db, { n, text, list: n % 2 ? texts : [] })),
  );
  expect(answers).toEqual(
    asked.map(({ n, text }) => [
      { n, text, count: n % 2 ? texts.length : 0, found: n % 2 === 1, missing: null },
    ]),
  );
}

async function backends(store: Store): Promise<number[]> {
  const rows = await Promise.all(Array.from({ length: 40 }, (_, n) => backend(store.db, { n })));
  return [...new Set(rows.flat().map(({ pid }) => pid))];
}

async function onServer(database: TestDatabase, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query<object>(text)).rows;
  } finally {
    await client.end();
  }
}

describe('look-ups on postgres', () => {
  it('that run at the same time each get their own answer, on few connections', async () => {
    await using database = await createMigratedDatabase('postgres');
    await using store = openStore(database.url);
    await echoMany(store, 1);
    for (let i = 0; i < 5; i++) await echoMany(store, 500);
    expect((await backends(store)).length).toBeLessThanOrEqual(4);
    const [row] = await backend(store.db, { n: 1 });
    expect(row?.plans).toBe('force_generic_plan');
    // Others are planned for their values.
    const ordinary = await sql<{ plans: string }>`select current_setting('plan_cache_mode') as plans`.execute(
      store.db,
    );
    expect(ordinary.rows).toEqual([{ plans: 'auto' }]);
  });

  it('that fail leave their neighbours alone', async () => {
    await using database = await createMigratedDatabase('postgres');
    await using store = openStore(database.url);
    const failure = (code: string) => ({ status: 'rejected', reason: { code } });
    const expected = (i: number): object => {
      const by = i >> 1;
      if (i % 2 === 1) return { value: [{ n: by }] };
      if (by % 10 === 0) return failure('42P01');
      return by % 4 === 0 ? failure('22012') : { value: [{ part: Math.floor(100 / (by % 4)) }] };
    };
    for (let round = 0; round < 3; round++) {
      const work = Array.from({ length: 60 }, (_, by) => [
        by % 10 === 0 ? broken(store.db, { n: by }) : divide(store.db, { by: by % 4 }),
        backend(store.db, { n: by }),
      ]).flat();
      const outcomes = await Promise.allSettled(work);
      outcomes.forEach((outcome, i) => expect(outcome).toMatchObject(expected(i)));
    }
  });

  it('whose number does not fit are refused, and their neighbours are not', async () => {
    await using database = await createMigratedDatabase('postgres');
    await using store = openStore(database.url);
    const square = statement(
      (_db, { n }: { n: number }) => sql<{ n: number }>`select ${n}::bigint * ${n}::bigint as n`,
    );
    const outcomes = await Promise.allSettled([3, 2 ** 31, 4].map((n) => square(store.db, { n })));
    expect(outcomes).toMatchObject([
      { value: [{ n: 9 }] },
      { status: 'rejected', reason: { name: 'RangeError' } },
      { value: [{ n: 16 }] },
    ]);
  });

  it('whose connections are ended get their answers from others', async () => {
    await using database = await createMigratedDatabase('postgres');
    await using store = openStore(database.url);
    const before = await backends(store);
    const slow = Array.from({ length: 8 }, () => sleepFor(store.db, { seconds: 0.3 }));
    const quick = Array.from({ length: 100 }, (_, n) => backend(store.db, { n }));
    await onServer(
      database,
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name = 'ibid'`,
    );
    expect(await Promise.all(slow)).toEqual(slow.map(() => [{ slept: 'well' }]));
    expect((await Promise.all(quick)).map(([row]) => row?.n)).toEqual(quick.map((_, n) => n));
    const after = await backends(store);
    expect(after.filter((pid) => before.includes(pid))).toEqual([]);
  });

  it('that are slow do not keep the others waiting, and take as long as they take', async () => {
    await using database = await createMigratedDatabase('postgres');
    await using store = openStore(database.url);
    const slow = Array.from({ length: 3 }, () => sleepFor(store.db, { seconds: 3 }));
    let isOver = false;
    void Promise.race(slow).finally(() => (isOver = true));
    await echoMany(store, 200);
    await sleep(200);
    await echoMany(store, 200);
    expect(isOver).toBe(false);
    expect(await Promise.all(slow)).toEqual(slow.map(() => [{ slept: 'well' }]));
    expect((await backends(store)).length).toBeLessThanOrEqual(4);
  });

  it('end for their request at once, and for no other', async () => {
    await using database = await createMigratedDatabase('postgres');
    await using store = openStore(database.url);
    await echoMany(store, 1);
    const deadline = new AbortController();
    const scope = scopeOf(deadline.signal);
    const ended = Array.from({ length: 5 }, () =>
      runInScope(scope, () => sleepFor(store.db, { seconds: 0.5 })),
    );
    const outcomes = Promise.allSettled(ended);
    const other = runInScope(scopeOf(), () => divide(store.db, { by: 4 }));
    await sleep(50);
    const reason = new Error('too late');
    const aborted = performance.now();
    deadline.abort(reason);
    expect(await outcomes).toEqual(ended.map(() => ({ status: 'rejected', reason })));
    expect(performance.now() - aborted).toBeLessThan(300);
    expect(await other).toEqual([{ part: 25 }]);
    expect(scope.statements).toBe(5);
    await expect(runInScope(scope, () => divide(store.db, { by: 4 }))).rejects.toBe(reason);
  });

  it('that are ended when they have waited on do not come back', async () => {
    await using database = await createMigratedDatabase('postgres');
    await using store = openStore(database.url);
    const signal = AbortSignal.timeout(1_500);
    // By then an ordinary connection runs it.
    await expect(runInScope(scopeOf(signal), () => sleepFor(store.db, { seconds: 30 }))).rejects.toThrow(
      'timeout',
    );
    const asleep = () =>
      onServer(
        database,
        `select from pg_stat_activity where state = 'active' and query ~ 'pg_sleep.*float8'
        and pid <> pg_backend_pid() and datname = current_database()`,
      );
    await expect.poll(asleep, { timeout: 3_000, interval: 50 }).toEqual([]);
  });

  it('find what a migration made of their columns', async () => {
    await using database = await createMigratedDatabase('postgres');
    await using store = openStore(database.url);
    await onServer(database, `create table thing as select 1::bigint as id, 7::bigint as size`);
    const select = statement(
      (db, { ids }: { ids: readonly number[] }) =>
        sql<object>`select * from thing where ${dialectOf(db).among(sql`id`, ids)}`,
    );
    const thing = () => select(store.db, { ids: [1] });
    expect(await Promise.all([thing(), thing(), thing()])).toEqual([1, 2, 3].map(() => [{ id: 1, size: 7 }]));
    await onServer(
      database,
      `alter table thing alter size type text using 'large', add column colour text default 'red'`,
    );
    const changed = [{ id: 1, size: 'large', colour: 'red' }];
    expect(await Promise.all([thing(), thing(), thing()])).toEqual([changed, changed, changed]);
    expect(await thing()).toEqual(changed);
  });

  it('stay prepared up to a limit', async () => {
    await using database = await createMigratedDatabase('postgres');
    await using store = openStore(database.url);
    const many = Array.from({ length: 400 }, (_, n) =>
      statement(
        (_db, { i }: { i: number }) => sql<object>`select ${sql.lit(n)}::bigint + ${i}::bigint as sum`,
      ),
    );
    for (const i of [0, 1]) {
      const answers = await Promise.all(many.map((select) => select(store.db, { i })));
      expect(answers).toEqual(many.map((_, n) => [{ sum: n + i }]));
    }
    const rows = await Promise.all(Array.from({ length: 40 }, (_, n) => backend(store.db, { n })));
    const counts = rows.flat().map(({ prepared }) => prepared);
    expect(Math.max(...counts)).toBeLessThanOrEqual(250);
    expect(Math.max(...counts)).toBeGreaterThan(100);
  });

  it('that run while the store closes get an answer or an error, and leave no connection', async () => {
    await using database = await createMigratedDatabase('postgres');
    const store = openStore(database.url);
    await echoMany(store, 100);
    const quick = Array.from({ length: 100 }, (_, n) => backend(store.db, { n }));
    const slow = sleepFor(store.db, { seconds: 20 });
    const outcomes = Promise.allSettled([...quick, slow]);
    const started = performance.now();
    await store[Symbol.asyncDispose]();
    expect(performance.now() - started).toBeLessThan(4_000);
    const settled = await outcomes;
    expect(settled.at(-1)).toMatchObject({ status: 'rejected' });
    const values = settled
      .slice(0, -1)
      .map((outcome, n) => (outcome.status === 'fulfilled' ? outcome.value : [{ n }]));
    expect(values).toMatchObject(quick.map((_, n) => [{ n }]));
    const left = () =>
      onServer(
        database,
        `select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
      );
    await expect.poll(left, { timeout: 3_000, interval: 50 }).toEqual([]);
    await expect(backend(store.db, { n: 1 })).rejects.toThrow('closed');
  });
});
