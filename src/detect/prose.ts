import type { Body, Range } from '../body/body.ts';
import { type Folded, fold } from '../identity/fold.ts';
import { hashWords, standsAlone, type Word, WordHash, wordsOf } from './words.ts';

export type DetectableBody = Pick<Body, 'text' | 'layout'> & {
  links: readonly { start: number; end: number }[];
};

/** A place where a title could begin. */
export interface Head {
  /** Hash of its word and the next one, or of a word that could be a title by itself. */
  hash: number;
  /** Index of its word in the stretch. */
  word: number;
}

/** A stretch of prose in which titles are looked for: of one block, without links and code. */
export class Stretch {
  /** Where it starts in `Body.text`. */
  readonly offset: number;
  readonly #text: string;
  #folded: Folded | undefined;
  #words: readonly Word[] | undefined;
  #heads: readonly Head[] | undefined;

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

  get heads(): readonly Head[] {
    return (this.#heads ??= headsOf(this.words));
  }

  /**
   * Every run of words that could be a title, by its hash.
   *
   * @param lengths how many words the titles have that begin with a head, in rising order
   */
  *runs(
    lengths: ReadonlyMap<number, readonly number[]>,
  ): Generator<{ hash: number; word: number; length: number }> {
    for (const head of this.heads) {
      const run = new WordHash();
      let length = 0;
      for (const wanted of lengths.get(head.hash) ?? []) {
        if (head.word + wanted > this.words.length) break;
        for (; length < wanted; length++) run.add(this.words[head.word + length]!.text);
        yield { hash: run.value, word: head.word, length };
      }
    }
  }
}

/** The heads of a whole text, which can be worked out long before it is searched. */
export interface TextHeads {
  /** Their hashes, in reading order. */
  hashes: Float64Array;
  /** For each stretch how many of them there are up to its end. */
  ends: Uint32Array;
  /** The hashes, each once, rising: by them a title that comes later finds the text (see `titleWordHashes`). */
  distinct: Float64Array;
}

export function textHeads(prose: readonly Stretch[]): TextHeads {
  const hashes: number[] = [];
  const ends = prose.map(({ heads }) => {
    for (const { hash } of heads) hashes.push(hash);
    return hashes.length;
  });
  const all = Float64Array.from(hashes);
  return { hashes: all, ends: Uint32Array.from(ends), distinct: eachOnce([all]) };
}

/** Of several lists each number once, rising. */
export function eachOnce(lists: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(lists.reduce((length, list) => length + list.length, 0));
  let end = 0;
  for (const list of lists) {
    all.set(list, end);
    end += list.length;
  }
  all.sort();
  let kept = 0;
  for (const [i, number] of all.entries()) if (i === 0 || number !== all[kept - 1]) all[kept++] = number;
  return all.slice(0, kept);
}

function headsOf(words: readonly Word[]): Head[] {
  const heads: Head[] = [];
  for (let word = 0; word < words.length; word++) {
    if (word + 1 < words.length) heads.push({ hash: hashWords(words, word, word + 2), word });
    if (standsAlone(words[word]!.text)) heads.push({ hash: hashWords(words, word, word + 1), word });
  }
  return heads;
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
