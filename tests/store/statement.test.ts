import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { Condition } from '../../src/list/conditions.ts';
import { dialectOf } from '../../src/db/dialect.ts';
import { statement } from '../../src/db/statement.ts';
import { openStore, type Store } from '../../src/db/store.ts';
import { createMigratedDatabase, engines } from '../support/engines.ts';

async function insertTopics(store: Store, names: readonly string[]): Promise<void> {
  const topics = names.map((name) => ({ uid: name, key: name, slug: name, name }));
  await store.write((trx) => trx.insertInto('topic').values(topics).execute());
}

describe.each(engines)('a statement on %s', (engine) => {
  it('is made once for each form of its values, and of what it is given beside them', async () => {
    await using database = await createMigratedDatabase(engine);
    await using store = openStore(database.url);
    await insertTopics(store, ['a', 'b', 'c']);
    let made = 0;
    const select = statement(
      (
        db,
        values: { keys: readonly string[]; range: { least: string; most: string | null } },
        direction: 'asc' | 'desc',
        condition?: Condition,
      ) => {
        made++;
        let query = db
          .selectFrom('topic')
          .select('name')
          .where(dialectOf(db).among(sql`key`, values.keys))
          .where('key', '>=', values.range.least)
          .orderBy('key', direction);
        if (values.range.most !== null) query = query.where('key', '<=', values.range.most);
        return condition ? query.where(condition) : query;
      },
    );
    const names = async (
      ...args: Parameters<typeof select> extends [unknown, ...infer Rest] ? Rest : never
    ) => (await select(store.db, ...args)).map(({ name }) => name).join('');

    expect(await names({ keys: ['a', 'b'], range: { least: '', most: null } }, 'asc')).toBe('ab');
    expect(await names({ keys: ['c', 'b', 'a'], range: { least: 'b', most: null } }, 'asc')).toBe('bc');
    expect(await names({ keys: [], range: { least: 'b', most: null } }, 'asc')).toBe('');
    expect(made).toBe(1);
    // A list of one can be said in another way.
    expect(await names({ keys: ['b'], range: { least: '', most: null } }, 'asc')).toBe('b');
    expect(await names({ keys: ['c'], range: { least: '', most: null } }, 'asc')).toBe('c');
    expect(made).toBe(2);
    expect(await names({ keys: ['a', 'b', 'c'], range: { least: 'a', most: 'b' } }, 'asc')).toBe('ab');
    expect(await names({ keys: ['a', 'b', 'c'], range: { least: 'a', most: 'b' } }, 'desc')).toBe('ba');
    expect(made).toBe(4);
    const filter = sql<boolean>`key <> 'b'`;
    expect(await names({ keys: ['a', 'b', 'c'], range: { least: 'a', most: null } }, 'asc', filter)).toBe(
      'ac',
    );
    expect(await names({ keys: ['a', 'b', 'c'], range: { least: 'b', most: null } }, 'asc', filter)).toBe(
      'c',
    );
    expect(made).toBe(6);
  });

  it('sees in a transaction what that wrote, and outside of it what is committed', async () => {
    await using database = await createMigratedDatabase(engine);
    await using store = openStore(database.url);
    const select = statement((db, { key }: { key: string }) =>
      db.selectFrom('topic').select('name').where('key', '=', key),
    );
    await store.write(async (trx) => {
      await trx.insertInto('topic').values({ uid: 'a', key: 'a', slug: 'a', name: 'A' }).execute();
      expect(await select(trx, { key: 'a' })).toEqual([{ name: 'A' }]);
      expect(await select(store.db, { key: 'a' })).toEqual([]);
    });
    expect(await select(store.db, { key: 'a' })).toEqual([{ name: 'A' }]);
  });

  it('cannot say something that depends on its values', async () => {
    await using database = await createMigratedDatabase(engine);
    await using store = openStore(database.url);
    const select = statement((db, { keys }: { keys: readonly string[] }) =>
      db
        .selectFrom('topic')
        .select('name')
        .where('key', 'in', [...keys]),
    );
    expect(() => select(store.db, { keys: ['a'] })).toThrow('made without its values');
  });

  it.runIf(engine === 'postgres')('writes where what was prepared is gone from the connection', async () => {
    await using database = await createMigratedDatabase(engine);
    await using store = openStore(database.url);
    const rename = statement((db, { key, name }: { key: string; name: string }) =>
      db.updateTable('topic').set({ name }).where('key', '=', key),
    );
    await insertTopics(store, ['a']);
    await store.write((trx) => rename(trx, { key: 'a', name: 'b' }));
    // As a program between does that lends a connection to others.
    await store.write((trx) => sql`deallocate all`.execute(trx));
    await store.write((trx) => rename(trx, { key: 'a', name: 'c' }));
    await store.write((trx) => rename(trx, { key: 'a', name: 'd' }));
    const names = await store.db.selectFrom('topic').select('name').execute();
    expect(names).toEqual([{ name: 'd' }]);
  });

  it('is refused when the store is closed', async () => {
    await using database = await createMigratedDatabase(engine);
    const store = openStore(database.url);
    const select = statement((db, { key }: { key: string }) =>
      db.selectFrom('topic').select('name').where('key', '=', key),
    );
    expect(await select(store.db, { key: 'a' })).toEqual([]);
    await store[Symbol.asyncDispose]();
    await expect(select(store.db, { key: 'a' })).rejects.toThrow();
  });
});
