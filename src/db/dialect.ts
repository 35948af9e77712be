import type { AliasedRawBuilder, Kysely, OperationNodeSource, RawBuilder } from 'kysely';
import type { Tables } from './tables.ts';
import type { IndexText, TextQuery } from './text-query.ts';

export type Db = Kysely<Tables>;

/**
 * What the two engines do differently, by what it is for. Everything else is written once.
 */
export interface Dialect {
  /** For migrations only: they write their own SQL. */
  readonly engine: 'sqlite' | 'postgres';
  /** Stands in the text of a statement that asks whether it is `stillWanted`. */
  readonly scanMark: string;
  /** `column in values`, the list as one parameter, so that the statement's text never depends on it. */
  among(column: RawBuilder<unknown>, values: readonly number[] | readonly string[]): RawBuilder<boolean>;
  /** A list as a table, with the column `value`. */
  listed(values: readonly number[]): RawBuilder<unknown>;
  /** Whether an insertion tells the id of its row unasked, and to have it returned takes several times as long as to insert the row. */
  readonly tellsInsertedId: boolean;
  /** Whether several rows are written by a statement for each: nothing lies between, and JSON would be read for each column. */
  readonly writesEach: boolean;
  /** `select columns from` a JSON list of objects, with the types that the columns have in the table. */
  rowsFromJson(table: keyof Tables, columns: readonly string[], rows: string): RawBuilder<unknown>;
  /** Values of all rows as one JSON list; null or an empty list of none. Lists of the same rows are in the same order. */
  jsonList(value: RawBuilder<unknown>): RawBuilder<string | number[] | null>;
  /** Whether a text holds another, byte for byte. */
  contains(text: RawBuilder<unknown>, part: string): RawBuilder<boolean>;
  /**
   * True at every row, until nobody waits for the statement any more: then it ends there. It belongs into the condition of a
   * scan whose cost grows with the store. Where a statement would hold up the event loop, it also moves it to a thread;
   * what is looked up by key is faster without.
   *
   * @param id the row's: an integer of which the lower bits vary
   */
  stillWanted(id: RawBuilder<unknown>): RawBuilder<boolean>;
  /**
   * The rows of a query for each of several parents, with which one's it is; those of one parent come in the query's order. Its
   * limit works inside the engine, per parent. Undefined where to run a statement for each parent takes less.
   */
  joinPerParent?(
    parents: readonly number[],
    query: (parent: RawBuilder<number>) => OperationNodeSource,
  ): RawBuilder<{ parent: number }>;
  /**
   * The same for rows of the table itself: the sub-select knows the columns of each as those of `parent`. Both engines seek
   * an index from them, but not both from a sub-select.
   */
  topPerRow(
    table: keyof Tables,
    ids: readonly number[],
    query: OperationNodeSource,
  ): AliasedRawBuilder<{ parent: number; id: number }, 'top'>;
  /**
   * Joins, as `child`, to each row that a FROM names the ids of `table` that the limited sub-select picks (its only column),
   * which knows the columns of that row.
   */
  joinTop(table: keyof Tables, query: OperationNodeSource): RawBuilder<unknown>;
  /** Keeps writers of one store in turn until the transaction ends. Each must see what the one before stored. */
  lockForWriting(trx: Db): Promise<void>;
  /**
   * Differs from what it was before on the connection of this transaction if others have written to the store since. Undefined
   * where that is not to be had.
   */
  othersChanges?(trx: Db): Promise<number>;
  /** Another process holds the write lock, or what stands between has mixed connections up: worth trying again. */
  isBusy(error: unknown): boolean;
  /** Stores, by the takes' ids, the hashes of adjoining words that their prose holds. */
  saveTakeWords(trx: Db, words: ReadonlyMap<number, Float64Array>): Promise<void>;
  /** For each of these lists of words the ids beyond `after`, rising, of takes that have all of them, perhaps with others that have not. */
  findTakesWithWords(
    db: Db,
    lists: readonly (readonly number[])[],
    slice: { after: number; limit: number },
  ): Promise<number[][]>;
  /** Some of the takes whose words are to be stored anew, by a migration or after `emptyTakeWords`. */
  takesWithoutWords?(db: Db): Promise<number[]>;
  /** Also where the index of words is broken. */
  emptyTakeWords?(trx: Db): Promise<void>;
  /** Stores the words of texts, in order: what is searched. */
  saveTexts(trx: Db, texts: readonly IndexText[]): Promise<void>;
  /** Also where the index is broken. */
  emptyTexts(trx: Db): Promise<void>;
  /** Those of these that there are. */
  deleteTexts(trx: Db, ids: readonly number[]): Promise<void>;
  /**
   * Ids between `after` and `before`, rising, of texts that have all the words of one of these names, perhaps with others that
   * have not.
   */
  findTextsWithNames(
    db: Db,
    names: readonly (readonly string[])[],
    slice: { after: number; before: number; limit: number },
  ): Promise<number[]>;
  /** The column of `text_index` that holds the text's id. */
  readonly idOfText: RawBuilder<number>;
  /** What a search in `text_index` asks. */
  textSearch(query: TextQuery): TextSearch;
  /** Opens a transaction on this connection that reads only: all its statements see the store as the first one did. */
  beginSnapshot(connection: Db): Promise<void>;
  /** What the engine itself finds wrong with its files, indexes and constraints: a line each, at most about 200. */
  checkIntegrity(db: Db): Promise<string[]>;
  /** Columns of every table, for the test of row types and `doctor`. */
  listColumns(db: Db): Promise<{ table: string; column: string; nullable: boolean; type: string }[]>;
}

/** Parts of a statement that searches `text_index`. */
export interface TextSearch {
  id: RawBuilder<number>;
  matches: RawBuilder<boolean>;
  /**
   * Selects of the last texts, by their ids, `id`, `is_called_so` (whether one of its titles consists of just what was searched
   * for) and `score`: how well the text answers, more than 0, to be compared with others of the same query only.
   *
   * @param matching FROM and WHERE
   */
  lastMatches(matching: RawBuilder<unknown>, limit: number): RawBuilder<unknown>;
}

/** Kysely hands one adapter to a database and all its transactions: that is where ours carries the dialect. */
export function dialectOf(db: Db): Dialect {
  const { adapter } = db.getExecutor();
  if (!isCapable(adapter)) throw new TypeError('The database was not opened by openStore');
  return adapter.capabilities;
}

/** The same object for a database and all its transactions. */
export function storeOf(db: Db): object {
  return db.getExecutor().adapter;
}

function isCapable(adapter: object): adapter is { capabilities: Dialect } {
  return 'capabilities' in adapter;
}
