/** Numbers that follow from a seed and a number alone, so that any document can be made without those before it. */
export class Random {
  #state: number;

  constructor(seed: string, index = 0) {
    let hash = 2166136261 ^ index;
    for (let i = 0; i < seed.length; i++) hash = Math.imul(hash ^ seed.charCodeAt(i), 16777619);
    this.#state = hash ^ Math.imul(index, 0x9e3779b1);
    this.next();
  }

  /** From 0 up to 1, without 1 (mulberry32, public domain). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  /** An integer from `from` to `to`, both included. */
  between(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  /** An integer below `count`; the larger `skew`, the more often a small one. 1 is even. */
  below(count: number, skew = 1): number {
    return Math.floor(count * this.next() ** skew);
  }

  pick<Value>(values: readonly Value[], skew = 1): Value {
    return values[this.below(values.length, skew)]!;
  }
}
