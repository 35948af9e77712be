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
  /** The column that a row is found by again. */
  id: string;
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

/**
 * Rows after (or before) the one with these values, which may be expressions, as alternatives of which no row fulfils
 * two: those with the same first value, and those with one beyond it. Either is one range of an index that has the
 * first two keys, whatever their directions; together they are not.
 */
export function beyond({ keys }: Order, values: readonly unknown[], side: 'after' | 'before'): Range[] {
  const [first, ...rest] = keys.map(({ expression, direction }, i): Bound => {
    const sign = (direction === 'ASC') === (side === 'after') ? '>' : '<';
    return { expression, value: values[i], sign };
  });
  const past = ({ expression, sign, value }: Bound, equal = '') =>
    sql<boolean>`${expression} ${sql.raw(sign + equal)} ${value}`;
  const isTied = sql`${first!.expression} = ${first!.value}`;
  if (rest.length === 0) return [{ condition: past(first!), isTied: false }];
  const [second] = rest;
  const alternatives = rest.map((bound, i) => {
    const equal = rest.slice(0, i).map(({ expression, value }) => sql`${expression} = ${value}`);
    return sql`(${sql.join([...equal, past(bound)], sql` and `)})`;
  });
  const isBeyondAmongTied =
    rest.length === 1 ? past(second!) : sql`${past(second!, '=')} and (${sql.join(alternatives, sql` or `)})`;
  return [
    { condition: sql<boolean>`(${isTied} and ${isBeyondAmongTied})`, isTied: true },
    { condition: past(first!), isTied: false },
  ];
}

/** Rows of an order that stand together. */
export interface Range {
  condition: RawBuilder<boolean>;
  /** Whether all of them have the same first value. */
  isTied: boolean;
}

interface Bound {
  expression: RawBuilder<unknown>;
  sign: '>' | '<';
  value: unknown;
}
