import { sql } from 'kysely';
import type { Db } from './dialect.ts';
import { Postings, shortHash, takesIn } from './postings.ts';
import { addSegment, goOnMerging, listSegments, rowOf } from './sqlite-word-segments.ts';
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

/**
 * As many words tell a title well enough. The others are common, and to read which takes have them takes longer than to look
 * closer at some that have not.
 */
const tellingWords = 3;

/** See `Dialect`. */
export async function findTakesWithWords(
  db: Db,
  hashes: readonly number[],
  { after, limit }: { after: number; limit: number },
): Promise<number[]> {
  const segments = await listSegments(db);
  const words = [...new Set(hashes.map(shortHash))].map((hash) => ({
    hash,
    ids: segments.map((segment) => rowOf(segment, hash)),
  }));
  const rows = await selectRows(db, { ids: JSON.stringify(words.flatMap(({ ids }) => ids)) });
  const rowById = new Map(rows.map((row) => [row.id, row]));
  const rarestFirst = words
    .map(({ hash, ids }) => {
      const own = ids.flatMap((id) => rowById.get(id) ?? []);
      return { hash, rows: own, length: own.reduce((sum, row) => sum + row.length, 0) };
    })
    .sort((a, b) => a.length - b.length);
  let takes: Set<number> | null = null;
  for (const { hash, rows } of rarestFirst.slice(0, tellingWords)) {
    const having = new Set<number>();
    for (const { id, postings } of rows) {
      const read = postings ?? (await selectLongRow(db, { id }))[0]!.postings;
      for (const takeId of takesIn(read, hash)) if (takeId > after) having.add(takeId);
    }
    takes = takes ? takes.intersection(having) : having;
    if (takes.size === 0) return [];
  }
  return [...(takes ?? [])].sort((a, b) => a - b).slice(0, limit);
}
