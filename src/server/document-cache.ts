/** UTF-16 code units of the texts that one cache holds, in all. A parsed document takes up to 250 bytes for each. */
const space = 200_000;

/** Programs send the same few documents again and again; one that is longer is none of theirs. */
const longest = 20_000;

/**
 * What was made of documents, by their text: the latest used. Bounded by their length, not by their number, as
 * anybody can send documents as long as a request may be, each of them new.
 */
export class DocumentCache<Value> {
  readonly #values = new Map<string, Value>();
  #length = 0;

  get(text: string): Value | undefined {
    const value = this.#values.get(text);
    if (value === undefined) return undefined;
    // To the end: what stands first goes first.
    this.#values.delete(text);
    this.#values.set(text, value);
    return value;
  }

  set(text: string, value: Value): void {
    if (text.length > longest) return;
    if (!this.#values.has(text)) this.#length += text.length;
    this.#values.set(text, value);
    for (const oldest of this.#values.keys()) {
      if (this.#length <= space) break;
      this.#values.delete(oldest);
      this.#length -= oldest.length;
    }
  }
}
