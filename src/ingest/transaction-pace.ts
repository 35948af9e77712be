import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';

/** In milliseconds: others that write wait so long, and for what follows from the documents. */
const shortestMs = 100;
const longestMs = 500;

/** How many times as long as its commit a transaction shall take. */
const worthOfCommit = 8;

/** Which part of the time is left to others. */
const gapPart = 1 / 40;

/** How often signals get their turn, in milliseconds. */
const turnMs = 10;

/**
 * How long a transaction goes on taking documents. A commit writes every page anew that changed, and in a large store
 * each document changes a hundred, few of them in common with the next one's: there it takes longer until a commit
 * is worth its while.
 */
export class TransactionPace {
  #ms = shortestMs;
  #lastTurn = 0;
  #lastEnd = -Infinity;

  get ms(): number {
    return this.#ms;
  }

  /** Before each transaction: for a while after the one before nothing is written, as on SQLite others do not queue, they only try from time to time. */
  async begin(): Promise<void> {
    const ms = this.#lastEnd + this.#ms * gapPart - performance.now();
    if (ms > 0) await sleep(ms);
  }

  /** A transaction has ended. */
  end(): void {
    this.#lastEnd = performance.now();
  }

  /** Lets signals have their turn now and then: nothing waits where SQLite stores what comes from memory. */
  async giveWay(): Promise<void> {
    if (performance.now() < this.#lastTurn + turnMs) return;
    await nextTurn();
    this.#lastTurn = performance.now();
  }

  /** @param ms how long the last commit took */
  noteCommit(ms: number): void {
    this.#ms = Math.min(Math.max(ms * worthOfCommit, shortestMs), longestMs);
  }
}
