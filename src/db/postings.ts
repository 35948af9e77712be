/** Of how many hashes in a row of the index. */
const idealRow = 160;
const hashBits = 32;

/** Of hashes, by which postings are divided into rows: more would leave no room for the segment in a row's id. */
export const mostBits = 20;

/**
 * Which takes have which words: pairs of a take's id and a hash of 32 bits, in rows of those whose hashes begin with the same bits. In
 * memory and in the store a pair is two little-endian integers of 32 bits.
 */
export class Postings {
  readonly #pairs: Uint32Array<ArrayBuffer>;

  private constructor(pairs: Uint32Array<ArrayBuffer>) {
    this.#pairs = pairs;
  }

  /** @param words by the takes' ids, below 2^32, the hashes of 53 bits that they have */
  static ofWords(words: ReadonlyMap<number, Float64Array>): Postings {
    const pairs = new Uint32Array(2 * words.values().reduce((count, hashes) => count + hashes.length, 0));
    let end = 0;
    for (const [takeId, hashes] of words) {
      addPairs(pairs, end, takeId, hashes);
      end += 2 * hashes.length;
    }
    return new Postings(pairs);
  }

  /** @param rows each with the takes whose words in it count no more */
  static ofRows(rows: readonly { postings: Uint8Array; stale: ReadonlySet<number> | undefined }[]): Postings {
    const pairs = new Uint32Array(rows.reduce((size, { postings }) => size + postings.length / 4, 0));
    let end = 0;
    for (const { postings, stale } of rows) {
      const row = integersOf(postings);
      if (!stale) {
        pairs.set(row, end);
        end += row.length;
        continue;
      }
      for (let i = 0; i < row.length; i += 2) {
        if (stale.has(row[i]!)) continue;
        pairs[end++] = row[i]!;
        pairs[end++] = row[i + 1]!;
      }
    }
    return new Postings(pairs.slice(0, end));
  }

  get count(): number {
    return this.#pairs.length / 2;
  }

  /** In pieces, one for each beginning of so many bits that a hash has. */
  *rows(bits: number): Generator<{ bucket: number; postings: Uint8Array }> {
    const buckets = bucketsOf(this.#pairs, hashBits - bits);
    const [first, last] = rangeOf(buckets);
    const starts = new Uint32Array(Math.max(0, last - first + 2));
    countEach(buckets, first, starts);
    for (let i = 1; i < starts.length; i++) starts[i]! += starts[i - 1]!;
    const sorted = new Uint32Array(this.#pairs.length);
    place(this.#pairs, buckets, first, starts, sorted);
    for (let bucket = first; bucket <= last; bucket++) {
      const start = starts[bucket - first]!;
      const end = starts[bucket - first + 1]!;
      if (end > start)
        yield { bucket, postings: new Uint8Array(sorted.buffer, 8 * start, 8 * (end - start)) };
    }
  }
}

/*
 * Each of these loops is a function of its own: in a longer one a loop that has not run before would undo what the compiler made of
 * the others.
 */

function addPairs(pairs: Uint32Array, start: number, takeId: number, hashes: Float64Array): void {
  for (let i = 0; i < hashes.length; i++) {
    pairs[start + 2 * i] = takeId;
    pairs[start + 2 * i + 1] = shortHash(hashes[i]!);
  }
}

/** The bits of each hash that come before so many. */
function bucketsOf(pairs: Uint32Array, shift: number): Uint32Array {
  const buckets = new Uint32Array(pairs.length / 2);
  // A shift by all bits would be none.
  if (shift < hashBits) for (let i = 0; i < buckets.length; i++) buckets[i] = pairs[2 * i + 1]! >>> shift;
  return buckets;
}

/** The least and the greatest; where there is none, the greatest is less. */
function rangeOf(buckets: Uint32Array): [first: number, last: number] {
  let first = Infinity;
  let last = -1;
  for (let i = 0; i < buckets.length; i++) {
    if (buckets[i]! < first) first = buckets[i]!;
    if (buckets[i]! > last) last = buckets[i]!;
  }
  return [first, last];
}

function countEach(buckets: Uint32Array, first: number, counts: Uint32Array): void {
  for (let i = 0; i < buckets.length; i++) counts[buckets[i]! - first]!++;
}

/**
 * Puts each pair with the others of its bucket, in their order.
 *
 * @param ends where each bucket ends; afterwards where it starts
 */
function place(
  pairs: Uint32Array,
  buckets: Uint32Array,
  first: number,
  ends: Uint32Array,
  sorted: Uint32Array,
): void {
  for (let i = buckets.length - 1; i >= 0; i--) {
    const at = --ends[buckets[i]! - first]!;
    sorted[2 * at] = pairs[2 * i]!;
    sorted[2 * at + 1] = pairs[2 * i + 1]!;
  }
}

/** Adds the takes of a row that have the hash. */
export function addTakesIn(postings: Uint8Array, hash: number, takes: Set<number>): void {
  const row = integersOf(postings);
  for (let i = 1; i < row.length; i += 2) if (row[i] === hash) takes.add(row[i - 1]!);
}

/** The first 32 of 53 bits. */
export function shortHash(hash: number): number {
  return Math.floor(hash / 2 ** (53 - hashBits));
}

/** By how many bits of their hashes so many postings are divided into rows. */
export function bitsFor(count: number): number {
  return Math.min(mostBits, Math.max(0, Math.ceil(Math.log2(count / idealRow))));
}

/** @param hash of 32 bits, or one more than the greatest */
export function bucketOf(hash: number, bits: number): number {
  return Math.floor(hash / 2 ** (hashBits - bits));
}

function integersOf({ buffer, byteOffset, length }: Uint8Array): Uint32Array {
  return new Uint32Array(buffer, byteOffset, length / 4);
}
