import { CompiledQuery, type DatabaseConnection, type Driver, type QueryResult } from 'kysely';
import {
  NodeSqlite,
  type NodeSqliteOptions,
  type NodeSqliteStatement,
  stillWantedFunction,
} from './node-sqlite.ts';
import { SqliteLog } from './sqlite-log.ts';
import { StatementThreads } from './sqlite-threads.ts';
import type { PreparedRunner, PreparedText } from './statement.ts';
import { beginStatement, currentScope, type StatementScope } from './statement-scope.ts';

/** Up to which a scan of a store takes less than a thread to start, in pages of 4 kB. */
const fewPages = 2_048;

export interface SqliteDriverOptions extends NodeSqliteOptions {
  path: string;
  /** Whether statements that can be ended run in threads of their own, which only a file that is read allows. */
  hasThreads: boolean;
}

/**
 * All of one Kysely share a connection: a statement runs at once and whole, and while a transaction is open the others
 * wait. Kysely's own lock would also make them wait for statements that run in threads.
 */
export class SqliteDriver implements Driver, PreparedRunner {
  readonly #options: SqliteDriverOptions;
  #closed: Promise<void> | undefined;
  #opened: NodeSqlite | undefined;
  #threads: StatementThreads | undefined;
  #log: SqliteLog | undefined;
  /** Who has a transaction open, and its end. */
  #transaction: { owner: SqliteConnection; end: PromiseWithResolvers<void> } | undefined;

  constructor(options: SqliteDriverOptions) {
    this.#options = options;
  }

