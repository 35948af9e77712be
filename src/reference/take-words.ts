import { AtCommit } from '../db/at-commit.ts';
import { type Db, dialectOf } from '../db/dialect.ts';

/**
 * By their ids the words of takes whose transaction is under way. Each engine writes its index of words much faster
 * for many takes at once: FTS5 writes what it has gathered at nearly every statement that follows in the transaction, as a
 * segment that others are merged with later.
 */
const newWords = new AtCommit(
  () => new Map<number, ReadonlySet<number>>(),
  (trx, words) => dialectOf(trx).saveTakeWords(trx, words),
);
const mostInMemory = 500;

/** Remembers the hashes of adjoining words that a take's prose holds. */
export async function saveTakeWords(trx: Db, takeId: number, hashes: readonly number[]): Promise<void> {
  const words = newWords.of(trx);
  words.set(takeId, new Set(hashes));
  if (words.size >= mostInMemory) await newWords.write(trx);
}

/** Takes whose prose holds all of these: a superset of those that hold the words in a row. */
export async function findTakesWithWords(db: Db, hashes: readonly number[]): Promise<number[]> {
  const takeIds = new Set(await dialectOf(db).findTakesWithWords(db, hashes));
  for (const [takeId, words] of newWords.peek(db) ?? [])
    if (hashes.every((hash) => words.has(hash))) takeIds.add(takeId);
  return [...takeIds];
}
