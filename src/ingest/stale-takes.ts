import type { Db } from '../db/dialect.ts';
import type { SearchableBody } from '../detect/body-words.ts';
import { goOnSearching, saveTakeWords, searchForTitles, searchTexts } from '../reference/mention.writes.ts';
import { findNewestReference, relinkTakes, unlinkTake } from '../reference/relink.ts';
import { findTakesLinking } from '../take/take.writes.ts';
import { StaleTopics } from './stale-topics.ts';

/** The newest reference's id before the run. */
export type NewestBefore = (trx: Db) => Promise<number>;

/** Looks when it is first asked for. */
export function newestBeforeRun(): NewestBefore {
  let newest: number | undefined;
  return async (trx) => (newest ??= await findNewestReference(trx));
}

/**
 * Takes whose references may differ from what is stored, and what of topics may. Nothing that places a document depends on
 * references or on what texts mention, so both are brought up to date once for all documents of a transaction.
 */
export class StaleTakes {
  readonly #ids = new Set<number>();
  /** Those of them whose text is new, with it. */
  readonly #rewritten = new Map<number, SearchableBody>();
  readonly #newTitles = new Set<number>();
  readonly #linkedKeys = new Set<string>();
  readonly #topics = new StaleTopics();
  readonly #newestBefore: number;
  #added = 0;
  #putOff = 0;

  constructor(newestBefore: number) {
    this.#newestBefore = newestBefore;
  }

  /** How many references came, less those that came earlier in the run and are gone again. */
  get added(): number {
    return this.#added;
  }

  /** Titles that are yet to be looked for in most takes: see `goOnSearching`. */
  get putOff(): number {
    return this.#putOff;
  }

  add(ids: Iterable<number>): void {
    for (const id of ids) this.#ids.add(id);
  }

  /** Those that link one of these keys, with or without a fragment. */
  addLinking(keys: Iterable<string>): void {
    for (const key of keys) this.#linkedKeys.add(key);
  }

  addRewritten(id: number, body: SearchableBody): void {
    this.#ids.add(id);
    this.#rewritten.set(id, body);
  }

  /** Its takes or what documents say of its topics may be others now. */
  addArticle(id: number): void {
    this.#topics.add(id);
  }

  /** Titles that no text has been searched for yet; some may go again. */
  addTitles(ids: Iterable<number>): void {
    for (const id of ids) this.#newTitles.add(id);
  }

  /** Ends the references of a take that is about to go. */
  async unlink(trx: Db, id: number): Promise<void> {
    this.#ids.delete(id);
    this.#rewritten.delete(id);
    this.#removed(await unlinkTake(trx, id));
  }

  async relink(trx: Db): Promise<void> {
    await searchTexts(trx, this.#rewritten);
    const isRewritten = (takeId: number) => this.#rewritten.has(takeId);
    const { mentioning, putOff } = await searchForTitles(trx, [...this.#newTitles], isRewritten);
    this.add(mentioning);
    this.#putOff += putOff;
    this.add(await findTakesLinking(trx, [...this.#linkedKeys]));
    // Neighbours stand in the same pages.
    const ids = [...this.#ids].sort((a, b) => a - b);
    const { added, gone } = await relinkTakes(trx, ids, this.#rewritten);
    await this.#topics.settle(trx, this.#rewritten);
    await saveTakeWords(trx, this.#rewritten);
    this.#added += added;
    this.#removed(gone);
    this.#ids.clear();
    this.#rewritten.clear();
    this.#newTitles.clear();
    this.#linkedKeys.clear();
  }

  #removed(ids: readonly number[]): void {
    for (const id of ids) if (id > this.#newestBefore) this.#added--;
  }
}

/**
 * Goes on with a title that was put off, in a transaction of its own.
 *
 * @returns how many references were added, or null where no title is left
 */
export async function goOnWithTitle(trx: Db, newestBefore: NewestBefore): Promise<number | null> {
  const mentioning = await goOnSearching(trx);
  if (mentioning === null) return null;
  const staleTakes = new StaleTakes(await newestBefore(trx));
  staleTakes.add(mentioning);
  await staleTakes.relink(trx);
  return staleTakes.added;
}
