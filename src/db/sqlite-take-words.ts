import { sql } from 'kysely';
import type { Db } from './dialect.ts';
import { statement } from './statement.ts';

/*
 * The words of takes, which new titles are looked up by, in an FTS5 table of hashes.
 */

const selectTakesWithWords = statement(
  (_db, { query, after, limit }: { query: string; after: number; limit: number }) => sql<{ rowid: number }>`
    select rowid from take_words where take_words match ${query} and rowid > ${after} order by rowid limit ${limit}
  `,
);
const deleteTakeWords = statement(
  (_db, { takeId }: { takeId: number }) => sql<never>`delete from take_words where rowid = ${takeId}`,
);
const insertTakeWords = statement(
  (_db, { takeId, words }: { takeId: number; words: string }) =>
    sql<never>`insert into take_words (rowid, words) values (${takeId}, ${words})`,
);

/** See `Dialect`. */
export async function saveTakeWords(trx: Db, words: ReadonlyMap<number, Float64Array>): Promise<void> {
  for (const [takeId, hashes] of words) {
    frequencies.add(hashes);
    await deleteTakeWords(trx, { takeId });
    await insertTakeWords(trx, { takeId, words: hashTokens(hashes) });
  }
}

/** See `Dialect`. */
export async function findTakesWithWords(
  db: Db,
  hashes: readonly number[],
  slice: { after: number; limit: number },
): Promise<number[]> {
  const query = frequencies.tellingOf(hashes).map((hash) => `"${hashToken(hash)}"`);
  const found = await selectTakesWithWords(db, { query: query.join(' AND '), ...slice });
  return found.map((row) => row.rowid);
}

/**
 * An FTS5 token that no tokenizer divides: both halves of the hash with 36 for a base. Two integers are written much faster
 * than one beyond 32 bits.
 */
function hashToken(hash: number): string {
  return Math.floor(hash / 2 ** 32).toString(36) + (hash >>> 0).toString(36);
}

/** The tokens of many hashes, each with a space behind it. */
function hashTokens(hashes: Float64Array): string {
  const buffer = Buffer.allocUnsafe(hashes.length * longestToken);
  let end = 0;
  const write = (half: number) => {
    // What is left is small enough for the fast arithmetic of integers.
    const left = Math.floor(half / 36);
    let size = 1;
    for (let rest = left; rest > 0; rest = (rest / 36) | 0) size++;
    let i = (end += size);
    buffer[--i] = digits[half - left * 36]!;
    for (let rest = left; rest > 0; rest = (rest / 36) | 0) buffer[--i] = digits[rest % 36]!;
  };
  for (const hash of hashes) {
    write(Math.floor(hash / 2 ** 32));
    write(hash >>> 0);
    buffer[end++] = space;
  }
  return buffer.toString('latin1', 0, end);
}

const digits = Buffer.from('0123456789abcdefghijklmnopqrstuvwxyz');
const space = 32;
/** 21 bits take up to five digits, 32 up to seven. */
const longestToken = 13;

/**
 * In how many of the texts that this process stored words were, about: hashes that share a counter count together. FTS5
 * seeks each word in each of its segments, so that a title of many words is looked up by a few that tell it best.
 */
class WordFrequencies {
  readonly #counts = new Uint32Array(2 ** 16);
  #texts = 0;

  add(hashes: Float64Array): void {
    this.#texts++;
    for (const hash of hashes) this.#counts[hash & 0xffff]!++;
  }

  /** Of words that all have to be in a text those that few texts have; all while too few texts are known. */
  tellingOf(hashes: readonly number[]): readonly number[] {
    if (this.#texts < fewTexts || hashes.length <= 2) return hashes;
    const rarestFirst = hashes.toSorted((a, b) => this.#countOf(a) - this.#countOf(b));
    const common = rarestFirst.findIndex((hash) => this.#countOf(hash) * rare > this.#texts);
    return common === -1 || common >= 2 ? rarestFirst.slice(0, 2) : hashes;
  }

  #countOf(hash: number): number {
    return this.#counts[hash & 0xffff]!;
  }
}

const fewTexts = 500;
/** A word is rare that one text in so many has. */
const rare = 200;
const frequencies = new WordFrequencies();
