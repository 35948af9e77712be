/** Makes a parameter of the values of one execution. */
export type ReadParameter = (values: unknown) => unknown;

const readers = new WeakMap<object, ReadParameter>();

/** Those that stand in for a list of one. */
const singles = new WeakSet<object>();

/**
 * The values as the text of a statement is made with them: numbers, texts, bytes and lists are stood in for by objects that
 * become parameters. What the text may depend on is there as it is: what is null, true or false. Of lists it may know which
 * have one entry.
 */
export function withStandIns<Values>(values: Values): Values {
  return standingIn(values, (root) => root) as Values;
}

/** Equal for values with which the text is the same. */
export function formOf(values: unknown): string {
  if (values === null || values === undefined) return '-';
  if (typeof values === 'boolean') return values ? 't' : 'f';
  if (typeof values !== 'object' || ArrayBuffer.isView(values)) return 'v';
  if (Array.isArray(values)) return values.length === 1 ? '1' : 'v';
  let form = '(';
  for (const name in values) form += `${name}:${formOf((values as Record<string, unknown>)[name])},`;
  return `${form})`;
}

/** Whether a list, or what something stands in for, has one entry. */
export function isSingle(values: readonly unknown[]): boolean {
  return singles.has(values) || (Array.isArray(values) && values.length === 1);
}

/** What gives the parameter that stands at a place of a statement's text. */
export function parameterReader(placed: unknown): ReadParameter {
  return readerOf(placed) ?? (() => placed);
}

/** The value, changed: now, or where something stands in for it, at each execution. */
export function mapped<T, U>(value: T, map: (value: T) => U): U {
  const read = readerOf(value);
  return read ? (parameter((values) => map(read(values) as T)) as U) : map(value);
}

function standingIn(value: unknown, read: ReadParameter): unknown {
  if (value === null || value === undefined || typeof value === 'boolean') return value;
  if (typeof value !== 'object' || Array.isArray(value) || ArrayBuffer.isView(value)) {
    const it = parameter(read);
    if (Array.isArray(value) && value.length === 1) singles.add(it);
    return it;
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, standingIn(member, memberReader(read, name))]),
  );
}

/** The only thing to be had of it are the entries of a list. */
function parameter(read: ReadParameter): object {
  const it = new Proxy(
    {},
    {
      get(_target, name) {
        // Kysely asks what it is given whether it is part of a query.
        if (name === 'toOperationNode') return undefined;
        if (typeof name === 'string' && /^\d+$/.test(name)) return parameter(memberReader(read, name));
        throw new TypeError(
          `The text of a statement is made without its values: there is no ${String(name)}`,
        );
      },
    },
  );
  readers.set(it, read);
  return it;
}

function memberReader(read: ReadParameter, name: string): ReadParameter {
  return (values) => (read(values) as Record<string, unknown>)[name];
}

function readerOf(placed: unknown): ReadParameter | undefined {
  return typeof placed === 'object' && placed !== null ? readers.get(placed) : undefined;
}
