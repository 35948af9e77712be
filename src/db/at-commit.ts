import type { Db } from './dialect.ts';

interface Writing {
  peek(trx: Db): unknown;
  write(trx: Db): Promise<void>;
}

const gathering = new WeakMap<Db, Set<Writing>>();

/** What the statements of a transaction would write again and again: it is gathered, and written before the transaction ends. */
export class AtCommit<T> implements Writing {
  readonly #make: () => T;
  readonly #write: (trx: Db, gathered: T) => Promise<void>;
  readonly #gathered = new WeakMap<Db, T>();

  constructor(make: () => T, write: (trx: Db, gathered: T) => Promise<void>) {
    this.#make = make;
    this.#write = write;
  }

  /** To be added to. */
  of(trx: Db): T {
    let gathered = this.#gathered.get(trx);
    if (gathered === undefined) {
      this.#gathered.set(trx, (gathered = this.#make()));
      const all = gathering.get(trx);
      if (all) all.add(this);
      else gathering.set(trx, new Set<Writing>([this]));
    }
    return gathered;
  }

  /** Undefined where nothing waits to be written. */
  peek(db: Db): T | undefined {
    return this.#gathered.get(db);
  }

  /** For who does with it something better than to write it. */
  take(trx: Db): T | undefined {
    const gathered = this.#gathered.get(trx);
    this.#gathered.delete(trx);
    return gathered;
  }

  /** Before something is read that it changes. */
  async write(trx: Db): Promise<void> {
    const gathered = this.take(trx);
    if (gathered !== undefined) await this.#write(trx, gathered);
  }
}

/** As the last thing that a writing transaction does. What is written may make more to be written. */
export async function writeGathered(trx: Db): Promise<void> {
  const all = gathering.get(trx) ?? new Set();
  for (let next = nextOf(all, trx); next; next = nextOf(all, trx)) await next.write(trx);
}

function nextOf(all: ReadonlySet<Writing>, trx: Db): Writing | undefined {
  return all.values().find((one) => one.peek(trx) !== undefined);
}
