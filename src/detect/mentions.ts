import type { Body, Range } from '../body/body.ts';
import { AnchorMaker } from './anchor.ts';
import { type DetectableBody, headsOf, proseOf, type Stretch } from './prose.ts';
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
    return [...new Set(headsOf(this.#prose).map(({ head }) => head))];
  }

  /** Every place of every known title. */
  async findMentions(titles: TitleLookup): Promise<Mention[]> {
    const lengths = Map.groupBy(await titles.lengthsByHeads(this.wordHashes()), ({ head }) => head);
    if (lengths.size === 0) return [];
    const hashes = new Set<number>();
    for (const { head, stretch, word } of headsOf(this.#prose)) {
      for (const { words } of lengths.get(head) ?? []) {
        if (word + words <= stretch.words.length) hashes.add(hashWords(stretch.words, word, word + words));
      }
    }
    return hashes.size === 0 ? [] : this.mentionsOf(await titles.byHashes([...hashes]));
  }

  /** Every place of these titles. */
  mentionsOf(titles: readonly KnownTitle[]): Mention[] {
    const byHead = Map.groupBy(titles, (title) => title.head);
    const mentions: Mention[] = [];
    for (const { head, stretch, word } of headsOf(this.#prose)) {
      for (const title of byHead.get(head) ?? []) {
        const mention = this.#mentionAt(stretch, word, title);
        if (mention) mentions.push(mention);
      }
    }
    return mentions;
  }

  #mentionAt(stretch: Stretch, word: number, title: KnownTitle): Mention | null {
    const { folded, words, offset } = stretch;
    if (word + title.words > words.length || hashWords(words, word, word + title.words) !== title.hash) return null;
    const from = words[word]!.start - /[\p{L}\p{N}\p{M}]/u.exec(title.normal)!.index;
    const to = from + title.normal.length;
    if (from < 0 || folded.text.slice(from, to) !== title.normal) return null;
    const start = offset + folded.starts[from]!;
    const end = offset + folded.ends[to - 1]!;
    const { text } = this.#body;
    if (wordBefore.test(text.slice(Math.max(0, start - 2), start)) || wordAfter.test(text.slice(end, end + 2))) return null;
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
  if (quotedBefore.test(text.slice(Math.max(0, start - 2), start)) && quotedAfter.test(text.slice(end, end + 3))) return true;
  return layout.emphasis.some(
    (range) => range[0] <= start && end <= range[1] && isPunctuation(text, [range[0], start]) && isPunctuation(text, [end, range[1]]),
  );
}

function isPunctuation(text: string, [start, end]: Range): boolean {
  return !/[\p{L}\p{N}\p{M}]/u.test(text.slice(start, end));
}
