import type { Db } from '../db/dialect.ts';

/** Takes worked on at once, with their texts, links and references. */
const chunkSize = 50;

/** The ids of all takes that refer to something, a few at a time. */
export async function* referringTakes(db: Db): AsyncGenerator<number[]> {
  for (let after = 0; ;) {
    const rows = await db
      .selectFrom('cross_reference')
      .select('take_id')
      .distinct()
      .where('take_id', '>', after)
      .orderBy('take_id')
      .limit(chunkSize)
      .execute();
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map((row) => row.take_id);
    after = last.take_id;
  }
}
