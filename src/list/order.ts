import { type RawBuilder, sql } from 'kysely';
import { badUserInput } from '../errors.ts';

export type Direction = 'ASC' | 'DESC';

/** One of the values that rows are ordered by; never null, so that a cursor can always be compared. */
export interface OrderKey {
  expression: RawBuilder<unknown>;
  direction: Direction;
  type: 'string' | 'number';
}

/** A total order of rows: the last key tells any two apart. */
export interface Order {
  /** Goes into cursors: one is good only for the order that it was made in. */
  name: string;
  keys: readonly OrderKey[];
}

export type CursorValues = readonly (string | number)[];

export function textKey(column: string, direction: Direction): OrderKey {
  return { expression: sql.ref(column), direction, type: 'string' };
}

export function numberKey(column: string, direction: Direction): OrderKey {
  return { expression: sql.ref(column), direction, type: 'number' };
}

/** A date that may be missing; those without come last in both directions, since '' < any date < '~'. */
export function dateKey(column: string, direction: Direction): OrderKey {
  const missing = sql.lit(direction === 'DESC' ? '' : '~');
  return { expression: sql`coalesce(${sql.ref(column)}, ${missing})`, direction, type: 'string' };
}

export function encodeCursor(order: Order, values: CursorValues): string {
  return Buffer.from(JSON.stringify([order.name, ...values])).toString('base64url');
}

/** @throws GraphQLError BAD_CURSOR where it is none of this order */
export function decodeCursor(order: Order, cursor: string, argument: string): CursorValues {
  const values = parseCursor(cursor);
  const [name, ...rest] = values ?? [];
  const fits =
    name === order.name &&
    rest.length === order.keys.length &&
    rest.every((value, i) => typeof value === order.keys[i]!.type && !String(value).includes('\0'));
  if (!fits) {
    throw badUserInput(
      `\`${argument}\` is no cursor of this list in this order; take one from its edges or pageInfo`,
      'BAD_CURSOR',
    );
  }
  return rest as CursorValues;
}

function parseCursor(cursor: string): unknown[] | null {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(values) ? values : null;
  } catch {
    return null;
  }
}

/** Rows after (or before) the one with these values, which may be expressions. The first key is bounded by itself, so that an index can seek. */
export function beyond(
  order: Order,
  values: readonly unknown[],
  side: 'after' | 'before',
): RawBuilder<boolean> {
  const alternatives = order.keys.map((key, i) => {
    const equal = order.keys.slice(0, i).map((earlier, j) => sql`${earlier.expression} = ${values[j]}`);
    const sign = sql.raw((key.direction === 'ASC') === (side === 'after') ? '>' : '<');
    return sql`(${sql.join([...equal, sql`${key.expression} ${sign} ${values[i]}`], sql` and `)})`;
  });
  const [first] = order.keys;
  const bound = sql.raw((first!.direction === 'ASC') === (side === 'after') ? '>=' : '<=');
  return sql<boolean>`${first!.expression} ${bound} ${values[0]} and (${sql.join(alternatives, sql` or `)})`;
}
