import type { Db } from '../db/dialect.ts';

/** Takes worked on at once, with their texts, links and references. */
const chunkSize = 50;

/** Ids from `first` to `last`. A list would have PostgreSQL read whole tables where it has no statistics yet. */
export interface TakeRange {
  first: number;
  last: number;
}

/** All takes that refer to something, a few at a time. */
export async function* referringTakes(db: Db): AsyncGenerator<TakeRange> {
  for (let after = 0; ;) {
    const rows = await db
      .selectFrom('cross_reference')
      .select('take_id')
      .distinct()
      .where('take_id', '>', after)
      .orderBy('take_id')
      .limit(chunkSize)
      .execute();
    const [first, last] = [rows[0]?.take_id, rows.at(-1)?.take_id];
    if (first === undefined || last === undefined) return;
    yield { first, last };
    after = last;
  }
}
