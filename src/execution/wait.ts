import { type Frame, hold, store } from './frame.ts';
import type { FieldPlan, ValuePlan } from './plan.ts';
import { gone, type Run } from './run.ts';

export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    ((typeof value === 'object' && value !== null) || typeof value === 'function') &&
    typeof (value as { then?: unknown }).then === 'function'
  );
}

/**
 * Puts what comes of a value into its place once the value has arrived, and its request's turn has come.
 *
 * @param go what comes of it. @throws what is wrong with it
 */
export function wait(
  run: Run,
  frame: Frame,
  key: string | number,
  field: FieldPlan,
  plan: ValuePlan,
  promised: PromiseLike<unknown>,
  go: (value: unknown) => unknown,
): void {
  hold(frame);
  const finish = (value: unknown) =>
    proceed(run, frame, () => {
      let completed: unknown;
      try {
        completed = go(value);
      } catch (error) {
        completed = run.fail(frame, key, field, plan, error);
      }
      if (completed === gone) return;
      store(frame, key, completed);
      run.release(frame);
    });
  const promise = promised instanceof Promise ? promised : Promise.resolve(promised);
  void promise.then(
    (value: unknown) => {
      if (plan.kind === 'leaf') return finish(value);
      // What was loaded for many at once goes on one by one.
      const paused = run.forgets(frame) ? null : run.request.turn.pause();
      if (paused) void paused.then(() => finish(value));
      if (paused || run.forgets(frame)) ignoreRejections(value);
      else finish(value);
    },
    (error: unknown) =>
      proceed(run, frame, () => {
        if (run.fail(frame, key, field, plan, error) !== gone) run.release(frame);
      }),
  );
}

/** Goes on with a frame, unless it is of no use any more. Nobody hears what is thrown here: it ends the run. */
export function proceed(run: Run, frame: Frame, go: () => void): void {
  if (run.forgets(frame)) return;
  try {
    go();
  } catch (fault) {
    run.giveUp(fault);
  }
}

/** Promises in a list that nobody waits for yet, or ever, may reject all the same. */
export function ignoreRejections(values: unknown): void {
  // Others make their items when they are asked for them.
  if (!Array.isArray(values) && !(values instanceof Set)) return;
  for (const value of values as Iterable<unknown>) {
    if (isThenable(value)) void Promise.resolve(value).catch(() => {});
    else ignoreRejections(value);
  }
}
