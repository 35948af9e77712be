import { chunksByLength } from '../db/batch.ts';
import type { Db } from '../db/dialect.ts';
import { findArticlesOfTakes } from '../take/take.writes.ts';
import {
  goOnWithTakes,
  goOnWithTopic,
  type NewText,
  searchForTopics,
  searchTakesForTopics,
} from '../reference/take-topic.writes.ts';
import { settleKeywords } from '../topic/keyword.writes.ts';
import { renamedTopics } from '../topic/topic.writes.ts';

/** How much is searched at once, in texts and in UTF-16 code units: bounds memory. */
const mostAtOnce = { items: 50, length: 500_000 };

/** Articles whose topics may differ from what is stored. */
export class StaleTopics {
  readonly #articles = new Set<number>();

  add(articleId: number): void {
    this.#articles.add(articleId);
  }

  /**
   * Finds out which topics texts name: the renamed topics in all takes, all topics in the new texts. The articles of these
   * have been added.
   */
  async settle(trx: Db, newTexts: ReadonlyMap<number, Omit<NewText, 'takeId'>>): Promise<void> {
    const renamed = renamedTopics.take(trx) ?? new Set<number>();
    const takeIds = await searchTakesForTopics(trx, [...renamed], (takeId) => newTexts.has(takeId));
    for (const articleId of await findArticlesOfTakes(trx, takeIds)) this.add(articleId);
    const texts = [...newTexts].map(([takeId, { text, words }]) => ({ takeId, text, words }));
    for (const chunk of chunksByLength(texts, ({ text }) => text.length, mostAtOnce))
      await searchForTopics(trx, chunk);
    await settleKeywords(trx, [...this.#articles]);
    this.#articles.clear();
  }
}

/**
 * Goes on with what was put off: takes that are not in the index of whole texts yet, then topics that were looked for in a part of
 * the takes. In a transaction of its own.
 *
 * @returns whether there was anything
 */
export async function goOnWithTopics(trx: Db): Promise<boolean> {
  const takeIds = (await goOnWithTakes(trx)) ?? (await goOnWithTopic(trx));
  if (takeIds === null) return false;
  await settleKeywords(trx, await findArticlesOfTakes(trx, takeIds));
  return true;
}
