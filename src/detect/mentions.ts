import { originalRange } from '../identity/fold.ts';
import { AnchorMaker } from './anchor.ts';
import {
  type DetectableBody,
  eachOnce,
  proseOf,
  type Stretch,
  type TextHeads,
  textHeads,
  TitleLengths,
} from './prose.ts';
import { lastStartingBefore } from './ranges.ts';

/** A title that may stand in a text; see `TitleForm`. */
export interface KnownTitle {
  id: number;
  normal: string;
  hash: number;
  head: number;
  words: number;
}

/** A place where the prose of a text holds a known title, word for word. */
export interface Mention {
  titleId: number;
  /** UTF-16 code units of `Body.text`. */
  start: number;
  end: number;
  exact: string;
  /** Whether the text quotes or emphasises these words and no others. */
  isMarked: boolean;
  isMidSentence: boolean;
}

/** Where titles are looked up by their hashes; the work depends on the texts, not on how many titles there are. */
export interface TitleLookup {
  /** Tells of most heads that no title has that none has. Null where that takes as long as to look them up. */
  filter?(count: number): Promise<Pick<ReadonlySet<number>, 'has'> | null>;
  /** The lengths in words of the titles that begin with these heads. */
  lengthsByHeads(heads: readonly number[]): Promise<{ head: number; words: number }[]>;
  byHashes(hashes: readonly number[]): Promise<KnownTitle[]>;
}

/** Of each text the places where it holds known titles. They are looked up together, in the order in which they are stored. */
export async function findMentions(
  texts: readonly TextToSearch[],
  titles: TitleLookup,
): Promise<Mention[][]> {
  const heads = texts.map((text) => text.heads.distinct);
  const filter = await titles.filter?.(heads.reduce((count, { length }) => count + length, 0));
  const perhaps = filter ? heads.map((hashes) => among(hashes, filter)) : heads;
  const byHead = Map.groupBy(await titles.lengthsByHeads([...eachOnce(perhaps)]), ({ head }) => head);
  const lengths = new TitleLengths(
    new Map(
      byHead.entries().map(([head, rows]) => [head, rows.map(({ words }) => words).sort((a, b) => a - b)]),
    ),
  );
  const hashes = eachOnce(texts.map((text) => Float64Array.from(text.runHashes(lengths))));
  const known = Map.groupBy(await titles.byHashes([...hashes]), ({ hash }) => hash);
  return texts.map((text) => text.mentionsAmong(known, lengths));
}

/** Those of the hashes that are among others. `filter` would make an object of each. */
function among(hashes: Float64Array, others: Pick<ReadonlySet<number>, 'has'>): Float64Array {
  const found: number[] = [];
  for (let i = 0; i < hashes.length; i++) if (others.has(hashes[i]!)) found.push(hashes[i]!);
  return Float64Array.from(found);
}

/** A take's body, prepared so that titles can be found in it. */
export class TextToSearch {
  readonly #body: DetectableBody;
  readonly #prose: Stretch[];
  readonly #anchors: AnchorMaker;
  #heads: TextHeads | undefined;
  /** Those that hold one of the heads that were asked for last. */
  #lastHolding: { lengths: TitleLengths; stretches: Stretch[] } | undefined;

  /** @param heads those of the text, where they are known */
  constructor(body: DetectableBody, heads?: TextHeads) {
    this.#body = body;
    this.#prose = proseOf(body);
    this.#anchors = new AnchorMaker(body.text, body.layout.blocks);
    this.#heads = heads;
  }

