import type { Body, BodyLink, Layout, Range } from '../body/body.ts';
import { type Folded, fold } from '../identity/fold.ts';
import { eachWord, standsAlone, type Word, WordHash, wordsOf } from './words.ts';

/** A body as far as detection reads it. */
export interface DetectableBody extends Pick<Body, 'text'> {
  layout: ProseLayout;
  links: readonly { start: number; end: number }[];
}

/** One that is new: where its links lead is not stored yet. */
export interface LinkingBody extends DetectableBody {
  links: readonly BodyLink[];
}

export type ProseLayout = Pick<Layout, 'blocks' | 'emphasis' | 'code'>;

/** The places where a title could begin, in reading order. */
interface Heads {
  /** Of each the hash of its word and the next one, or of a word that could be a title by itself. */
  hashes: ArrayLike<number>;
  /** Of each the index of its word in the stretch. */
  words: ArrayLike<number>;
}

/** By the hashes of heads how many words the titles have that begin with them. */
export class TitleLengths {
  readonly #byHead: ReadonlyMap<number, readonly number[]>;
  /** Tells of most hashes, by their last bits, that they are none of these heads. */
  readonly #mayBeHead = new Uint8Array(4096);

  /** @param byHead in rising order */
  constructor(byHead: ReadonlyMap<number, readonly number[]>) {
    this.#byHead = byHead;
    for (const head of byHead.keys()) this.#mayBeHead[head & 4095] = 1;
  }

  of(head: number): readonly number[] | undefined {
    return this.#mayBeHead[head & 4095] === 1 ? this.#byHead.get(head) : undefined;
  }
}

/** A stretch of prose in which titles are looked for: of one block, without links and code. */
export class Stretch {
  /** Where it starts in `Body.text`. */
  readonly offset: number;
  readonly #text: string;
  #folded: Folded | undefined;
  #words: readonly Word[] | undefined;
  #heads: Heads | undefined;

  constructor(text: string, offset: number) {
    this.offset = offset;
    this.#text = text;
  }

  get folded(): Folded {
    return (this.#folded ??= fold(this.#text));
  }

  get words(): readonly Word[] {
    return (this.#words ??= wordsOf(this.folded.text));
  }

  get heads(): Heads {
    return (this.#heads ??= headsOf(this.folded.text));
  }

  /** They need not be worked out again where they are known. */
  set heads(heads: Heads) {
    this.#heads = heads;
  }

  /** Every run of words that could be a title, by its hash. */
  *runs(lengths: TitleLengths): Generator<{ hash: number; word: number; length: number }> {
    const { hashes, words } = this.heads;
    for (let i = 0; i < hashes.length; i++) {
      const ofTitles = lengths.of(hashes[i]!);
      if (!ofTitles) continue;
      const word = words[i]!;
      const run = new WordHash();
      let length = 0;
      for (const wanted of ofTitles) {
        if (word + wanted > this.words.length) break;
        for (; length < wanted; length++) run.add(this.words[word + length]!.text);
        yield { hash: run.value, word, length };
      }
    }
  }
}

/** The heads of a whole text, which can be worked out long before it is searched. */
export interface TextHeads {
  /** Their hashes, in reading order. */
  hashes: Float64Array;
  /** Of each the index of its word in its stretch. */
  words: Uint32Array;
  /** For each stretch how many of them there are up to its end. */
  ends: Uint32Array;
  /** The hashes, each once: by them a title that comes later finds the text (see `titleWordHashes`). */
  distinct: Float64Array;
}

export function textHeads(prose: readonly Stretch[]): TextHeads {
  const ends = new Uint32Array(prose.length);
  for (let i = 0; i < prose.length; i++) ends[i] = (ends[i - 1] ?? 0) + prose[i]!.heads.hashes.length;
  const hashes = joined(
    Float64Array,
    prose.map(({ heads }) => heads.hashes),
  );
  const words = joined(
    Uint32Array,
    prose.map(({ heads }) => heads.words),
  );
  return { hashes, words, ends, distinct: distinctOf(hashes) };
}

/** Each of the hashes once, as they come first. */
function distinctOf(hashes: Float64Array): Float64Array {
  const kept = new Float64Array(hashes.length);
  let count = 0;
  // An open hash table of the places among those kept, each plus one.
  const places = new Uint32Array(2 ** Math.ceil(Math.log2(2 * hashes.length + 2)));
  for (let i = 0; i < hashes.length; i++) {
    const hash = hashes[i]!;
    let slot = hash & (places.length - 1);
    while (places[slot] !== 0 && kept[places[slot]! - 1] !== hash) slot = (slot + 1) & (places.length - 1);
    if (places[slot] !== 0) continue;
    kept[count++] = hash;
    places[slot] = count;
  }
  return kept.slice(0, count);
}

/** Of several lists of hashes each one once, rising. */
export function eachOnce(lists: readonly Float64Array[]): Float64Array {
  const all = joined(Float64Array, lists);
  // As none is negative, their bits are in the same order, and sorted in half the time.
  new BigUint64Array(all.buffer).sort();
  let kept = 0;
  for (let i = 0; i < all.length; i++) if (i === 0 || all[i] !== all[kept - 1]) all[kept++] = all[i]!;
  return all.slice(0, kept);
}

function joined<List extends Float64Array | Uint32Array>(
  Numbers: new (length: number) => List,
  lists: readonly ArrayLike<number>[],
): List {
  const all = new Numbers(lists.reduce((length, list) => length + list.length, 0));
  let end = 0;
  for (const list of lists) {
    all.set(list, end);
    end += list.length;
  }
  return all;
}

function headsOf(folded: string): Heads {
  const hashes: number[] = [];
  const words: number[] = [];
  const add = (hash: number, word: number) => {
    hashes.push(hash);
    words.push(word);
  };
  // No word does where not even all of them do.
  const mayStandAlone = standsAlone(folded);
  let word = -1;
  let hash = new WordHash();
  let loneHash: number | null = null;
  eachWord(folded, (start, end) => {
    const own = new WordHash();
    WordHash.addToBoth(hash, own, folded, start, end);
    if (word >= 0) add(hash.value, word);
    if (loneHash !== null) add(loneHash, word);
    word++;
    hash = own;
    loneHash = mayStandAlone && standsAlone(folded.slice(start, end)) ? own.value : null;
  });
  if (loneHash !== null) add(loneHash, word);
  return { hashes, words };
}

/** The prose of a take: no headings, block quotes or code, and nothing inside or across a link. */
export function proseOf(body: DetectableBody): Stretch[] {
  const holes: Range[] = [...body.layout.code, ...body.links.map(({ start, end }): Range => [start, end])];
  holes.sort((a, b) => a[0] - b[0]);
  const stretches: Stretch[] = [];
  const add = (start: number, end: number) => {
    if (end > start) stretches.push(new Stretch(body.text.slice(start, end), start));
  };
  let next = 0;
  // A link may go around several blocks.
  let from = 0;
  for (const block of body.layout.blocks) {
    from = Math.max(from, block.start);
    for (; next < holes.length && holes[next]![0] < block.end; next++) {
      if (block.kind === 'prose') add(from, holes[next]![0]);
      from = Math.max(from, holes[next]![1]);
    }
    if (block.kind === 'prose') add(from, block.end);
  }
  return stretches;
}
