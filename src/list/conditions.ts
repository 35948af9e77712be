import { type RawBuilder, sql } from 'kysely';
import { type Db, dialectOf } from '../db/dialect.ts';
import { isStorable } from '../db/storable.ts';
import { foldName } from '../identity/fold.ts';
import { uidOf } from '../identity/global-id.ts';

/**
 * Whether a row is in a filtered list. Always true or false, never unknown: comparisons with a missing value are
 * false, so that `not` leaves exactly the other rows.
 */
export type Condition = RawBuilder<boolean>;

/** A column that filters compare; `isPresent` where it may be missing. */
export interface Column {
  value: RawBuilder<unknown>;
  isPresent?: Condition;
}

/* Filters as GraphQL gives them. A field that is null is not given. */

export interface StringFilter {
  eq?: string | null;
  ne?: string | null;
  in?: readonly string[] | null;
  contains?: string | null;
  startsWith?: string | null;
  isNull?: boolean | null;
}
export interface DateTimeFilter {
  gt?: string | null;
  gte?: string | null;
  lt?: string | null;
  lte?: string | null;
  isNull?: boolean | null;
}
export interface IntFilter {
  eq?: number | null;
  gt?: number | null;
  gte?: number | null;
  lt?: number | null;
  lte?: number | null;
}
export type FloatFilter = Pick<IntFilter, 'gte' | 'lte'>;
export interface IdFilter {
  eq?: string | null;
  in?: readonly string[] | null;
  notIn?: readonly string[] | null;
}

const operators = [
  ['eq', sql`=`],
  ['gt', sql`>`],
  ['gte', sql`>=`],
  ['lt', sql`<`],
  ['lte', sql`<=`],
] as const;

const always: Condition = sql<boolean>`true`;
export const never: Condition = sql<boolean>`false`;

export function required(column: string): Column {
  return { value: sql.ref(column) };
}

export function optional(column: string): Column {
  return { value: sql.ref(column), isPresent: sql<boolean>`${sql.ref(column)} is not null` };
}

/** All of them; of none: true. */
export function allOf(conditions: readonly Condition[]): Condition {
  return conditions.length === 0 ? always : sql<boolean>`(${sql.join(conditions, sql` and `)})`;
}

/** At least one of them; of none: false. */
export function anyOf(conditions: readonly Condition[]): Condition {
  return conditions.length === 0 ? never : sql<boolean>`(${sql.join(conditions, sql` or `)})`;
}

export function not(condition: Condition): Condition {
  return sql<boolean>`not (${condition})`;
}

/**
 * @param exact what `eq`, `ne` and `in` compare
 * @param folded the same after `foldName`: what `contains` and `startsWith` search
 */
export function textConditions(
  db: Db,
  exact: Column,
  folded: Column,
  filter: StringFilter | null | undefined,
): Condition[] {
  const { eq, ne, in: values, contains, startsWith, isNull } = filter ?? {};
  const conditions: Condition[] = [];
  if (eq != null) conditions.push(isAmong(db, exact, [eq]));
  if (ne != null) conditions.push(not(isAmong(db, exact, [ne])));
  if (values != null) conditions.push(isAmong(db, exact, values));
  if (contains != null) {
    conditions.push(searched(folded, contains, (part) => dialectOf(db).contains(folded.value, part)));
  }
  if (startsWith != null) {
    conditions.push(searched(folded, startsWith, (start) => beginsWith(folded.value, start)));
  }
  if (isNull != null) conditions.push(isMissing(exact, isNull));
  return conditions;
}

/** Times are text that sorts by time. */
export function timeConditions(column: Column, filter: DateTimeFilter | null | undefined): Condition[] {
  const { isNull, ...bounds } = filter ?? {};
  return [...comparisons(column, bounds), ...(isNull == null ? [] : [isMissing(column, isNull)])];
}

export function numberConditions(column: Column, filter: IntFilter | null | undefined): Condition[] {
  return comparisons(column, filter ?? {});
}

/**
 * Ids that are none, unknown or of another type are those of no row.
 *
 * @param hasOneOf whether a row is, or is connected with, one of those with these uids; there is at least one
 */
export function idConditions(
  typename: string,
  filter: IdFilter | null | undefined,
  hasOneOf: (uids: readonly string[]) => Condition,
): Condition[] {
  const { eq, in: ids, notIn } = filter ?? {};
  const hasOne = (globalIds: readonly string[]) => {
    const uids = uidsOf(typename, globalIds);
    return uids.length === 0 ? never : hasOneOf(uids);
  };
  const conditions: Condition[] = [];
  if (eq != null) conditions.push(hasOne([eq]));
  if (ids != null) conditions.push(hasOne(ids));
  if (notIn != null) conditions.push(not(hasOne(notIn)));
  return conditions;
}

/** The distinct uids of those ids that are of the type. */
export function uidsOf(typename: string, globalIds: readonly string[]): string[] {
  return [...new Set(globalIds.map((id) => uidOf(typename, id)).filter((uid) => uid !== null))];
}

/** Whether the column has one of these values. */
export function isAmong(db: Db, column: Column, values: readonly string[]): Condition {
  const storable = values.filter(isStorable);
  return storable.length === 0 ? never : present(column, dialectOf(db).among(column.value, storable));
}

/** Whether the column's text begins with this one: a range, which an index can seek. */
export function beginsWith(text: RawBuilder<unknown>, start: string): Condition {
  const end = afterAllWith(start);
  return end === null
    ? sql<boolean>`${text} >= ${start}`
    : sql<boolean>`(${text} >= ${start} and ${text} < ${end})`;
}

/** The least text, as bytes of UTF-8 compare, that is greater than all that begin with this one; null if there is none. */
function afterAllWith(start: string): string | null {
  const points = Array.from(start, (char) => char.codePointAt(0)!);
  while (points.at(-1) === 0x10ffff) points.pop();
  const last = points.pop();
  if (last === undefined) return null;
  // Surrogates are no characters.
  return String.fromCodePoint(...points, last === 0xd7ff ? 0xe000 : last + 1);
}

/** An empty text is in every other. */
function searched(column: Column, part: string, search: (folded: string) => Condition): Condition {
  if (!isStorable(part)) return never;
  const folded = foldName(part);
  return folded === '' ? isMissing(column, false) : present(column, anyOf(formsOf(folded).map(search)));
}

/** At the end of a part it is not known whether a sigma ends a word: only there it is written as ς. */
export function formsOf(part: string): string[] {
  return /[σς]$/.test(part) ? ['σ', 'ς'].map((sigma) => part.slice(0, -1) + sigma) : [part];
}

function comparisons(
  column: Column,
  bounds: { [operator in 'eq' | 'gt' | 'gte' | 'lt' | 'lte']?: string | number | null },
) {
  return operators.flatMap(([name, operator]) => {
    const bound = bounds[name];
    return bound == null ? [] : [present(column, sql<boolean>`${column.value} ${operator} ${bound}`)];
  });
}

function isMissing({ isPresent = always }: Column, isNull: boolean): Condition {
  return isNull ? not(isPresent) : isPresent;
}

function present({ isPresent }: Column, condition: Condition): Condition {
  return isPresent ? sql<boolean>`(${isPresent} and ${condition})` : condition;
}
