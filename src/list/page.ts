import { type AliasedRawBuilder, type OperationNodeSource, type SelectQueryBuilder, sql } from 'kysely';
import type { Columns } from '../db/columns.ts';
import { type Db, dialectOf } from '../db/dialect.ts';
import { badUserInput } from '../errors.ts';
import { allOf, type Condition } from './conditions.ts';
import { beyond, type CursorValues, decodeCursor, encodeCursor, type Order, type Range } from './order.ts';

export const defaultPageSize = 20;

/** Relay's paging arguments; null means not given. */
export interface PageArgs {
  first?: number | null;
  after?: string | null;
  last?: number | null;
  before?: string | null;
}

/** Which rows of an ordered list are wanted: those between two, by their values. */
export interface SliceBy<Value> {
  size: number;
  isBackward: boolean;
  after: readonly Value[] | null;
  before: readonly Value[] | null;
}

export type Slice = SliceBy<string | number>;

export interface Edge<Node> {
  readonly cursor: string;
  readonly node: Node;
}

/** A page of a list. What an edge or a cursor takes is made when it is asked for: most are not. */
export class Page<Row extends object> {
  readonly nodes: readonly Row[];
  readonly #hasMore: boolean;
  readonly #order: Order;
  readonly #slice: Slice;

  /** @param rows that a query with `withSlice` and `cursorColumns` gave */
  constructor(rows: readonly Row[], order: Order, slice: Slice) {
    this.#hasMore = rows.length > slice.size;
    const kept = this.#hasMore ? rows.slice(0, slice.size) : rows;
    this.nodes = slice.isBackward ? kept.toReversed() : kept;
    this.#order = order;
    this.#slice = slice;
  }

