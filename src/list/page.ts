import { type AliasedRawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import { manyByKey } from '../db/batch.ts';
import { badUserInput } from '../errors.ts';
import type { Condition } from './conditions.ts';
import { beyond, type CursorValues, decodeCursor, encodeCursor, type Order } from './order.ts';

export const defaultPageSize = 20;

/** Relay's paging arguments; null means not given. */
export interface PageArgs {
  first?: number | null;
  after?: string | null;
  last?: number | null;
  before?: string | null;
}

/** Which rows of an ordered list are wanted. */
export interface Slice {
  size: number;
  isBackward: boolean;
  after: CursorValues | null;
  before: CursorValues | null;
}

export interface Edge<Node> {
  cursor: string;
  node: Node;
}

export interface PageInfo {
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  startCursor: string | null;
  endCursor: string | null;
}

export interface Page<Node> {
  edges: Edge<Node>[];
  pageInfo: PageInfo;
}

/** @throws GraphQLError BAD_USER_INPUT where a page is larger than allowed, or in no direction */
export function checkPageSize({ first, last }: PageArgs, maximum: number): void {
  if (first != null && last != null) {
    throw badUserInput('`first` and `last` cannot be given together: `first` pages forward, `last` backward');
  }
  const [name, size] = first == null ? ['last', last] : ['first', first];
  if (size != null && (size < 0 || size > maximum)) {
    throw badUserInput(`\`${name}\` is ${size}; allowed are 0 to ${maximum}`);
  }
}

/** What a field asks for; its page size was checked before it runs. @throws GraphQLError BAD_CURSOR */
export function sliceOf(args: PageArgs, order: Order): Slice {
  const { first, after, last, before } = args;
  return {
    size: first ?? last ?? defaultPageSize,
    isBackward: last != null,
    after: after == null ? null : decodeCursor(order, after, 'after'),
    before: before == null ? null : decodeCursor(order, before, 'before'),
  };
}

/** Restricts and orders a query to the slice of the rows in the list, and one row more that tells whether there are others. */
export function withSlice<DB, TB extends keyof DB, O>(
  query: SelectQueryBuilder<DB, TB, O>,
  order: Order,
  slice: Slice,
  condition?: Condition,
): SelectQueryBuilder<DB, TB, O> {
  let sliced = condition ? query.where(condition) : query;
  if (slice.after) sliced = sliced.where(beyond(order, slice.after, 'after'));
  if (slice.before) sliced = sliced.where(beyond(order, slice.before, 'before'));
  return inOrder(sliced, order, slice).limit(sql<number>`${slice.size} + 1`);
}

/** Orders a query in the slice's direction. */
export function inOrder<DB, TB extends keyof DB, O>(
  query: SelectQueryBuilder<DB, TB, O>,
  order: Order,
  slice: Slice,
): SelectQueryBuilder<DB, TB, O> {
  let ordered = query;
  for (const key of order.keys) {
    const isAscending = (key.direction === 'ASC') !== slice.isBackward;
    ordered = ordered.orderBy(key.expression, isAscending ? 'asc' : 'desc');
  }
  return ordered;
}

/** For each parent the page of its rows. */
export function pagesByParent<Row extends { parent: number }>(
  parents: readonly number[],
  rows: readonly Row[],
  order: Order,
  slice: Slice,
): Page<Row>[] {
  return manyByKey(parents, rows, (row) => row.parent).map((own) => pageOf(own, order, slice));
}

/** The order's values, to be selected with each row: `pageOf` makes the cursors of them. */
export function cursorColumns(order: Order): AliasedRawBuilder<unknown, string>[] {
  return order.keys.map((key, i) => sql`${key.expression}`.as(`cursor_${i}`));
}

/** The page of the rows that a query with `withSlice` and `cursorColumns` gave. */
export function pageOf<Row extends object>(rows: readonly Row[], order: Order, slice: Slice): Page<Row> {
  const hasMore = rows.length > slice.size;
  const kept = rows.slice(0, slice.size);
  if (slice.isBackward) kept.reverse();
  const edges = kept.map((row) => ({ cursor: encodeCursor(order, cursorValues(row, order)), node: row }));
  return {
    edges,
    pageInfo: {
      hasNextPage: slice.isBackward ? slice.before !== null : hasMore,
      hasPreviousPage: slice.isBackward ? hasMore : slice.after !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

function cursorValues(row: object, order: Order): CursorValues {
  const values = row as Readonly<Record<string, string | number>>;
  return order.keys.map((_, i) => values[`cursor_${i}`]!);
}
