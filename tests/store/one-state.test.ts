import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Db } from '../../src/db/dialect.ts';
import { openStore, type Store } from '../../src/db/store.ts';
import { statement } from '../../src/db/statement.ts';
import { runInScope } from '../../src/db/statement-scope.ts';
import { createMigratedDatabase } from '../support/engines.ts';

const countPublishers = statement((db: Db, _values: object) =>
  db.selectFrom('publisher').select((eb) => eb.fn.countAll<number>().as('count')),
);

async function count(store: Store): Promise<number> {
  const [row] = await countPublishers(store.db, {});
  return row!.count;
}

async function addPublisher(store: Store, key: string): Promise<void> {
  await store.write((trx) =>
    trx
      .insertInto('publisher')
      .values({ uid: key, key, slug: key, name: key, name_key: key })
      .execute()
      .then(() => {}),
  );
}

function request<T>(work: () => Promise<T>): Promise<T> {
  return runInScope({ signal: new AbortController().signal, statements: 0 }, work);
}

it('a request on SQLite reads one state, and one that comes after a write reads what was written', async () => {
  await using database = await createMigratedDatabase('sqlite');
  await using store = openStore(database.url);
  await using other = openStore(database.url);

  await request(async () => {
    expect(await count(store)).toBe(0);
    await addPublisher(other, 'one');
    expect(await count(store)).toBe(0);
    expect(await request(() => count(store))).toBe(1);
    expect(await store.db.selectFrom('publisher').select('key').execute()).toHaveLength(1);
    await addPublisher(other, 'two');
    expect(await count(store)).toBe(1);
    // Its own writes it sees at once, and everything after a pause.
    await addPublisher(store, 'three');
    expect(await count(store)).toBe(3);
    await addPublisher(other, 'four');
    await nextTurn();
    expect(await count(store)).toBe(4);
  });
});

it('statements of no request read what is there', async () => {
  await using database = await createMigratedDatabase('sqlite');
  await using store = openStore(database.url);
  await using other = openStore(database.url);
  expect(await count(store)).toBe(0);
  await addPublisher(other, 'one');
  expect(await count(store)).toBe(1);
});
