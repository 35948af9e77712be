import DataLoader from 'dataloader';
import type { Context } from './context.ts';
import type { Db } from './db/dialect.ts';

/**
 * Gathers what one request asks of a type one by one and answers it with one call. Stands beside the type that
 * it loads; what it loaded lives as long as the request.
 *
 * @param load answers every key, in the order of the keys
 */
export function batched<Key extends string | number, Value>(
  load: (db: Db, keys: readonly Key[]) => Promise<readonly Value[]>,
): (context: Context, key: Key) => Promise<Value> {
  const loadWith = batchedByArgs<Key, null, Value>((db, keys) => load(db, keys));
  return (context, key) => loadWith(context, key, null);
}

/** The same for fields with arguments: those with equal arguments are answered together. */
export function batchedByArgs<Key extends string | number, Args, Value>(
  load: (db: Db, keys: readonly Key[], args: Args) => Promise<readonly Value[]>,
): (context: Context, key: Key, args: Args) => Promise<Value> {
  const loaders = new WeakMap<Context, Map<string, DataLoader<Key, Value>>>();
  return (context, key, args) => {
    let byArgs = loaders.get(context);
    if (!byArgs) loaders.set(context, (byArgs = new Map()));
    const argsKey = JSON.stringify(args);
    let loader = byArgs.get(argsKey);
    if (!loader) byArgs.set(argsKey, (loader = new DataLoader((keys) => load(context.db, keys, args))));
    return loader.load(key);
  };
}
