import { migrate, migrationStatus } from '../db/migrate.ts';
import { isMissing, type Store } from '../db/store.ts';
import { UsageError } from '../program-errors.ts';
import { withStore } from './with-store.ts';

/**
 * Does work that stores nothing in the end, and leaves the database as it is: where there is none, or one without a
 * schema, a new store in memory stands in for it.
 *
 * @param purpose what it is for, in an error
 * @throws UsageError where the store has documents and migrations are pending
 */
export async function withRehearsalStore<T>(
  url: string,
  purpose: string,
  work: (store: Store) => Promise<T>,
): Promise<T> {
  const find = (store: Store) => findSchema(store, purpose);
  const hasSchema = !isMissing(url) && (await withStore(url, find, { mustExist: true }));
  if (hasSchema) return withStore(url, work, { mustExist: true });
  return withStore('sqlite::memory:', async (store) => {
    await migrate(store);
    return work(store);
  });
}

async function findSchema(store: Store, purpose: string): Promise<boolean> {
  const { version, pending } = await migrationStatus(store);
  if (version > 0 && pending.length > 0) {
    throw new UsageError(`Migrations are pending: ${pending.join(', ')}. Run ibid migrate before ${purpose}`);
  }
  return version > 0;
}
