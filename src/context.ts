import type { Db } from './db/dialect.ts';
import type { Store } from './db/store.ts';

/** What a resolver gets. There is one for each request: loaders hang on it by WeakMap and end with it. */
export interface Context {
  /** The reading connection. */
  db: Db;
}

export function createContext(store: Store): Context {
  return { db: store.db };
}
