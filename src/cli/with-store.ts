import { asUnreachable, openStore, type Store, type StoreOptions } from '../db/store.ts';

/**
 * Opens the store, does the work and closes it.
 *
 * @throws UnreachableError where there is no database at that address, or no longer
 */
export async function withStore<T>(
  url: string,
  work: (store: Store) => Promise<T>,
  options: StoreOptions = {},
): Promise<T> {
  await using store = openStore(url, options);
  try {
    return await work(store);
  } catch (error) {
    throw asUnreachable(error, url);
  }
}
