import { setTimeout as sleep } from 'node:timers/promises';
import {
  AbortedTransactionError,
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
} from 'kysely';
import type pg from 'pg';
import { requestCancel } from './postgres-cancel.ts';
import { hasOthersNames, isLost } from './postgres-errors.ts';
import { LookUps } from './postgres-look-ups.ts';
import { ConnectionPool } from './postgres-pool.ts';
import type { PreparedRunner, PreparedText } from './statement.ts';
import { beginStatement } from './statement-scope.ts';

/** How long the server may take to end a statement that is cancelled, in milliseconds. */
const cancelPatienceMs = 500;

/** Kysely's own driver ends no statement for a signal that it is not handed, and waits for one that does not end. */
export class PostgresDriver implements Driver, PreparedRunner {
  readonly #pool: ConnectionPool;
  readonly #lookUps: LookUps;
  #closed: Promise<void> | undefined;

  constructor(config: pg.PoolConfig) {
    this.#pool = new ConnectionPool(config);
    this.#lookUps = new LookUps(config);
  }

  init(): Promise<void> {
    return Promise.resolve();
  }

  async acquireConnection(): Promise<PostgresConnection> {
    return new PostgresConnection(this.#pool, await this.#pool.acquire());
  }

  async rows(text: PreparedText, parameters: readonly unknown[]): Promise<unknown[]> {
    // What can take long must be one that is cancelled, on a connection where nobody waits behind it.
    const rows = text.isScan ? undefined : await this.#lookUps.rows(text, parameters);
    return rows ?? this.#ordinaryRows(text, parameters);
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin'));
  }

  async commitTransaction(connection: PostgresConnection): Promise<void> {
    const { rows } = await connection.executeQuery<{ command: string }>(CompiledQuery.raw('commit'));
    await connection.throwFailure();
    // So PostgreSQL answers where a statement failed before.
    if (rows[0]?.command === 'ROLLBACK') throw new AbortedTransactionError();
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('rollback'));
  }

  /** At once: Kysely answers the caller only afterwards. */
  releaseConnection(connection: PostgresConnection): Promise<void> {
    connection.release();
    return Promise.resolve();
  }

  destroy(): Promise<void> {
    return (this.#closed ??= this.#close());
  }

  async #close(): Promise<void> {
    await Promise.all([this.#lookUps.close(), this.#pool.close()]);
  }

  /** Without a name, so that it is planned for its values. */
  async #ordinaryRows({ sql }: PreparedText, parameters: readonly unknown[]): Promise<unknown[]> {
    const connection = await this.acquireConnection();
    try {
      return (await connection.query({ text: sql, values: [...parameters] })).rows;
    } finally {
      connection.release();
    }
  }
}

/** A connection of the pool, lent for a statement or a transaction. */
class PostgresConnection implements DatabaseConnection, PreparedRunner {
  readonly #pool: ConnectionPool;
  #client: pg.PoolClient;
  /** Whether the client still has to be given back. */
  #isLent = true;
  #isFresh = true;
  /** Of a statement that was given up: whether the connection is good for others afterwards. */
  #ending: Promise<boolean> | undefined;
  /** Statements that nobody waits for, until they are answered, and the first failure among them. */
  readonly #unawaited = new Set<Promise<unknown>>();
  #failure: Error | undefined;

