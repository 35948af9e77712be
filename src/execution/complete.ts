import { defaultTypeResolver, type GraphQLObjectType } from 'graphql';
import { completeLeaf } from './complete-leaf.ts';
import { fillList } from './fill-list.ts';
import { Frame, hold, store } from './frame.ts';
import type { CompositePlan, FieldPlan, ListPlan, ObjectPlan, ValuePlan } from './plan.ts';
import { ResolveInfo } from './resolve-info.ts';
import { gone, objectFor, type Run } from './run.ts';
import { notOfType, runtimeType } from './runtime-type.ts';
import { isThenable, proceed, wait } from './wait.ts';

/** Works out the fields at the top in their order, each in the request's turn. */
export function fillRoot(run: Run, plan: ObjectPlan): void {
  run.request.budget.count(plan.nameLength);
  fillRootFrom(run, plan, 0);
}

function fillRootFrom(run: Run, plan: ObjectPlan, from: number): void {
  const { root } = run;
  const { turn, rootValue } = run.request;
  for (let i = from; i < plan.fields.length; i++) {
    const field = plan.fields[i]!;
    const paused = field.typename === null ? turn.pause() : null;
    if (paused) {
      hold(root);
      return void paused.then(() =>
        proceed(run, root, () => {
          if (!fillField(run, field, rootValue, root)) return;
          fillRootFrom(run, plan, i + 1);
          if (!root.isNull) run.release(root);
        }),
      );
    }
    if (!fillField(run, field, rootValue, root)) return;
  }
}

function fillObject(run: Run, plan: ObjectPlan, source: unknown, frame: Frame): void {
  run.request.budget.count(plan.nameLength);
  for (const field of plan.fields) if (!fillField(run, field, source, frame)) return;
}

/** Returns whether the object is still there. */
function fillField(run: Run, field: FieldPlan, source: unknown, frame: Frame): boolean {
  const { key, typename } = field;
  if (typename !== null) {
    store(frame, key, typename);
    return true;
  }
  let value: unknown;
  try {
    value = resolve(run, field, source, frame);
  } catch (error) {
    if (run.fail(frame, key, field, field.value, error) === gone) return false;
    store(frame, key, null);
    return true;
  }
  return put(run, frame, key, field, field.value, value);
}

/** @throws what the resolver throws, or what is wrong with the arguments */
function resolve(run: Run, field: FieldPlan, source: unknown, frame: Frame): unknown {
  const args = run.argsOf(field);
  const { context } = run.request;
  if (field.resolve) return field.resolve(source, args, context, new ResolveInfo(run, field, frame));
  if ((typeof source !== 'object' || source === null) && typeof source !== 'function') return undefined;
  const { name } = field.definition;
  const value = (source as Record<string, unknown>)[name];
  return typeof value === 'function'
    ? value.call(source, args, context, new ResolveInfo(run, field, frame))
    : value;
}

/** Puts a value into its place in a frame, now or when it has arrived. Returns whether the frame is still there. */
function put(
  run: Run,
  frame: Frame,
  key: string | number,
  field: FieldPlan,
  plan: ValuePlan,
  value: unknown,
): boolean {
  if (isThenable(value)) {
    // Its place among the others is kept.
    store(frame, key, null);
    wait(run, frame, key, field, plan, value, complete);
    return true;
  }
  const completed = complete(value, run, frame, key, field, plan);
  if (completed === gone) return false;
  store(frame, key, completed);
  return true;
}

/** What stands in the answer for a value; of an object or a list what is there so far. */
function complete(
  value: unknown,
  run: Run,
  frame: Frame,
  key: string | number,
  field: FieldPlan,
  plan: ValuePlan,
): unknown {
  if (value == null) return plan.isNonNull ? run.fail(frame, key, field, plan, missing(field)) : null;
  if (value instanceof Error) return run.fail(frame, key, field, plan, value);
  try {
    if (plan.kind === 'leaf') {
      const completed = completeLeaf(plan, value);
      if (typeof completed === 'string') run.request.budget.count(completed.length);
      return completed;
    }
    if (plan.kind === 'list') return completeList(run, frame, key, field, plan, value);
    return plan.objectType
      ? completeObject(run, frame, key, field, plan, value, plan.objectType)
      : completeAbstract(run, frame, key, field, plan, value);
  } catch (error) {
    return run.fail(frame, key, field, plan, error);
  }
}

function missing({ parentType, definition }: FieldPlan): Error {
  return new Error(`Cannot return null for non-nullable field ${parentType.name}.${definition.name}.`);
}

function completeList(
  run: Run,
  frame: Frame,
  key: string | number,
  field: FieldPlan,
  plan: ListPlan,
  value: unknown,
): unknown {
  const list = new Frame(frame, key, field, !plan.isNonNull, []);
  fillList(run, list, plan, value, (index, item) => put(run, list, index, field, plan.item, item));
  return standing(list);
}

function standing(frame: Frame): unknown {
  if (!frame.isNull) return frame.result;
  return frame.mayBeNull ? null : gone;
}

/** @throws where the value is none of the type */
function completeObject(
  run: Run,
  frame: Frame,
  key: string | number,
  field: FieldPlan,
  plan: CompositePlan,
  value: unknown,
  type: GraphQLObjectType,
): unknown {
  if (!type.isTypeOf) return completeFields(run, frame, key, field, plan, value, type);
  const answer = type.isTypeOf(value, run.request.context, new ResolveInfo(run, field, frame));
  const go = (isOne: unknown) => {
    if (isOne) return completeFields(run, frame, key, field, plan, value, type);
    throw notOfType(type, value, field);
  };
  if (!isThenable(answer)) return go(answer);
  wait(run, frame, key, field, plan, answer, go);
  return null;
}

function completeFields(
  run: Run,
  frame: Frame,
  key: string | number,
  field: FieldPlan,
  plan: CompositePlan,
  source: unknown,
  type: GraphQLObjectType,
): unknown {
  const selections = field.latest?.type === type ? field.latest : run.compiler.selections(field, type);
  const object = new Frame(frame, key, field, !plan.isNonNull, objectFor(selections));
  fillObject(run, selections, source, object);
  return standing(object);
}

/** @throws where the value is of none of its types */
function completeAbstract(
  run: Run,
  frame: Frame,
  key: string | number,
  field: FieldPlan,
  plan: CompositePlan,
  value: unknown,
): unknown {
  const abstract = plan.abstractType!;
  const { context, schema } = run.request;
  const info = new ResolveInfo(run, field, frame);
  const answer: unknown = (abstract.resolveType ?? defaultTypeResolver)(value, context, info, abstract);
  const go = (name: unknown) =>
    completeObject(run, frame, key, field, plan, value, runtimeType(schema, field, abstract, value, name));
  if (!isThenable(answer)) return go(answer);
  wait(run, frame, key, field, plan, answer, go);
  return null;
}
