import { sql } from 'kysely';
import type { Db } from './dialect.ts';
import { addTakesIn, Postings, shortHash } from './postings.ts';
import { addSegment, goOnMerging, listSegments, rowOf, type Segment } from './sqlite-word-segments.ts';
import { statement, statementForEach } from './statement.ts';

/*
 * The words of takes, which new titles are looked up by.
 */

const upsertTakes = statementForEach(
  (_db, { takeId, segment }: { takeId: number; segment: number }) => sql<never>`
    insert into take_words (take_id, segment) values (${takeId}, ${segment})
    on conflict (take_id) do update set segment = excluded.segment
  `,
);
const selectWithoutWords = statement(
  (_db, { limit }: { limit: number }) =>
    sql<{
      take_id: number;
    }>`select take_id from take_words where segment is null order by take_id limit ${limit}`,
);
/** Rows of words that many takes have are left aside: there may be rarer ones. */
const selectRows = statement(
  (_db, { ids }: { ids: string }) => sql<{ id: number; length: number; postings: Uint8Array | null }>`
    select id, length(postings) as length, case when length(postings) <= 16384 then postings end as postings
    from take_words_postings where id in (select value from json_each(${ids}))
  `,
);
const selectLongRow = statement(
  (_db, { id }: { id: number }) =>
    sql<{ postings: Uint8Array }>`select postings from take_words_postings where id = ${id}`,
);

/** See `Dialect`. */
export async function saveTakeWords(trx: Db, words: ReadonlyMap<number, Float64Array>): Promise<void> {
  const postings = Postings.ofWords(words);
  const segment = await addSegment(trx, postings);
  await upsertTakes(
    trx,
    words
      .keys()
      .map((takeId) => ({ takeId, segment }))
      .toArray(),
  );
  await goOnMerging(trx, postings.count);
}

/** See `Dialect`. */
export async function takesWithoutWords(db: Db): Promise<number[]> {
  const rows = await selectWithoutWords(db, { limit: 200 });
  return rows.map((row) => row.take_id);
}

/** As many words tell a title well enough: to look closer at a take takes less than to read which takes have the others too. */
const tellingWords = 3;

/** See `Dialect`. */
export async function findTakesWithWords(
  db: Db,
  lists: readonly (readonly number[])[],
  { after, limit }: { after: number; limit: number },
): Promise<number[][]> {
  const segments = await listSegments(db);
  const found: number[][] = [];
  for (const hashes of lists) {
    const takes = await takesWithAll(db, segments, new Set(hashes.map(shortHash)));
    found.push(
      takes
        .filter((takeId) => takeId > after)
        .sort((a, b) => a - b)
        .slice(0, limit),
    );
  }
  return found;
}

/** Words that many takes have are read only if all are such. */
async function takesWithAll(
  db: Db,
  segments: readonly Segment[],
  hashes: ReadonlySet<number>,
): Promise<number[]> {
  let takes: Set<number> | null = null;
  let read = 0;
  let common: { hash: number; ids: number[]; length: number } | null = null;
  for (const hash of hashes) {
    const ids = segments.map((segment) => rowOf(segment, hash));
    const rows = await selectRows(db, { ids: JSON.stringify(ids) });
    const length = rows.reduce((sum, row) => sum + row.length, 0);
    if (rows.some(({ postings }) => postings === null)) {
      if (!common || length < common.length) common = { hash, ids: rows.map(({ id }) => id), length };
      continue;
    }
    const having = new Set<number>();
    for (const { postings } of rows) addTakesIn(postings!, hash, having);
    takes = takes ? takes.intersection(having) : having;
    if (takes.size === 0) return [];
    if (++read === tellingWords) break;
  }
  if (!takes && common) {
    takes = new Set();
    for (const id of common.ids)
      addTakesIn((await selectLongRow(db, { id }))[0]!.postings, common.hash, takes);
  }
  return [...(takes ?? [])];
}
