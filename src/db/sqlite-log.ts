import type { NodeSqlite } from './node-sqlite.ts';
import { StatementThreads } from './sqlite-threads.ts';

/** From how many pages in the log on a thread brings them to their places. */
const worthThread = 65_536;

/** Up to how many pages the writer brings there itself, in about a tenth of a second. */
const fewPages = 16_384;

/**
 * At how many pages in the log, half a gigabyte, the writer does not write on before all are at their places: a disk that takes
 * less than is written would let it grow without end, and each page is looked for in all of it.
 */
const mostPages = 131_072;

interface LogState {
  /** Pages in the log. */
  log: number;
  /** Of them those that are at their places. */
  checkpointed: number;
}

/**
 * Keeps the log of a connection that writes much from growing without end. To bring its pages to their places takes a
 * second or two, in which the disk is waited for, so a thread of its own does it while the connection writes on. A log
 * begins anew once all of it is done: what came in the meantime the writer does itself, between two transactions.
 */
export class SqliteLog {
  readonly #threads: StatementThreads;
  #running: Promise<void> | undefined;
  /** Whether there is a thread that can do it. */
  #hasThread = true;

  constructor(file: string, busyTimeoutMs: number) {
    this.#threads = new StatementThreads(file, { busyTimeoutMs, readOnly: false });
  }

  /** @param db has just ended a transaction */
  async committed(db: NodeSqlite): Promise<void> {
    const { log, checkpointed } = stateOf(db);
    if (log < worthThread) return;
    const isFull = log >= mostPages;
    if (isFull) await this.#running;
    if (this.#running) return;
    if (this.#hasThread && !isFull && log - checkpointed > fewPages) this.#running = this.#checkpoint();
    else db.prepare(checkpoint).all([]);
  }

  /** What is left: SQLite itself does it only where nobody else has the store open. */
  async close(db: NodeSqlite): Promise<void> {
    await this.#running;
    await this.#threads.close();
    db.prepare(checkpoint).all([]);
  }

  async #checkpoint(): Promise<void> {
    try {
      await this.#threads.all({ sql: checkpoint, parameters: [] });
    } catch {
      // The writer will meet what is wrong itself.
      this.#hasThread = false;
    } finally {
      this.#running = undefined;
    }
  }
}

function stateOf(db: NodeSqlite): LogState {
  return db.prepare('pragma wal_checkpoint(noop)').all([])[0] as LogState;
}

/** Waits for nobody, and leaves what readers still need. */
const checkpoint = 'pragma wal_checkpoint(passive)';
