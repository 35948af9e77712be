import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { dialectOf, type Db } from '../../src/db/dialect.ts';
import { openStore } from '../../src/db/store.ts';
import { createMigratedDatabase } from '../support/engines.ts';
import { randomOf } from '../../tools/accept/random.ts';

/** Few words are in most takes and most in few. */
function vocabulary(random: () => number): () => number {
  const words = Array.from({ length: 4_000 }, () => Math.floor(random() * 2 ** 53));
  return () => words[Math.floor(words.length * random() ** 3)]!;
}

async function one(db: Db, query: string): Promise<number> {
  const { rows } = await sql<{ value: number }>`select (${sql.raw(query)}) as value`.execute(db);
  return rows[0]!.value;
}

it.each([1, 2, 3])(
  'takes are found by their words, whatever came, changed and went before: %i',
  { timeout: 60_000 },
  async (seed) => {
    const random = randomOf(seed);
    const below = (limit: number) => Math.floor(random() * limit);
    const word = vocabulary(random);
    const present = new Map<number, Set<number>>();
    await using database = await createMigratedDatabase('sqlite');
    await using store = openStore(database.url);
    const { saveTakeWords, findTakesWithWords } = dialectOf(store.db);
    for (let round = 0; round < 200; round++) {
      // Now and then many at once, as an ingest has them.
      const takes = Array.from({ length: round % 20 === 0 ? 200 : 1 + below(3) }, () => 1 + below(600));
      const words = new Map(
        takes.map((id) => [id, new Set(Array.from({ length: 1 + below(200) }, () => word()))]),
      );
      await store.write(async (trx) => {
        await saveTakeWords(trx, new Map(words.entries().map(([id, own]) => [id, Float64Array.from(own)])));
        for (const [id, own] of words) present.set(id, own);
        const gone = 1 + below(600);
        await sql`delete from take_words where take_id = ${gone}`.execute(trx);
        present.delete(gone);
      });
      const of = [...present.values()][below(present.size)]!;
      const hashes = [...of].slice(0, 1 + below(4));
      const wanted = [...present.keys()].filter((id) => hashes.every((hash) => present.get(id)!.has(hash)));
      const [all = [], none] = await findTakesWithWords(store.db, [hashes, [2 ** 53 - 1, word()]], {
        after: 0,
        limit: 1_000,
      });
      expect(none).toEqual([]);
      expect(all.filter((id) => wanted.includes(id))).toEqual(wanted.sort((a, b) => a - b));
      expect(all).toEqual(all.toSorted((a, b) => a - b));
      const [after, limit] = [below(600), below(20)];
      expect(await findTakesWithWords(store.db, [hashes], { after, limit })).toEqual([
        all.filter((id) => id > after).slice(0, limit),
      ]);
    }
    // What went before is forgotten in time.
    const kept = await one(store.db, 'select sum(postings) from take_words_segment');
    const live = present.values().reduce((sum, own) => sum + own.size, 0);
    expect(kept / live).toBeLessThan(2.5);
    expect(await one(store.db, 'select count(*) from take_words_segment')).toBeLessThan(30);
    expect(await dialectOf(store.db).checkIntegrity(store.db)).toEqual([]);
  },
);
