import { migrate, type MigrationStatus } from '../db/migrate.ts';
import type { Store } from '../db/store.ts';
import { indexAllQueued } from '../text-index/index-queued.ts';
import { saveDroppedWords } from './mention.writes.ts';

/** Brings a store to the schema of this program, and makes what a migration wants made anew of the texts. */
export async function prepareStore(store: Store): Promise<MigrationStatus> {
  const status = await migrate(store);
  await saveAllDroppedWords(store);
  await indexAllQueued(store);
  return status;
}

/** Titles to come are looked for in all takes again. */
export async function saveAllDroppedWords(store: Store): Promise<void> {
  while (await store.write(saveDroppedWords));
}
