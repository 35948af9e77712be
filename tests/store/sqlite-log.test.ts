import { existsSync, statSync } from 'node:fs';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openStore } from '../../src/db/store.ts';
import { createMigratedDatabase } from '../support/engines.ts';

const megabyte = 1_000_000;

test('what was written in bulk is at its place once its writer is done, also where others have the store open', async () => {
  await using database = await createMigratedDatabase('sqlite');
  await using reader = openStore(database.url);
  await reader.db.selectFrom('article').select('id').execute();
  {
    await using store = openStore(database.url, { isBulk: true });
    await store.write((trx) => sql`create table filler as select zeroblob(5000000) as bytes`.execute(trx));
  }
  expect(statSync(database.url.replace(/^sqlite:/, '')).size).toBeGreaterThan(5 * megabyte);
});

test(
  'what is written in bulk goes from the log to its place beside the writer',
  { timeout: 30_000 },
  async () => {
    await using database = await createMigratedDatabase('sqlite');
    const file = database.url.replace(/^sqlite:/, '');
    const sizeOf = (path: string) => statSync(path).size / megabyte;
    {
      await using store = openStore(database.url, { isBulk: true });
      await store.write((trx) => sql`create table filler (bytes blob)`.execute(trx));
      for (let i = 0; i < 40; i++)
        await store.write((trx) => sql`insert into filler values (zeroblob(10000000))`.execute(trx));
      // Nobody writes any more: a thread does it.
      await expect.poll(() => sizeOf(file), { timeout: 20_000 }).toBeGreaterThan(250);
    }
    expect(existsSync(`${file}-wal`)).toBe(false);
    expect(sizeOf(file)).toBeGreaterThan(400);
    await using store = openStore(database.url);
    const count = sql<{
      rows: number;
      bytes: number;
    }>`select count(*) as rows, sum(length(bytes)) as bytes from filler`;
    expect((await count.execute(store.db)).rows).toEqual([{ rows: 40, bytes: 400 * megabyte }]);
  },
);
