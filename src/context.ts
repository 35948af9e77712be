import type { Config } from './config.ts';
import type { FieldNames } from './db/columns.ts';
import type { Db } from './db/dialect.ts';
import type { Store } from './db/store.ts';
import { parseWebUrl, urlKeys } from './identity/url-key.ts';
import type { TextBudget } from './text-budget.ts';
import type { Turn } from './turns.ts';

/** The publication itself, as its operator describes it. */
export interface Publication {
  name: string;
  url: string | null;
  /** Match key of its address: what lies at or below it is its own. */
  key: string | null;
}

/** What a resolver gets. There is one for each request. */
export interface Context {
  /** The reading connection. */
  db: Db;
  publication: Publication;
  /** Those of the operation: what they do not need is not read. */
  fields: FieldNames;
  budget: TextBudget;
  turn: Turn;
  /**
   * What a request makes for itself, as its loaders. Not in a WeakMap by the context: V8 takes the values of those for alive
   * until it looks through all that is old, and all that a request has loaded would become old.
   */
  own: Map<symbol, unknown>;
}

/** What belongs to the request. */
export type RequestShare = Pick<Context, 'budget' | 'turn'>;

export function createContext(
  store: Store,
  publication: Publication,
  fields: FieldNames,
  { budget, turn }: RequestShare,
): Context {
  return { db: store.db, publication, fields, budget, turn, own: new Map() };
}

export function publicationOf(config: Pick<Config, 'publicationName' | 'publicationUrl'>): Publication {
  const { publicationName: name, publicationUrl: url } = config;
  const address = url === null ? null : parseWebUrl(url);
  return { name, url, key: address && urlKeys(address).page };
}
