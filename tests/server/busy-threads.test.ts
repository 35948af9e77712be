import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { dialectOf } from '../../src/db/dialect.ts';
import { runInScope } from '../../src/db/statement-scope.ts';
import { createMigratedDatabase, type TestDatabase } from '../support/engines.ts';
import { openApp, type ServedApp } from './served-app.ts';

const search = '{ articles(where: { title: { contains: "system" } }) { totalCount } }';

let database: TestDatabase;
let served: ServedApp;
beforeEach(async () => {
  database = await createMigratedDatabase('sqlite');
  served = openApp(database.url);
  // Of a size from which scans run in threads.
  await served.store.write((trx) =>
    sql`create table filler as select zeroblob(9000000) as bytes`.execute(trx),
  );
});
afterEach(async () => {
  await served[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

/** Statements of one request that each keep a thread for a while: tens of millions of rows take seconds. */
function occupy(
  count: number,
  rows: number,
): { end(): void; outcomes: Promise<PromiseSettledResult<unknown>[]> } {
  const ending = new AbortController();
  const scope = { signal: ending.signal, statements: 0 };
  const { db } = served.store;
  const statement = sql<{ count: number }>`
    with recursive n(i) as (select 1 union all select i + 1 from n where i < ${rows})
    select count(*) as count from n where ${dialectOf(db).stillWanted(sql.ref('n.i'))}
  `;
  const running = Array.from({ length: count }, () => runInScope(scope, () => statement.execute(db)));
  return { end: () => ending.abort(new Error('too late')), outcomes: Promise.allSettled(running) };
}

test('a request for which there is no thread is told to come again, long before its deadline', async () => {
  const others = [occupy(1, 100_000_000), occupy(1, 100_000_000)];
  const started = performance.now();
  const refused = await served.ask(search);
  expect(performance.now() - started).toBeLessThan(3_000);
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
  expect(await refused.json()).toMatchObject({
    errors: [{ message: 'Too many requests search at the moment', extensions: { code: 'UNAVAILABLE' } }],
  });
  for (const other of others) {
    other.end();
    await other.outcomes;
  }
  expect((await served.ask(search)).status).toBe(200);
});

test('a request that searches much waits for itself, and keeps nobody else waiting', async () => {
  // A thread takes a while to start.
  await occupy(2, 1).outcomes;
  const much = occupy(16, 100_000);
  const order: string[] = [];
  const done = much.outcomes.then((outcomes) => {
    order.push('much');
    return outcomes.map(({ status }) => status);
  });
  const response = await served.ask(search);
  order.push('little');
  expect(response.status).toBe(200);
  expect(await done).toEqual(Array<string>(16).fill('fulfilled'));
  expect(order).toEqual(['little', 'much']);
});
