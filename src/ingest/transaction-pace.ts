/** In milliseconds: others wait so long for a transaction to end before they write. */
const shortestMs = 50;
const longestMs = 400;

/** How many times as long as its commit a transaction shall take. */
const worthOfCommit = 8;

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

  /** @param ms how long the last commit took */
  noteCommit(ms: number): void {
    this.#ms = Math.min(Math.max(ms * worthOfCommit, shortestMs), longestMs);
  }
}