  init(): Promise<void> {
    return Promise.try(() => void this.#db);
  }

  acquireConnection(): Promise<DatabaseConnection> {
    return Promise.resolve(
      new SqliteConnection(
        (connection, query) => this.#execute(connection, query),
        (connection, text, use) => this.#within(connection, text, use),
      ),
    );
  }

  /** Its transactions write: taking the lock at the first statement would find it taken half-way. */
  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
    await this.#log?.committed(this.#db);
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('rollback'));
  }

  /** Nobody waits for a transaction that was left open. */
  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    if (this.#transaction?.owner === connection) await this.rollbackTransaction(connection);
  }

  destroy(): Promise<void> {
    return (this.#closed ??= this.#close());
  }

  async rows(text: PreparedText, parameters: readonly unknown[]): Promise<unknown[]> {
    const scope = currentScope();
    const paused = scope?.turn?.pause();
    if (paused) await paused;
    while (this.#transaction) await this.#transaction.end.promise;
    const signal = beginStatement(false);
    return text.isScan && this.#isLarge
      ? this.#threads!.all({ sql: text.sql, parameters }, signal)
      : this.#read(text, parameters, scope);
  }

  async rowsOfEach(text: PreparedText, lists: readonly (readonly unknown[])[]): Promise<unknown[][]> {
    const scope = currentScope();
    const signal = beginStatement(false);
    const rows: unknown[][] = [];
    for (const parameters of lists) {
      const paused = scope?.turn?.pause();
      if (paused) await paused;
      while (this.#transaction) await this.#transaction.end.promise;
      signal?.throwIfAborted();
      rows.push(
        text.isScan && this.#isLarge
          ? await this.#threads!.all({ sql: text.sql, parameters }, signal)
          : this.#read(text, parameters, scope),
      );
    }
    return rows;
  }

  /** What is read from now on is of the store as it is now. */
  renew(): void {
    this.#opened?.releaseState();
  }

  /** A request that comes later than another may know of what was written since: the state that it reads is its own. */
  #read({ sql }: PreparedText, parameters: readonly unknown[], scope: StatementScope | undefined): unknown[] {
    const db = this.#db;
    if (scope) db.holdState(scope);
    else db.releaseState();
    return db.prepare(sql).all(parameters);
  }

  get #db(): NodeSqlite {
    if (this.#closed) throw new Error('The store is closed');
    if (!this.#opened) {
      const { path, hasThreads, isBulk, busyTimeoutMs } = this.#options;
      this.#opened = new NodeSqlite(path, this.#options);
      if (hasThreads) this.#threads = new StatementThreads(path, { busyTimeoutMs, readOnly: true });
      if (isBulk) this.#log = new SqliteLog(path, busyTimeoutMs);
    }
    return this.#opened;
  }

  async #close(): Promise<void> {
    await this.#threads?.close();
    if (this.#opened) await this.#log?.close(this.#opened);
    this.#opened?.close();
  }

  /** Whether scans belong into threads. */
  get #isLarge(): boolean {
    return this.#threads !== undefined && this.#db.pageCount > fewPages;
  }

  async #execute(
    connection: SqliteConnection,
    { sql, parameters }: CompiledQuery,
  ): Promise<QueryResult<unknown>> {
    // One that has a transaction keeps all others waiting.
    const paused = this.#transaction?.owner === connection ? null : currentScope()?.turn?.pause();
    if (paused) await paused;
    while (this.#transaction && this.#transaction.owner !== connection) await this.#transaction.end.promise;
    const signal = beginStatement(this.#transaction !== undefined);
    const db = this.#db;
    // A transaction's statements have to see what it sees.
    if (!this.#transaction && sql.includes(stillWantedFunction) && this.#isLarge) {
      return { rows: await this.#threads!.all({ sql, parameters }, signal) };
    }
    try {
      const statement = db.prepare(sql);
      const scope = currentScope();
      if (scope && statement.reader && !this.#transaction) db.holdState(scope);
      else db.releaseState();
      if (statement.reader) return { rows: statement.all(parameters) };
      const { changes, lastInsertRowid } = statement.run(parameters);
      return { insertId: BigInt(lastInsertRowid), numAffectedRows: BigInt(changes), rows: [] };
    } finally {
      // SQLite itself ends a transaction after some errors.
      this.#noteTransaction(connection, db.isInTransaction);
    }
  }

  /** Uses a statement in the transaction that this connection has open. */
  #within<T>(
    connection: SqliteConnection,
    { sql }: PreparedText,
    use: (statement: NodeSqliteStatement) => T,
  ): T {
    beginStatement(true);
    const db = this.#db;
    try {
      return use(db.prepare(sql));
    } finally {
      this.#noteTransaction(connection, db.isInTransaction);
    }
  }

  #noteTransaction(owner: SqliteConnection, isOpen: boolean): void {
    if (isOpen === (this.#transaction !== undefined)) return;
    this.#transaction?.end.resolve();
    this.#transaction = isOpen ? { owner, end: Promise.withResolvers() } : undefined;
  }
}

type Execute = (connection: SqliteConnection, query: CompiledQuery) => Promise<QueryResult<unknown>>;
type Within = <T>(
  connection: SqliteConnection,
  text: PreparedText,
  use: (statement: NodeSqliteStatement) => T,
) => T;

/** One user of the connection, for a statement or a transaction. */
class SqliteConnection implements DatabaseConnection, PreparedRunner {
  readonly #execute: Execute;
  readonly #within: Within;

  constructor(execute: Execute, within: Within) {
    this.#execute = execute;
    this.#within = within;
  }

  /** Of a transaction. */
  async rows(text: PreparedText, parameters: readonly unknown[]): Promise<unknown[]> {
    return this.#within(this, text, (statement) => statement.all(parameters));
  }

  /** Of a transaction. */
  async rowsOfEach(text: PreparedText, lists: readonly (readonly unknown[])[]): Promise<unknown[][]> {
    return this.#within(this, text, (statement) => lists.map((parameters) => statement.all(parameters)));
  }

  /** Of a transaction. */
  async insertedId(text: PreparedText, parameters: readonly unknown[]): Promise<number> {
    return this.#within(this, text, (statement) => Number(statement.run(parameters).lastInsertRowid));
  }

  executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    return this.#execute(this, query) as Promise<QueryResult<R>>;
  }

  streamQuery(): never {
    throw new Error('Statements are not streamed: read pages');
  }
}
