import { migrate, type MigrationStatus } from '../db/migrate.ts';
import type { Store } from '../db/store.ts';
import { indexQueued } from './text-index.writes.ts';

/** Brings a store to the schema of this program, and indexes the texts for which a migration wants it. */
export async function prepareStore(store: Store): Promise<MigrationStatus> {
  const status = await migrate(store);
  await indexAllQueued(store);
  return status;
}

/** @param onProgress hears how many more are done */
export async function indexAllQueued(store: Store, onProgress?: (texts: number) => void): Promise<void> {
  for (;;) {
    const indexed = await store.write(indexQueued);
    if (indexed === 0) return;
    onProgress?.(indexed);
  }
}
