import { dialectOf } from '../db/dialect.ts';
import { countRows } from '../db/count.ts';
import type { Store } from '../db/store.ts';
import { deleteUnknownTerms, recountTerms } from './article-term.writes.ts';
import { indexAllQueued } from './index-queued.ts';
import { queueAllTexts } from './text-index.writes.ts';

/**
 * Indexes all texts anew, and the words by which articles are compared, a part at a time, while others read and write: what is in the index is found meanwhile. Only where the
 * engine finds the index itself broken it is emptied first. One that is ended half-way is gone on with by the next start.
 *
 * @param onProgress hears how many are done, of how many
 */
export async function reindex(store: Store, onProgress: (done: number, all: number) => void): Promise<void> {
  const faults = await store.write((trx) => dialectOf(trx).checkIntegrity(trx));
  await store.write(async (trx) => {
    if (faults.some((line) => line.includes('text_index'))) await dialectOf(trx).emptyTexts(trx);
    if (faults.some((line) => line.includes('take_words'))) await dialectOf(trx).emptyTakeWords?.(trx);
    await deleteUnknownTerms(trx);
    await queueAllTexts(trx);
  });
  const all = await countRows(store.db, 'text_queue');
  let done = 0;
  await indexAllQueued(store, (texts) => onProgress((done += texts), all));
  await store.write(recountTerms);
}
