import { asUnreachable, openStore, type Store } from '../db/store.ts';

/**
 * Opens the store, does the work and closes it.
 *
 * @throws UnreachableError where there is no database at that address, or no longer
 */
export async function withStore<T>(url: string, work: (store: Store) => Promise<T>): Promise<T> {
  await using store = openStore(url);
  try {
    return await work(store);
  } catch (error) {
    throw asUnreachable(error, url);
  }
}
