/** In milliseconds: others that write wait so long, and for what follows from the documents. */
const shortestMs = 100;
const longestMs = 500;

/** How many times as long as its commit a transaction shall take. */
const worthOfCommit = 8;

/** Which part of the time is left to others. */
const gapPart = 1 / 40;

/**
 * How long a transaction goes on taking documents. A commit writes every page anew that changed, and in a large store
 * each document changes a hundred, few of them in common with the next one's: there it takes longer until a commit
 * is worth its while.
 */
export class TransactionPace {
  #ms = shortestMs;

  get ms(): number {
    return this.#ms;
  }

  /** How long nothing is written afterwards: on SQLite others do not queue, they only try from time to time. */
  get gapMs(): number {
    return this.#ms * gapPart;
  }

  /** @param ms how long the last commit took */
  noteCommit(ms: number): void {
    this.#ms = Math.min(Math.max(ms * worthOfCommit, shortestMs), longestMs);
  }
}
