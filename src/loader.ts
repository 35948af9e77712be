import DataLoader from 'dataloader';
import type { Context } from './context.ts';
import type { FieldNames } from './db/columns.ts';
import type { Db } from './db/dialect.ts';
import type { Turn } from './turns.ts';

/** Loads what one request asks for one by one with one call. What it loaded lives as long as the request. */
export interface Batched<Key, Value> {
  (context: Context, key: Key): Promise<Value>;
  /** Tells it what the request has at hand already. */
  prime(context: Context, key: Key, value: Value): void;
}

/**
 * Stands beside the type that it loads.
 *
 * @param load answers every key, in the order of the keys
 * @param maxBatchSize keys that one call gets; without it all there are
 */
export function batched<Key extends string | number, Value>(
  load: (db: Db, keys: readonly Key[], fields: FieldNames) => Promise<readonly Value[]>,
  maxBatchSize = Infinity,
): Batched<Key, Value> {
  const loaderOf = loadersByContext<Key, [FieldNames], Value>(load, maxBatchSize);
  return Object.assign((context: Context, key: Key) => loaderOf(context, [context.fields]).load(key), {
    prime: (context: Context, key: Key, value: Value) =>
      void loaderOf(context, [context.fields]).prime(key, value),
  });
}

/** The same for fields with arguments: those with equal arguments are answered together. */
export function batchedByArgs<Key extends string | number, Args extends Arg[], Value>(
  load: (db: Db, keys: readonly Key[], ...args: Args) => Promise<readonly Value[]>,
  maxBatchSize = Infinity,
): (context: Context, key: Key, ...args: Args) => Promise<Value> {
  const loaderOf = loadersByContext(load, maxBatchSize);
  return (context, key, ...args) => loaderOf(context, args).load(key);
}

/** Objects as a field's arguments come: nobody changes them. */
type Arg = string | number | object | null | undefined;

function loadersByContext<Key extends string | number, Args extends Arg[], Value>(
  load: (db: Db, keys: readonly Key[], ...args: Args) => Promise<readonly Value[]>,
  maxBatchSize = Infinity,
): (context: Context, args: Args) => DataLoader<Key, Value> {
  const byContext = new WeakMap<Context, Map<string, DataLoader<Key, Value>>>();
  return (context, args) => {
    let byArgs = byContext.get(context);
    if (!byArgs) byContext.set(context, (byArgs = new Map<string, DataLoader<Key, Value>>()));
    const argsKey = args.map(textOf).join();
    let loader = byArgs.get(argsKey);
    if (!loader) {
      loader = new DataLoader((keys) => load(context.db, keys, ...args), {
        maxBatchSize,
        batchScheduleFn: (dispatch) => schedule(context.turn, dispatch),
      });
      byArgs.set(argsKey, loader);
    }
    return loader;
  };
}

const texts = new WeakMap<object, string>();

/** A field has the same object of arguments for all objects of a list: it is written out once. */
function textOf(arg: Arg): string {
  if (typeof arg !== 'object' || arg === null) return JSON.stringify(arg) ?? '';
  let text = texts.get(arg);
  if (text === undefined) texts.set(arg, (text = JSON.stringify(arg)));
  return text;
}

/** Once all has been asked for that can be without waiting, also what the request has paused. */
function schedule(turn: Turn, dispatch: () => void): void {
  // As DataLoader itself does it: after all promises that are settled by then.
  void Promise.resolve().then(() =>
    process.nextTick(() => {
      if (turn.isPaused()) turn.whenGoing(() => process.nextTick(dispatch));
      else dispatch();
    }),
  );
}
