import { GraphQLError, locatedError } from 'graphql';
import { type Frame, hold, pathTo } from './frame.ts';
import type { ListPlan } from './plan.ts';
import type { Run } from './run.ts';
import { ignoreRejections, proceed } from './wait.ts';

/** Puts an item into its place. Returns whether the list is still there. */
type Put = (index: number, item: unknown) => boolean;

/**
 * Works out the items of a list. Where they have fields, it is interrupted when the request's turn is over.
 *
 * @throws GraphQLError where the value is no list
 */
export function fillList(run: Run, list: Frame, { item }: ListPlan, values: unknown, put: Put): void {
  if (Array.isArray(values)) return fillFromArray(run, list, item.kind !== 'leaf', values, 0, put);
  if (typeof values === 'object' && values !== null) {
    if (isAsyncIterable(values)) {
      hold(list);
      return void fillFromAsync(run, list, values, put);
    }
    if (isIterable(values)) return fillFromIterator(run, list, values, put);
  }
  const { parentType, definition } = list.field!;
  throw new GraphQLError(
    `Expected Iterable, but did not find one for field "${parentType.name}.${definition.name}".`,
  );
}

function fillFromArray(
  run: Run,
  list: Frame,
  isPaced: boolean,
  items: readonly unknown[],
  from: number,
  put: Put,
): void {
  for (let i = from; i < items.length; i++) {
    const paused = isPaced ? run.request.turn.pause() : null;
    if (paused) {
      if (from === 0) ignoreRejections(items);
      hold(list);
      return void paused.then(() =>
        proceed(run, list, () => {
          // One at least, so that it ends where each turn is over as it begins.
          if (!put(i, items[i])) return;
          fillFromArray(run, list, isPaced, items, i + 1, put);
          if (!list.isNull) run.release(list);
        }),
      );
    }
    if (!put(i, items[i])) return ignoreRejections(items.slice(i + 1));
  }
}

function fillFromIterator(run: Run, list: Frame, items: Iterable<unknown>, put: Put): void {
  const iterator = items[Symbol.iterator]();
  let index = 0;
  try {
    for (let step = iterator.next(); !step.done; step = iterator.next()) {
      if (!put(index++, step.value)) break;
    }
    // What is left of it may hold promises.
    if (list.isNull) ignoreRejections([...{ [Symbol.iterator]: () => iterator }]);
  } catch (error) {
    if (!list.isNull) failWhole(run, list, error);
  }
}

async function fillFromAsync(run: Run, list: Frame, items: AsyncIterable<unknown>, put: Put): Promise<void> {
  let iterator: AsyncIterator<unknown> | undefined;
  try {
    iterator = items[Symbol.asyncIterator]();
    for (let index = 0; ; index++) {
      const step = await iterator.next();
      if (run.forgets(list)) break;
      if (step.done) return run.release(list);
      if (!put(index, step.value)) break;
    }
    await iterator.return?.();
  } catch (error) {
    proceed(run, list, () => failWhole(run, list, error));
  }
}

function failWhole(run: Run, list: Frame, error: unknown): void {
  run.makeNull(list, locatedError(error, list.field!.nodes, pathTo(list.parent!, list.key)));
}

function isIterable(value: object): value is Iterable<unknown> {
  return typeof (value as { [Symbol.iterator]?: unknown })[Symbol.iterator] === 'function';
}

function isAsyncIterable(value: object): value is AsyncIterable<unknown> {
  return typeof (value as { [Symbol.asyncIterator]?: unknown })[Symbol.asyncIterator] === 'function';
}