  get heads(): TextHeads {
    return (this.#heads ??= textHeads(this.#prose));
  }

  /** Hashes of all that could be a title here. */
  *runHashes(lengths: TitleLengths): Generator<number> {
    for (const stretch of this.#holding(lengths)) for (const { hash } of stretch.runs(lengths)) yield hash;
  }

  /** The stretches that hold one of these heads. */
  #holding(lengths: TitleLengths): Stretch[] {
    if (this.#lastHolding?.lengths === lengths) return this.#lastHolding.stretches;
    const { hashes, words, ends } = this.heads;
    const stretches: Stretch[] = [];
    for (let i = 0, start = 0; i < this.#prose.length; start = ends[i++]!) {
      let head = start;
      while (head < ends[i]! && !lengths.of(hashes[head]!)) head++;
      if (head === ends[i]!) continue;
      const stretch = this.#prose[i]!;
      stretch.heads = { hashes: hashes.subarray(start, ends[i]), words: words.subarray(start, ends[i]) };
      stretches.push(stretch);
    }
    this.#lastHolding = { lengths, stretches };
    return stretches;
  }

  /** Where the text holds these titles: the first places of each, up to `mostPlaces`. */
  mentionsAmong(titles: ReadonlyMap<number, readonly KnownTitle[]>, lengths: TitleLengths): Mention[] {
    return this.#mentionsIn(this.#holding(lengths), titles, lengths);
  }

  /** Where the text holds this title. */
  mentionsOf(title: KnownTitle): Mention[] {
    const holding = this.#prose.filter(({ folded }) => folded.text.includes(title.normal));
    return this.#mentionsIn(
      holding,
      new Map([[title.hash, [title]]]),
      new TitleLengths(new Map([[title.head, [title.words]]])),
    );
  }

  #mentionsIn(
    prose: readonly Stretch[],
    titles: ReadonlyMap<number, readonly KnownTitle[]>,
    lengths: TitleLengths,
  ): Mention[] {
    const places = new Map<KnownTitle, Mention[]>();
    for (const stretch of prose) {
      for (const { hash, word } of stretch.runs(lengths)) {
        for (const title of titles.get(hash) ?? []) {
          const known = places.get(title) ?? [];
          const mention = known.length < mostPlaces ? this.#mentionAt(stretch, word, title) : null;
          if (mention) {
            known.push(mention);
            places.set(title, known);
          }
        }
      }
    }
    return [...places.values()].flat();
  }

  /** The mention whose first word this is, if the text has there the title and not only its words. */
  #mentionAt({ folded, words, offset }: Stretch, word: number, title: KnownTitle): Mention | null {
    const from = words[word]!.start - anyWord.exec(title.normal)!.index;
    const to = from + title.normal.length;
    if (from < 0 || folded.text.slice(from, to) !== title.normal) return null;
    const range = originalRange(folded, from, to);
    if (!range) return null;
    const start = offset + range.start;
    const end = offset + range.end;
    const { text } = this.#body;
    if (adjoinsWord(text, start, end)) return null;
    return {
      titleId: title.id,
      start,
      end,
      exact: text.slice(start, end),
      isMarked: isQuoted(text, start, end) || isEmphasised(this.#body, start, end),
      isMidSentence: this.#anchors.isMidSentence(start),
    };
  }
}

/**
 * Of one title in one text; later ones are passed over. A title inside another stands at least as often, so that
 * all its places that are looked at are among those where the other is looked at too.
 */
const mostPlaces = 1000;
const anyWord = /[\p{L}\p{N}\p{M}]/u;
const wordBefore = /[[\p{L}\p{N}\p{M}]--\p{DI}]\p{DI}*$/v;
const wordAfter = /^\p{DI}*[[\p{L}\p{N}\p{M}]--\p{DI}]/v;
/** How far is looked for invisible characters that stand between a title and a word. */
const invisibleReach = 8;

/**
 * Whether a letter, digit or mark adjoins. Folding has seen to that where a title begins or ends with a word, but
 * only within the stretch, and titles may begin and end with other characters.
 */
function adjoinsWord(text: string, start: number, end: number): boolean {
  return (
    wordBefore.test(text.slice(Math.max(0, start - invisibleReach), start)) ||
    wordAfter.test(text.slice(end, end + invisibleReach))
  );
}

/** What stands before and after words that are quoted. French quotes have spaces inside; a single one may be an apostrophe. */
const quotes: readonly [before: RegExp, after: RegExp][] = [
  [/(?:["“”„‟«»〝]|«\s)$/u, /^(?:["“”«»〞〟]|\s»)/u],
  [/(?:(?<![\p{L}\p{N}\p{M}])['‘’‚‛‹›`]|‹\s)$/u, /^(?:['‘’‹›´](?![\p{L}\p{N}\p{M}])|\s›)/u],
  [/[「『《〈]$/u, /^[」』》〉]/u],
];
/** Americans put it inside the quotes. */
const stop = /^[,.!?;:…、。，．！？；：]/u;

/** Whether the text quotes these words and no others. */
function isQuoted(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 3), start);
  const after = text.slice(end, end + 4);
  return quotes.some(
    ([open, close]) => open.test(before) && (close.test(after) || close.test(after.replace(stop, ''))),
  );
}

/** Whether the text emphasises these words and no others. Punctuation may stand on either side of the emphasis. */
function isEmphasised({ text, layout }: DetectableBody, start: number, end: number): boolean {
  const first = start + text.slice(start, end).search(anyWord);
  const range = layout.emphasis[lastStartingBefore(layout.emphasis, first, ([from]) => from)];
  return (
    range !== undefined &&
    first < range[1] &&
    !anyWord.test(text.slice(range[0], start)) &&
    !anyWord.test(text.slice(Math.min(end, range[1]), Math.max(end, range[1])))
  );
}