  get edges(): Edge<Row>[] {
    return this.nodes.map((row) => new RowEdge(row, this.#order));
  }

  get hasNextPage(): boolean {
    return this.#slice.isBackward ? this.#slice.before !== null : this.#hasMore;
  }

  get hasPreviousPage(): boolean {
    return this.#slice.isBackward ? this.#hasMore : this.#slice.after !== null;
  }

  get startCursor(): string | null {
    return this.#cursorOf(this.nodes[0]);
  }

  get endCursor(): string | null {
    return this.#cursorOf(this.nodes.at(-1));
  }

  #cursorOf(row: Row | undefined): string | null {
    return row ? encodeCursor(this.#order, cursorValues(row, this.#order)) : null;
  }
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

/**
 * Restricts and orders a query to the slice of the rows in the list, and one row more that tells whether there are others.
 *
 * @param query of the whole list
 */
export function withSlice<DB, TB extends keyof DB, O>(
  query: SelectQueryBuilder<DB, TB, O>,
  order: Order,
  slice: Slice,
  condition?: Condition,
): SelectQueryBuilder<DB, TB, O> {
  const listed = condition ? query.where(condition) : query;
  const ranges = rangesOf(order, slice);
  if (ranges.length <= 1) return inRange(listed, order, slice, ranges[0]);
  const found = rowsInRanges(listed, order, slice, ranges);
  // The condition holds for what was found. Said again it would be another way to the rows.
  const sliced: unknown = query.innerJoin(found, (join) =>
    join.on(sql<boolean>`slice.id = ${sql.ref(order.id)}`),
  );
  return inRange(sliced as typeof query, orderOfFound(order), slice);
}

/** The same for rows that are all worked out before any of them is known, as groups are: once, whatever range they come from. */
export function withSliceOfGroups<DB, TB extends keyof DB, O>(
  query: SelectQueryBuilder<DB, TB, O>,
  order: Order,
  slice: Slice,
): SelectQueryBuilder<DB, TB, O> {
  const ranges = rangesOf(order, slice).map(({ condition }) => condition);
  const isInside = sql<boolean>`(${sql.join(ranges, sql` or `)})`;
  return inRange(ranges.length === 0 ? query : query.where(isInside), order, slice);
}

/**
 * The condition, or for an order of which there is no index that all rows are looked at as long as somebody waits. Orders
 * of one field have one.
 */
export function scanning(db: Db, order: Order, condition?: Condition): Condition | undefined {
  const hasIndex = order.keys.length <= 2;
  return condition ?? (hasIndex ? undefined : dialectOf(db).stillWanted(sql.ref(order.id)));
}

/** The ids of the slice, for a sub-select: of a query that selects the id only. */
export function idsInSlice<DB, TB extends keyof DB>(
  db: Db,
  query: SelectQueryBuilder<DB, TB, { id: number }>,
  order: Order,
  slice: SliceBy<unknown>,
  condition?: Condition,
): OperationNodeSource {
  const listed = condition ? query.where(condition) : query;
  const ranges = rangesOf(order, slice);
  if (ranges.length <= 1) return inRange(listed, order, slice, ranges[0]);
  const found = db.selectFrom(rowsInRanges(listed, order, slice, ranges)).select('slice.id');
  return inRange(found, orderOfFound(order), slice);
}

function inRange<DB, TB extends keyof DB, O>(
  query: SelectQueryBuilder<DB, TB, O>,
  order: Order,
  slice: SliceBy<unknown>,
  range?: Range,
): SelectQueryBuilder<DB, TB, O> {
  const within = range ? query.where(range.condition) : query;
  return inOrder(within, order, slice).limit(sql<number>`${slice.size} + 1`);
}

/**
 * A page behind a cursor costs no more than the first one: each range of rows that it may come from is sought by itself,
 * and gives at most a page.
 */
function rowsInRanges<DB, TB extends keyof DB, O>(
  listed: SelectQueryBuilder<DB, TB, O>,
  order: Order,
  slice: SliceBy<unknown>,
  ranges: readonly Range[],
): AliasedRawBuilder<{ id: number }, 'slice'> {
  const rows = listed.clearSelect().select([sql`${sql.ref(order.id)}`.as('id'), ...cursorColumns(order)]);
  const parts = ranges.map((range) => {
    // SQLite would sort by what is the same in all rows, where it is an expression.
    const keys = range.isTied ? order.keys.slice(1) : order.keys;
    return sql`select * from (${inRange(rows, { ...order, keys }, slice, range)}) as part`;
  });
  return sql<{ id: number }>`(${sql.join(parts, sql` union all `)})`.as('slice');
}

/** By the columns of what was found: there is no index of them that an engine could rather go through. */
function orderOfFound(order: Order): Order {
  return {
    ...order,
    keys: order.keys.map((key, i) => ({ ...key, expression: sql.ref(`slice.cursor_${i}`) })),
  };
}

/** Of which no row is in two. */
function rangesOf(order: Order, { after, before }: SliceBy<unknown>): Range[] {
  const starts = after ? beyond(order, after, 'after') : [];
  const ends = before ? beyond(order, before, 'before') : [];
  if (starts.length === 0 || ends.length === 0) return [...starts, ...ends];
  return starts.flatMap((start) =>
    ends.map((end) => ({
      condition: allOf([start.condition, end.condition]),
      isTied: start.isTied || end.isTied,
    })),
  );
}

/** Orders a query in the slice's direction. */
export function inOrder<DB, TB extends keyof DB, O>(
  query: SelectQueryBuilder<DB, TB, O>,
  order: Order,
  { isBackward }: Pick<Slice, 'isBackward'>,
): SelectQueryBuilder<DB, TB, O> {
  let ordered = query;
  for (const key of order.keys) {
    const isAscending = (key.direction === 'ASC') !== isBackward;
    ordered = ordered.orderBy(key.expression, isAscending ? 'asc' : 'desc');
  }
  return ordered;
}

/**
 * The order's values, to be selected with each row: `Page` makes the cursors of them.
 *
 * @param columns where they are chosen: none where no cursor is asked for
 */
export function cursorColumns(order: Order, columns?: Columns): AliasedRawBuilder<unknown, string>[] {
  if (columns && !columns.hasCursors) return [];
  return order.keys.map((key, i) => sql`${key.expression}`.as(`cursor_${i}`));
}

class RowEdge<Row extends object> implements Edge<Row> {
  readonly node: Row;
  readonly #order: Order;

  constructor(row: Row, order: Order) {
    this.node = row;
    this.#order = order;
  }

  get cursor(): string {
    return encodeCursor(this.#order, cursorValues(this.node, this.#order));
  }
}

function cursorValues(row: object, order: Order): CursorValues {
  const values = row as Readonly<Record<string, string | number>>;
  return order.keys.map((_, i) => values[`cursor_${i}`]!);
}
