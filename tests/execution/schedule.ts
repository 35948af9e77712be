import { setImmediate as nextRound } from 'node:timers/promises';

interface Entry {
  at: number;
  settle: () => void;
}

/** Settles promises one after the other, each when all that the one before it set off is done. */
export class Schedule {
  readonly #entries: Entry[] = [];

  /** @param at the lowest of those that wait comes first */
  later<T>(at: number, give: () => T): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const settle = () => {
      try {
        resolve(give());
      } catch (error) {
        reject(error);
      }
    };
    this.#entries.push({ at, settle });
    return promise;
  }

  /** What comes of it while promises are settled. @throws where nothing does, though all are */
  async resultOf<T>(work: T | Promise<T>): Promise<T> {
    const state = { isDone: false };
    const done = Promise.resolve(work).finally(() => (state.isDone = true));
    for (let idle = 0; !state.isDone && idle < 1_000; idle++) {
      await nextRound();
      const next = this.#takeNext();
      if (next) idle = 0;
      next?.settle();
    }
    if (!state.isDone) throw new Error('It never ends');
    return done;
  }

  #takeNext(): Entry | undefined {
    const first = this.#entries.reduce<Entry | undefined>(
      (least, entry) => (least && least.at <= entry.at ? least : entry),
      undefined,
    );
    if (first) this.#entries.splice(this.#entries.indexOf(first), 1);
    return first;
  }
}
