import { type Frame, hold, store } from './frame.ts';
import type { FieldPlan, ValuePlan } from './plan.ts';
import { gone, type Run } from './run.ts';

export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    ((typeof value === 'object' && value !== null) || typeof value === 'function') &&
    typeof (value as { then?: unknown }).then === 'function'
  );
}

/** What comes of a value that has arrived. @throws what is wrong with it */
type Go<Plan> = (
  value: unknown,
  run: Run,
  frame: Frame,
  key: string | number,
  field: FieldPlan,
  plan: Plan,
) => unknown;

/** Puts what comes of a value into its place once the value has arrived, and its request's turn has come. */
export function wait<Plan extends ValuePlan>(
  run: Run,
  frame: Frame,
  key: string | number,
  field: FieldPlan,
  plan: Plan,
  promised: PromiseLike<unknown>,
  go: Go<Plan>,
): void {
  hold(frame);
  const promise = promised instanceof Promise ? promised : Promise.resolve(promised);
  void promise.then(
    (value: unknown) => {
      // What was loaded for many at once goes on one by one.
      const isPaced = plan.kind !== 'leaf' && !run.forgets(frame);
      const paused = isPaced ? run.request.turn.pause() : null;
      if (paused) void paused.then(() => arrive(run, frame, key, field, plan, value, go));
      if (paused || run.forgets(frame)) ignoreRejections(value);
      else arrive(run, frame, key, field, plan, value, go);
    },
    (error: unknown) =>
      proceed(run, frame, () => {
        if (run.fail(frame, key, field, plan, error) !== gone) run.release(frame);
      }),
  );
}

/** As `proceed`, with a function less for each of very many values. */
function arrive<Plan extends ValuePlan>(
  run: Run,
  frame: Frame,
  key: string | number,
  field: FieldPlan,
  plan: Plan,
  value: unknown,
  go: Go<Plan>,
): void {
  if (run.forgets(frame)) return;
  try {
    let completed: unknown;
    try {
      completed = go(value, run, frame, key, field, plan);
    } catch (error) {
      completed = run.fail(frame, key, field, plan, error);
    }
    if (completed === gone) return;
    store(frame, key, completed);
    run.release(frame);
  } catch (fault) {
    run.giveUp(fault);
  }
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