  constructor(pool: ConnectionPool, client: pg.PoolClient) {
    this.#pool = pool;
    this.#client = client;
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const answer = this.query<R & pg.QueryResultRow>({ text: sql, values: [...parameters] });
    return toResult(await this.#orFailure(answer));
  }

  /**
   * Of a transaction. What only writes has no answer that the next one depends on, and is not waited for: the server runs
   * them in order, and after a failure none of those that follow.
   */
  async rows(text: PreparedText, parameters: readonly unknown[]): Promise<unknown[]> {
    const answer = this.#namedRows(text, parameters);
    if (!this.#isInTransaction || !isSilent(text)) return this.#orFailure(answer);
    const noted: Promise<unknown> = answer
      .catch((error: unknown) => (this.#failure ??= error as Error))
      .finally(() => this.#unawaited.delete(noted));
    this.#unawaited.add(noted);
    return [];
  }

  /** Where a statement that nobody waited for has failed. */
  async throwFailure(): Promise<void> {
    await Promise.all(this.#unawaited);
    if (this.#failure) throw this.#failure;
  }

  /** What fails after such a statement only says that something had failed. */
  async #orFailure<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      await this.throwFailure();
      throw error;
    }
  }

  async #namedRows({ sql, name }: PreparedText, parameters: readonly unknown[]): Promise<unknown[]> {
    const query = { text: sql, values: [...parameters] };
    try {
      return (await this.query(this.#pool.keepsNames ? { ...query, name } : query)).rows;
    } catch (error) {
      if (hasOthersNames(error)) this.#pool.keepsNames = false;
      throw error;
    }
  }

  async query<R extends pg.QueryResultRow>(query: pg.QueryConfig): Promise<pg.QueryResult<R>> {
    const signal = beginStatement(this.#isInTransaction);
    let mayRepeat = this.#isFresh && isHarmless(query.text);
    this.#isFresh = false;
    for (;;) {
      try {
        return await this.#run<R>(query, signal);
      } catch (error) {
        if (!isLost(error)) throw error;
        this.#pool.doubt(this.#client);
        // The server was started anew while the connection was idle: the first to use it finds out.
        if (!mayRepeat || signal?.aborted) throw error;
        mayRepeat = false;
        this.release();
        this.#client = await this.#pool.acquire();
        this.#isLent = true;
      }
    }
  }

  release(): void {
    if (!this.#isLent) return;
    this.#isLent = false;
    const client = this.#client;
    if (this.#ending) void this.#ending.then((isGood) => client.release(!isGood));
    else client.release(this.#isInTransaction || this.#pool.isInDoubt(client));
  }

  streamQuery(): never {
    throw new Error('Statements are not streamed: read pages');
  }

  /** Also one that was left open. */
  get #isInTransaction(): boolean {
    return this.#client.getTransactionStatus() !== 'I';
  }

  /** The result, or the signal's reason as soon as it aborts. */
  async #run<R extends pg.QueryResultRow>(
    query: pg.QueryConfig,
    signal?: AbortSignal,
  ): Promise<pg.QueryResult<R>> {
    const { stream } = this.#client.connection;
    // What is sent within a tick goes in one piece.
    stream.cork();
    process.nextTick(() => stream.uncork());
    const answer = this.#client.query<R>(query);
    if (!signal) return answer;
    const { promise, resolve, reject } = Promise.withResolvers<pg.QueryResult<R>>();
    answer.then(resolve, reject);
    const giveUp = () => {
      reject(signal.reason);
      this.#ending = this.#end(answer);
    };
    signal.addEventListener('abort', giveUp, { once: true });
    try {
      return await promise;
    } finally {
      signal.removeEventListener('abort', giveUp);
    }
  }

  /** Ends the running statement. Resolves to whether it ended, so that the connection can be used for others. */
  async #end(answer: Promise<unknown>): Promise<boolean> {
    const client = this.#client;
    const cancelled = requestCancel(client, AbortSignal.timeout(cancelPatienceMs));
    const ended = Promise.allSettled([answer, cancelled]).then(
      ([, { status }]) => status === 'fulfilled' && client.getTransactionStatus() === 'I',
    );
    const isGood = await Promise.race([ended, sleep(cancelPatienceMs, false)]);
    // A server that does not answer one does not answer the others either.
    if (!isGood) this.#pool.doubt(client);
    return isGood;
  }
}

const silent = new WeakMap<PreparedText, boolean>();

/** Whether a statement writes and answers nothing. */
function isSilent(text: PreparedText): boolean {
  let known = silent.get(text);
  if (known === undefined) {
    known = /^\s*(insert|update|delete)\b/i.test(text.sql) && !/\breturning\b/i.test(text.sql);
    silent.set(text, known);
  }
  return known;
}

/** What can be sent to another connection where it is not known whether the first one ran it. */
function isHarmless(sql: string): boolean {
  return /^\s*(select|begin)\b/i.test(sql);
}

function toResult<R extends pg.QueryResultRow>({
  command,
  rowCount,
  rows,
}: pg.QueryResult<R>): QueryResult<R> {
  // A transaction's end has no rows: its word is what `commitTransaction` looks at.
  if (command === 'COMMIT' || command === 'ROLLBACK') return { rows: [{ command }] as unknown as R[] };
  return ['INSERT', 'UPDATE', 'DELETE', 'MERGE'].includes(command)
    ? { rows, numAffectedRows: BigInt(rowCount ?? 0) }
    : { rows };
}
