import { sql } from 'kysely';
import type { Db } from './dialect.ts';
import { statement } from './statement.ts';

/*
 * The words of whole texts, as tsvectors.
 */

/** Beyond it PostgreSQL knows no places. */
const lastPosition = 16_383;
const mostPositions = 255;
/** Stands in the index of a text of which not all words do; no word is like it. */
const anyWord = '*';
/** PostgreSQL refuses a text of more than 1 MB of words and places. */
const mostBytes = 1_000_000;
/** About what a word takes besides its letters. */
const bytesPerWord = 8;

const upsertTexts = statement(
  (_db, { takeIds, vectors }: { takeIds: readonly number[]; vectors: readonly string[] }) => sql<never>`
    insert into take_text (take_id, tokens)
    select stated.take_id, stated.vector::tsvector
    from unnest(${takeIds}::bigint[], ${vectors}::text[]) as stated(take_id, vector)
    on conflict (take_id) do update set tokens = excluded.tokens
  `,
);

/** All words of one of the names, wherever they stand: to look at places each text would have to be read. */
const selectTakes = statement(
  (_db, { query, after, limit }: { query: string; after: number; limit: number }) => sql<{ take_id: number }>`
    with found as materialized (select take_id from take_text where tokens @@ ${query}::tsquery)
    select take_id from found where take_id > ${after} order by take_id limit ${limit}
  `,
);

/** See `Dialect`. */
export async function saveTakeTexts(trx: Db, texts: ReadonlyMap<number, readonly string[]>): Promise<void> {
  const vectors = texts.values().map(textVector);
  await upsertTexts(trx, { takeIds: [...texts.keys()], vectors: [...vectors] });
}

/** See `Dialect`. */
export async function findTakesWithNames(
  db: Db,
  names: readonly (readonly string[])[],
  slice: { after: number; limit: number },
): Promise<number[]> {
  const wanted = names.map((tokens) => `(${tokens.map((token) => `'${token}'`).join(' & ')})`);
  const found = await selectTakes(db, { query: [...wanted, `'${anyWord}'`].join(' | '), ...slice });
  return found.map((row) => row.take_id);
}

/**
 * A tsvector as text. Words consist of letters, digits and marks, so that nothing has to be escaped. Where not all have room, words
 * go before places, and the text counts as one that has every word: what is found is compared anyway.
 */
export function textVector(tokens: readonly string[]): string {
  const positions = new Map<string, number[]>();
  let bytes = 0;
  for (const token of tokens) {
    if (positions.has(token)) continue;
    bytes += Buffer.byteLength(token) + bytesPerWord;
    if (bytes > mostBytes) positions.set(anyWord, []);
    if (bytes > mostBytes) break;
    positions.set(token, []);
  }
  for (const [i, token] of tokens.slice(0, lastPosition).entries()) {
    const known = positions.get(token);
    if (!known || known.length === mostPositions || bytes + 2 > mostBytes) continue;
    known.push(i + 1);
    bytes += 2;
  }
  return [...positions]
    .map(([token, places]) => (places.length === 0 ? `'${token}'` : `'${token}':${places.join(',')}`))
    .join(' ');
}
