import { setImmediate } from 'node:timers/promises';

/** How long one request may keep the process to itself, in milliseconds. */
const sliceMs = 10;

/**
 * Lets other requests have their turn. With SQLite an operation's statements, and what is made of their rows, follow one
 * another without the event loop ever getting to timers and sockets: a large answer would hold everybody up, and its own
 * deadline would never come.
 */
export class Turns {
  #since = performance.now();
  #next: Promise<void> | null = null;

  /** Resolves when it is this request's turn again; null where it still is. */
  wait(): Promise<void> | null {
    return performance.now() - this.#since > sliceMs ? this.#waitLonger() : null;
  }

  /** Many wait for one turn, and may use it up before all of them have come. */
  async #waitLonger(): Promise<void> {
    do {
      this.#next ??= this.#nextTurn();
      await this.#next;
    } while (performance.now() - this.#since > sliceMs);
  }

  async #nextTurn(): Promise<void> {
    await setImmediate();
    this.#since = performance.now();
    this.#next = null;
  }
}
