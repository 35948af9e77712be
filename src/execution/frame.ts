import type { FieldPlan } from './plan.ts';

/** A place in the answer as graphql tells resolvers of it. */
export interface Path {
  readonly prev: Path | undefined;
  readonly key: string | number;
  readonly typename: string | undefined;
}

/** An object or a list of the answer while it is filled in, and where it stands. */
export class Frame {
  /** Null at the root. */
  readonly parent: Frame | null;
  /** Its place in what holds it. */
  readonly key: string | number;
  /** The field that it is a value of, be it one in a list; null at the root. */
  readonly field: FieldPlan | null;
  readonly mayBeNull: boolean;
  readonly isList: boolean;
  readonly result: Record<string, unknown> | unknown[];
  /** What is waited for in it: values of its own, and each object or list right in it that waits for something. */
  pending = 0;
  /** Whether it has become null: what still arrives below it is forgotten. */
  isNull = false;

  constructor(
    parent: Frame | null,
    key: string | number,
    field: FieldPlan | null,
    mayBeNull: boolean,
    result: Record<string, unknown> | unknown[],
  ) {
    this.parent = parent;
    this.key = key;
    this.field = field;
    this.mayBeNull = mayBeNull;
    this.isList = Array.isArray(result);
    this.result = result;
  }
}

/** Puts a value into its place. In two places, which the engine makes faster than one for both. */
export function store(frame: Frame, key: string | number, value: unknown): void {
  if (typeof key === 'number') (frame.result as unknown[])[key] = value;
  else (frame.result as Record<string, unknown>)[key] = value;
}

/** Whether it or what it stands in has become null. */
export function isForgotten(frame: Frame): boolean {
  for (let each: Frame | null = frame; each; each = each.parent) if (each.isNull) return true;
  return false;
}

/** One more is waited for. */
export function hold(frame: Frame): void {
  for (let each: Frame | null = frame; each && each.pending++ === 0;) each = each.parent;
}

/** One less is waited for. Returns whether that was all in the whole answer. */
export function release(frame: Frame): boolean {
  for (let each: Frame | null = frame; each; each = each.parent) if (--each.pending > 0) return false;
  return true;
}

/** From the root to something in a frame. */
export function pathTo(frame: Frame, key: string | number): (string | number)[] {
  const path = [key];
  for (let each = frame; each.parent; each = each.parent) path.push(each.key);
  return path.reverse();
}

/** The same as graphql tells resolvers of it. */
export function linkedPathTo(frame: Frame, field: FieldPlan): Path {
  const { key, parentType } = field;
  return { prev: linkedPath(frame), key, typename: parentType.name };
}

function linkedPath({ parent, key, field }: Frame): Path | undefined {
  if (!parent) return undefined;
  const typename = parent.isList ? undefined : field?.parentType.name;
  return { prev: linkedPath(parent), key, typename };
}
