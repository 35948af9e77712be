/** What several owners wait for: whose turn it is goes round among them, however much one of them brings. */
export class FairQueue<Owner, Item> {
  /** None is empty; the next one first. */
  readonly #waiting = new Map<Owner, Item[]>();

  /** How many owners wait. */
  get size(): number {
    return this.#waiting.size;
  }

  add(owner: Owner, item: Item): void {
    const items = this.#waiting.get(owner);
    if (items) items.push(item);
    else this.#waiting.set(owner, [item]);
  }

  /** The next one, which waits no longer. */
  take(): Item | undefined {
    for (const [owner, [next, ...others]] of this.#waiting) {
      this.#waiting.delete(owner);
      if (others.length > 0) this.#waiting.set(owner, others);
      return next;
    }
    return undefined;
  }

  remove(owner: Owner, item: Item): void {
    const others = this.#waiting.get(owner)?.filter((other) => other !== item);
    if (!others) return;
    if (others.length > 0) this.#waiting.set(owner, others);
    else this.#waiting.delete(owner);
  }

  clear(): Item[] {
    const items = [...this.#waiting.values()].flat();
    this.#waiting.clear();
    return items;
  }
}
