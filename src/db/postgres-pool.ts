import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { currentScope } from './statement-scope.ts';

/** How long a statement in a scope waits for a connection, in milliseconds. Others wait as long as the pool does. */
const patienceMs = 1_000;

/** How long closing waits for connections that are in use or whose server does not answer, in milliseconds. */
const closingPatienceMs = 1_000;

/**
 * Connections, lent one at a time. One that fails puts all those in doubt that were made before it failed: they are
 * replaced when their turn comes, rather than each failing a statement.
 */
export class ConnectionPool {
  readonly #pool: pg.Pool;
  readonly #open = new Set<pg.PoolClient>();
  readonly #madeIn = new WeakMap<pg.PoolClient, number>();
  #era = 0;
  /** Whether a connection still has the statements that were prepared on it: not where another program shares it out. */
  keepsNames = true;

  constructor(config: pg.PoolConfig) {
    // A transaction's statements need not wait for the answers of those before.
    const ofClient: pg.ClientConfig = { ...config, pipeline: true };
    this.#pool = new pg.Pool({ ...config, ...ofClient });
    // Without listeners a connection that dies, in use or not, would end the process. Its statement rejects.
    this.#pool.on('error', () => {});
    this.#pool.on('connect', (client) => {
      client.on('error', () => {});
      client.once('end', () => this.#open.delete(client));
      this.#open.add(client);
      this.#madeIn.set(client, this.#era);
    });
  }

  async acquire(): Promise<pg.PoolClient> {
    for (;;) {
      const client = await this.#lend();
      if (!this.isInDoubt(client)) return client;
      client.release(true);
    }
  }

  /** A connection failed: those of its time probably did too. */
  doubt(client: pg.PoolClient): void {
    if (!this.isInDoubt(client)) this.#era++;
  }

  isInDoubt(client: pg.PoolClient): boolean {
    return this.#madeIn.get(client) !== this.#era;
  }

  async close(): Promise<void> {
    await Promise.race([this.#pool.end(), sleep(closingPatienceMs, undefined, { ref: false })]);
    for (const client of this.#open) client.connection.stream.destroy();
  }

  async #lend(): Promise<pg.PoolClient> {
    const scope = currentScope();
    scope?.signal.throwIfAborted();
    const lent = this.#pool.connect();
    if (!scope) return lent;
    const { promise, resolve, reject } = Promise.withResolvers<pg.PoolClient>();
    let isWanted = true;
    const giveUp = (reason: unknown) => {
      isWanted = false;
      reject(reason);
    };
    const onAbort = () => giveUp(scope.signal.reason);
    const timer = setTimeout(
      () => giveUp(new Error(`timeout exceeded when trying to connect: ${patienceMs} ms`)),
      patienceMs,
    );
    scope.signal.addEventListener('abort', onAbort, { once: true });
    lent.then((client) => (isWanted ? resolve(client) : client.release()), reject);
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      scope.signal.removeEventListener('abort', onAbort);
    }
  }
}
