import { sql } from 'kysely';
import type { Db } from './dialect.ts';
import { statement } from './statement.ts';

/*
 * The words of whole texts, as tsvectors.
 */

/** Beyond it PostgreSQL knows no places. */
const lastPosition = 16_383;
const mostPositions = 255;
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
  const query = names.map((tokens) => `(${tokens.map((token) => `'${token}'`).join(' & ')})`).join(' | ');
  const found = await selectTakes(db, { query, ...slice });
  return found.map((row) => row.take_id);
}

/**
 * A tsvector as text. Words consist of letters, digits and marks, so that nothing has to be escaped. What is too much is left out.
 */
export function textVector(tokens: readonly string[]): string {
  const positions = new Map<string, number[]>();
  let bytes = 0;
  for (const [i, token] of tokens.entries()) {
    const position = Math.min(i + 1, lastPosition);
    const known = positions.get(token);
    if (known) {
      if (known.length === mostPositions || known.at(-1) === lastPosition || bytes + 2 > mostBytes) continue;
      known.push(position);
      bytes += 2;
    } else {
      const more = Buffer.byteLength(token) + bytesPerWord;
      if (bytes + more > mostBytes) continue;
      positions.set(token, [position]);
      bytes += more;
    }
  }
  return [...positions].map(([token, places]) => `'${token}':${places.join(',')}`).join(' ');
}
