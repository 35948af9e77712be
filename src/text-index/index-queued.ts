import type { Store } from '../db/store.ts';
import { indexQueued } from './text-index.writes.ts';

/** @param onProgress hears how many more are done */
export async function indexAllQueued(store: Store, onProgress?: (texts: number) => void): Promise<void> {
  for (;;) {
    const indexed = await store.write(indexQueued);
    if (indexed === 0) return;
    onProgress?.(indexed);
  }
}
