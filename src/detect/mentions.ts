import type { Body, Range } from '../body/body.ts';
import { originalEnd, originalStart } from '../identity/fold.ts';
import { AnchorMaker } from './anchor.ts';
import { type DetectableBody, proseOf, type Stretch } from './prose.ts';
import { hashWords } from './words.ts';

/** A title that may stand in a text. */
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
  /** The text quotes or emphasises these words and no others. */
  isMarked: boolean;
  isMidSentence: boolean;
}

/** Where titles are looked up by their hashes; the work depends on the text, not on how many titles there are. */
export interface TitleLookup {
  /** The lengths in words of the titles that begin with these heads. */
  lengthsByHeads(heads: number[]): Promise<{ head: number; words: number }[]>;
  byHashes(hashes: number[]): Promise<KnownTitle[]>;
}

/** A take's body, prepared so that titles can be found in it. */
export class TextToSearch {
  readonly #body: DetectableBody;
  readonly #prose: Stretch[];
  readonly #anchors: AnchorMaker;

  constructor(body: DetectableBody) {
    this.#body = body;
    this.#prose = proseOf(body);
    this.#anchors = new AnchorMaker(body.text, body.layout.blocks);
  }

  /** Hashes by which a title that comes later finds this text (see `titleWordHashes`). */
  wordHashes(): number[] {
    return [...new Set(this.#prose.flatMap(({ heads }) => heads.map(({ hash }) => hash)))];
  }

  /** Every place of every known title. */
  async findMentions(titles: TitleLookup): Promise<Mention[]> {
    const lengths = Map.groupBy(await titles.lengthsByHeads(this.wordHashes()), ({ head }) => head);
    if (lengths.size === 0) return [];
    const hashes = new Set<number>();
    for (const { words, heads } of this.#prose) {
      for (const { hash, word } of heads) {
        for (const length of lengths.get(hash) ?? []) {
          if (word + length.words <= words.length) hashes.add(hashWords(words, word, word + length.words));
        }
      }
    }
    return hashes.size === 0 ? [] : this.#mentionsIn(this.#prose, await titles.byHashes([...hashes]));
  }

  /** Every place of one title. */
  mentionsOf(title: KnownTitle): Mention[] {
    const holding = this.#prose.filter(({ folded }) => folded.text.includes(title.normal));
    return this.#mentionsIn(holding, [title]);
  }

  #mentionsIn(prose: readonly Stretch[], titles: readonly KnownTitle[]): Mention[] {
    const byHead = Map.groupBy(titles, (title) => title.head);
    return prose.flatMap((stretch) =>
      stretch.heads.flatMap(({ hash, word }) =>
        (byHead.get(hash) ?? []).flatMap((title) => this.#mentionAt(stretch, word, title) ?? []),
      ),
    );
  }

  #mentionAt(stretch: Stretch, word: number, title: KnownTitle): Mention | null {
    const { folded, words, offset } = stretch;
    if (word + title.words > words.length || hashWords(words, word, word + title.words) !== title.hash)
      return null;
    const from = words[word]!.start - /[\p{L}\p{N}\p{M}]/u.exec(title.normal)!.index;
    const to = from + title.normal.length;
    if (from < 0 || folded.text.slice(from, to) !== title.normal) return null;
    const start = offset + originalStart(folded, from);
    const end = offset + originalEnd(folded, to);
    const { text } = this.#body;
    if (
      wordBefore.test(text.slice(Math.max(0, start - 2), start)) ||
      wordAfter.test(text.slice(end, end + 2))
    )
      return null;
    return {
      titleId: title.id,
      start,
      end,
      exact: text.slice(start, end),
      isMarked: isMarked(this.#body, start, end),
      isMidSentence: this.#anchors.isMidSentence(start),
    };
  }
}

const wordBefore = /[\p{L}\p{N}\p{M}]$/u;
const wordAfter = /^[\p{L}\p{N}\p{M}]/u;
const quotedBefore = /["“„‟«»‘‚'’「『《〈]\s?$/u;
const quotedAfter = /^[,.!?;:…]?\s?["”“»«’‘'」』》〉]/u;

function isMarked(body: Pick<Body, 'text' | 'layout'>, start: number, end: number): boolean {
  const { text, layout } = body;
  if (
    quotedBefore.test(text.slice(Math.max(0, start - 2), start)) &&
    quotedAfter.test(text.slice(end, end + 3))
  )
    return true;
  return layout.emphasis.some(
    (range) =>
      range[0] <= start &&
      end <= range[1] &&
      isPunctuation(text, [range[0], start]) &&
      isPunctuation(text, [end, range[1]]),
  );
}

function isPunctuation(text: string, [start, end]: Range): boolean {
  return !/[\p{L}\p{N}\p{M}]/u.test(text.slice(start, end));
}
