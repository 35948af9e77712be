import type { Sent } from './postgres-rows.ts';

/** What an execution of a prepared statement says, and who waits for its rows. */
export class LookUp {
  readonly sql: string;
  readonly name: string;
  readonly values: readonly Sent[];
  /** Rejects with the signal's reason as soon as it aborts. Undefined where the statement has to run elsewhere. */
  readonly answer: Promise<unknown[] | undefined>;
  /** On how many connections it is. */
  copies = 0;
  /** Whether it was sent once more as its connection was lost. */
  isRepeated = false;
  /** Whether it was sent to another connection too, as its own was blocked. */
  isCopied = false;
  #isSettled = false;
  readonly #siblings: Set<LookUp> | undefined;
  readonly #resolve: (rows: unknown[] | undefined) => void;
  readonly #reject: (reason: unknown) => void;

  constructor(sql: string, name: string, values: readonly Sent[], signal?: AbortSignal) {
    this.sql = sql;
    this.name = name;
    this.values = values;
    const { promise, resolve, reject } = Promise.withResolvers<unknown[] | undefined>();
    this.answer = promise;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#siblings = signal && siblingsOf(signal).add(this);
  }

  /** Whether it runs for a request, or for a probe. */
  get isInScope(): boolean {
    return this.#siblings !== undefined;
  }

  get isSettled(): boolean {
    return this.#isSettled;
  }

  resolve(rows: unknown[] | undefined): void {
    this.#settle();
    this.#resolve(rows);
  }

  reject(reason: unknown): void {
    this.#settle();
    this.#reject(reason);
  }

  #settle(): void {
    this.#isSettled = true;
    this.#siblings?.delete(this);
  }
}

/** A request has many of them: one listener for all costs less than their running. */
const lookUpsOf = new WeakMap<AbortSignal, Set<LookUp>>();

function siblingsOf(signal: AbortSignal): Set<LookUp> {
  let lookUps = lookUpsOf.get(signal);
  if (!lookUps) {
    const all = new Set<LookUp>();
    lookUpsOf.set(signal, (lookUps = all));
    signal.addEventListener(
      'abort',
      () => {
        for (const lookUp of all) lookUp.reject(signal.reason);
      },
      { once: true },
    );
  }
  return lookUps;
}
