import { type Db, dialectOf, storeOf } from './dialect.ts';

/** Where keys are read from, once it pays. */
export interface KeySource {
  /** About how many there are, or more. */
  count(db: Db): Promise<number>;
  keys(db: Db): AsyncIterable<number>;
}

interface State {
  /** As the engine counts what others wrote. */
  othersChanges: number;
  /** How many keys have been looked up since others wrote. */
  asked: number;
  bits: KeyBits | null;
}

/**
 * Tells of most keys that the store does not hold that it does not, so that they need not be looked up. What this process stores is
 * added; when others have written all is forgotten, and read again once as many keys have been looked up as the store holds, so
 * that reading them costs no more than that did. Only where the engine tells whether others have written.
 */
export class KeyFilter {
  readonly #source: KeySource;
  readonly #states = new WeakMap<object, State>();

  constructor(source: KeySource) {
    this.#source = source;
  }

  /** A key that is about to be stored. */
  add(trx: Db, key: number): void {
    this.#states.get(storeOf(trx))?.bits?.add(key);
  }

  /**
   * Null while it does not pay.
   *
   * @param trx a writing transaction: until it ends, nobody else writes
   * @param count how many keys are about to be looked up
   */
  async forLookUp(trx: Db, count: number): Promise<Pick<ReadonlySet<number>, 'has'> | null> {
    const othersChanges = await dialectOf(trx).othersChanges?.(trx);
    if (othersChanges === undefined) return null;
    const store = storeOf(trx);
    let state = this.#states.get(store);
    if (state?.othersChanges !== othersChanges)
      this.#states.set(store, (state = { othersChanges, asked: 0, bits: null }));
    state.asked += count;
    if (!state.bits || state.bits.isFull) {
      const stored = await this.#source.count(trx);
      state.bits = stored <= state.asked ? await this.#read(trx, stored) : null;
    }
    return state.bits;
  }

  async #read(trx: Db, count: number): Promise<KeyBits> {
    const bits = new KeyBits(count);
    for await (const key of this.#source.keys(trx)) bits.add(key);
    return bits;
  }
}

/** A Bloom filter with one hash function: the keys are hashes already. */
class KeyBits {
  readonly #words: Uint32Array;
  readonly #mask: number;
  #left: number;

  /** @param count room is made for twice as many keys, sixteen bits for each */
  constructor(count: number) {
    const size = 2 ** Math.min(32, Math.max(16, Math.ceil(Math.log2(32 * count + 1))));
    this.#words = new Uint32Array(size / 32);
    this.#mask = size - 1;
    this.#left = size / 16;
  }

  get isFull(): boolean {
    return this.#left <= 0;
  }

  add(key: number): void {
    const bit = (key & this.#mask) >>> 0;
    this.#words[bit >>> 5]! |= 1 << (bit & 31);
    this.#left--;
  }

  has(key: number): boolean {
    const bit = (key & this.#mask) >>> 0;
    return (this.#words[bit >>> 5]! & (1 << (bit & 31))) !== 0;
  }
}
