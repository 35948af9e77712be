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
  const loaderOf = perRequest((context) =>
    loaderFor(context, (keys: readonly Key[]) => load(context.db, keys, context.fields), maxBatchSize),
  );
  return Object.assign((context: Context, key: Key) => loaderOf(context).load(key), {
    prime: (context: Context, key: Key, value: Value) => void loaderOf(context).prime(key, value),
  });
}

/** The same for fields with arguments: those with equal arguments are answered together. */
export function batchedByArgs<Key extends string | number, Args extends Arg[], Value>(
  load: (db: Db, keys: readonly Key[], ...args: Args) => Promise<readonly Value[]>,
  maxBatchSize = Infinity,
): (context: Context, key: Key, ...args: Args) => Promise<Value> {
  const loadersOf = perRequest((): LoaderWithArgs<Key, Args, Value>[] => []);
  return (context, key, ...args) => {
    const known = loadersOf(context);
    // A field has the same arguments, to the object, for all objects of a list.
    let found = known.find((one) => one.args.every((arg, i) => arg === args[i]));
    if (!found) {
      const text = JSON.stringify(args);
      const equal = known.find((one) => one.text === text);
      const loader =
        equal?.loader ?? loaderFor(context, (keys) => load(context.db, keys, ...args), maxBatchSize);
      known.push((found = { args, text, loader }));
    }
    return found.loader.load(key);
  };
}

/** As a field's arguments come: nobody changes them. */
type Arg = string | number | object | null | undefined;

interface LoaderWithArgs<Key, Args, Value> {
  args: Args;
  text: string;
  loader: DataLoader<Key, Value>;
}

/** What a request has one of, made when it first needs it. */
function perRequest<T>(make: (context: Context) => T): (context: Context) => T {
  const name = Symbol('per request');
  return (context) => {
    const { own } = context;
    const known = own.get(name) as T | undefined;
    if (known !== undefined) return known;
    const made = make(context);
    own.set(name, made);
    return made;
  };
}

function loaderFor<Key, Value>(
  context: Context,
  load: (keys: readonly Key[]) => Promise<readonly Value[]>,
  maxBatchSize: number,
): DataLoader<Key, Value> {
  return new DataLoader(load, {
    maxBatchSize,
    batchScheduleFn: (dispatch) => schedule(context.turn, dispatch),
  });
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
