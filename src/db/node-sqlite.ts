import { rowLiteral } from './row-literal.ts';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';

/** Distinct statements kept prepared on one connection. */
const statementLimit = 500;

/** Pages kept in memory, in kB. */
const cacheKb = { reader: 65_536, writer: 24_576, bulkWriter: 40_960 };

/**
 * Pages in the log after which a commit writes them to their places: for each the disk is waited for, and a page that
 * changed a hundred times is written once. Of a bulk writer it is `SqliteLog` that does it.
 */
const logPages = 32_768;

/** The function that statements call where they can be ended; see `Dialect.stillWanted`. */
export const stillWantedFunction = 'ibid_still_wanted';

export interface NodeSqliteOptions {
  readOnly?: boolean;
  /** See `StoreOptions`. */
  isBulk?: boolean;
  busyTimeoutMs: number;
  /** Not zero: the running statement ends with an error where it asks whether it is still wanted. */
  stop?: Int32Array;
}

/**
 * A connection over node:sqlite. Statements stay prepared: the text of ours does not depend on arguments, so a few
 * hundred serve a process for its life.
 */
export class NodeSqlite {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, NodeSqliteStatement>();
  /** Who reads one state of the store. */
  #holder: object | undefined;
  #isToRelease = false;

  constructor(path: string, { readOnly, isBulk, busyTimeoutMs, stop }: NodeSqliteOptions) {
    this.#db = new DatabaseSync(path, { readOnly: readOnly === true, timeout: busyTimeoutMs });
    this.#db.exec('pragma foreign_keys = on; pragma temp_store = memory');
    const kind = readOnly ? 'reader' : isBulk ? 'bulkWriter' : 'writer';
    this.#db.exec(`pragma cache_size = -${cacheKb[kind]}`);
    if (!readOnly) {
      this.#db.exec('pragma journal_mode = wal; pragma synchronous = normal');
      this.#db.exec(`pragma wal_autocheckpoint = ${isBulk ? 0 : logPages}`);
    }
    // Where the statement holds up the thread that would end it, nobody can.
    this.#db.function(stillWantedFunction, (_id) => {
      if (stop && Atomics.load(stop, 0) !== 0) throw new Error('Nobody waits for the statement any more');
      return 1;
    });
  }

  /** Whether somebody began a transaction. */
  get isInTransaction(): boolean {
    return this.#holder === undefined && this.#db.isTransaction;
  }

  get pageCount(): number {
    const [row] = this.prepare('pragma page_count').all([]) as [{ page_count: number }];
    return row.page_count;
  }

  prepare(sql: string): NodeSqliteStatement {
    const known = this.#statements.get(sql);
    if (known) {
      if (this.#statements.size > statementLimit / 2) {
        // The first are those that were not asked for the longest.
        this.#statements.delete(sql);
        this.#statements.set(sql, known);
      }
      return known;
    }
    const statement = new NodeSqliteStatement(this.#db.prepare(sql));
    if (this.#statements.size >= statementLimit) {
      const oldest = this.#statements.keys().next();
      if (!oldest.done) this.#statements.delete(oldest.value);
    }
    this.#statements.set(sql, statement);
    return statement;
  }

  /**
   * What the holder reads from here on is of one state of the store, as long as it does not let go of the event loop and
   * nobody else reads: to take the lock that readers share takes longer than many a look-up.
   */
  holdState(holder: object): void {
    if (this.#holder === holder) return;
    this.releaseState();
    if (this.#db.isTransaction) return;
    this.prepare('begin').run([]);
    this.#holder = holder;
    if (this.#isToRelease) return;
    this.#isToRelease = true;
    setImmediate(() => {
      this.#isToRelease = false;
      this.releaseState();
    });
  }

  releaseState(): void {
    if (this.#holder === undefined) return;
    this.#holder = undefined;
    // After some errors SQLite has ended the transaction itself.
    if (this.#db.isOpen && this.#db.isTransaction) this.prepare('commit').run([]);
  }

  close(): void {
    this.#statements.clear();
    if (this.#db.isOpen) this.#db.close();
  }
}

export class NodeSqliteStatement {
  /** Whether it answers with rows. */
  readonly reader: boolean;
  readonly #statement: StatementSync;
  readonly #toRow: (values: readonly unknown[]) => unknown;

  constructor(statement: StatementSync) {
    this.#statement = statement;
    const names = statement.columns().map(({ name }) => name);
    this.reader = names.length > 0;
    // The objects that SQLite's own binding makes take half as long again.
    statement.setReturnArrays(true);
    this.#toRow = rowLiteral(names.map((name, i) => [name, `values[${i}]`]))();
  }

  all(parameters: readonly unknown[]): unknown[] {
    const rows: unknown = this.#statement.all(...sqliteValues(parameters));
    return (rows as unknown[][]).map(this.#toRow);
  }

  run(parameters: readonly unknown[]): { changes: number | bigint; lastInsertRowid: number | bigint } {
    return this.#statement.run(...sqliteValues(parameters));
  }
}

function sqliteValues(values: readonly unknown[]): readonly SQLInputValue[] {
  return values.every(isSqliteValue) ? values : values.map(toSqlite);
}

/** node:sqlite takes an object in first place for named parameters: such a value never gets there. */
function toSqlite(value: unknown): SQLInputValue {
  if (isSqliteValue(value)) return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  throw new TypeError(`A ${typeof value} cannot be a parameter of a statement`);
}

function isSqliteValue(value: unknown): value is SQLInputValue {
  return (
    typeof value === 'string' ||
    typeof value === 'number' ||
    value === null ||
    typeof value === 'bigint' ||
    value instanceof Uint8Array
  );
}
