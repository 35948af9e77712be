import { createHash } from 'node:crypto';

/** SHA-256, hexadecimal, of a value's JSON. */
export function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

/** Of document keys, in bytes: a key must fit an index. */
const keyLimit = 2400;

/** A key short enough to stand behind its container's. */
export function boundedKey(key: string, container: string): string {
  const isShort = Buffer.byteLength(key) + Buffer.byteLength(container) <= keyLimit;
  return isShort ? key : `sha256 ${hashOf(key)}`;
}

/**
 * Finds the keys that several items of one file bear, in a first reading, and says in a second which of them
 * counts: the one with the smallest content hash, whatever their order. For each item 40 characters are remembered
 * during the first reading, for each repeated one during the second.
 */
export class Repeats {
  #contentByKey = new Map<string, string>();
  /** The smallest content hash of each key that came more than once. */
  readonly #smallest = new Map<string, string>();
  readonly #given = new Set<string>();

  /** In the first reading. */
  add(key: string, contentHash: string): void {
    const name = shortHash(key);
    const content = contentHash.slice(0, 20);
    const known = this.#smallest.get(name) ?? this.#contentByKey.get(name);
    if (known === undefined) this.#contentByKey.set(name, content);
    else this.#smallest.set(name, content < known ? content : known);
  }

  /** After the first reading: what came once is no longer of interest. */
  settle(): void {
    this.#contentByKey = new Map();
  }

  /** In the second reading: `silent` is what was given before, to the letter. */
  judge(key: string, contentHash: string): 'counts' | 'other' | 'silent' {
    const name = shortHash(key);
    const smallest = this.#smallest.get(name);
    if (smallest === undefined) return 'counts';
    const content = contentHash.slice(0, 20);
    if (this.#given.has(name + content)) return 'silent';
    this.#given.add(name + content);
    return content === smallest ? 'counts' : 'other';
  }
}

function shortHash(key: string): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, 20);
}
