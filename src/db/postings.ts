/** Of how many hashes in a row of the index. */
const idealRow = 160;
const hashBits = 32;

/** Of hashes, by which postings are divided into rows: more would leave no room for the segment in a row's id. */
export const mostBits = 20;

/**
 * Which takes have which words: pairs of a take's id and a hash of 32 bits, in the order of the hashes and then of the takes. In
 * memory and in the store a pair is two little-endian integers of 32 bits, the take first, so that as one of 64 bits it sorts as
 * it should.
 */
export class Postings {
  readonly #pairs: Uint32Array<ArrayBuffer>;

  private constructor(pairs: Uint32Array<ArrayBuffer>) {
    new BigUint64Array(pairs.buffer).sort();
    this.#pairs = pairs;
  }

  /** @param words by the takes' ids, below 2^32, the hashes of 53 bits that they have */
  static ofWords(words: ReadonlyMap<number, Float64Array>): Postings {
    const pairs = new Uint32Array(2 * words.values().reduce((count, hashes) => count + hashes.length, 0));
    let end = 0;
    for (const [takeId, hashes] of words) {
      // By index, as nothing that iterates leaves no garbage behind.
      for (let i = 0; i < hashes.length; i++) {
        pairs[end++] = takeId;
        pairs[end++] = shortHash(hashes[i]!);
      }
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
    const pairs = this.#pairs;
    for (let start = 0; start < pairs.length;) {
      const bucket = bucketOf(pairs[start + 1]!, bits);
      let end = start + 2;
      while (end < pairs.length && bucketOf(pairs[end + 1]!, bits) === bucket) end += 2;
      yield { bucket, postings: new Uint8Array(pairs.buffer, 4 * start, 4 * (end - start)) };
      start = end;
    }
  }
}

/** Adds the takes of a row that have the hash. */
export function addTakesIn(postings: Uint8Array, hash: number, takes: Set<number>): void {
  const row = integersOf(postings);
  let from = 0;
  for (let to = row.length / 2; from < to;) {
    const middle = (from + to) >>> 1;
    if (row[2 * middle + 1]! < hash) from = middle + 1;
    else to = middle;
  }
  for (let i = 2 * from; row[i + 1] === hash; i += 2) takes.add(row[i]!);
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
