import type { Block } from '../body/body.ts';
import { lastStartingBefore } from './ranges.ts';
import { type Sentence, sentencesOf } from './sentence.ts';

/** W3C Web Annotation text quote and position. Offsets count UTF-16 code units of `Body.text`. */
export interface Anchor {
  exact: string;
  prefix: string;
  suffix: string;
  sentence: string;
  start: number;
  end: number;
  /** The link's address; null for a title. */
  url: string | null;
}

const contextLength = 32;
/** How much of a sentence is shown on either side of the words: a list of a thousand links may be one sentence. */
const sentenceReach = 1000;

/** Makes the anchors of one text; each block is divided into sentences once, when it is first asked for. */
export class AnchorMaker {
  readonly #text: string;
  readonly #blocks: readonly Block[];
  readonly #sentences = new Map<Block, Sentence[]>();

  constructor(text: string, blocks: readonly Block[]) {
    this.#text = text;
    this.#blocks = blocks;
  }

  make(start: number, end: number, url: string | null): Anchor {
    const text = this.#text;
    return {
      exact: text.slice(start, end),
      prefix: text.slice(codePointFrom(text, start - contextLength), start),
      suffix: text.slice(end, codePointUntil(text, end + contextLength)),
      sentence: this.#sentenceAt(start, end),
      start,
      end,
      url,
    };
  }

  /**
   * The sentence that holds the words; more than one where a title ends in "?" and goes on. Of a link around
   * several blocks, what stands in the first.
   */
  #sentenceAt(start: number, end: number): string {
    const sentences = this.#sentencesAround(start);
    const first = sentenceAt(sentences, start);
    if (!first) return '';
    const last = sentenceAt(sentences, Math.max(start, end - 1)) ?? first;
    const from = Math.max(first.start, codePointFrom(this.#text, start - sentenceReach));
    return this.#text.slice(from, Math.min(last.end, codePointUntil(this.#text, end + sentenceReach)));
  }

  /** Whether the sentence has words before these. Numbers do not count: "1) Title" begins with the title. */
  isMidSentence(start: number): boolean {
    const sentence = sentenceAt(this.#sentencesAround(start), start);
    return sentence !== undefined && /\p{L}/u.test(this.#text.slice(sentence.start, start));
  }

  /** The sentences of the block at the offset, as ranges of the text. */
  #sentencesAround(offset: number): Sentence[] {
    const block = this.#blocks[lastStartingBefore(this.#blocks, offset, (candidate) => candidate.start)];
    if (!block || offset > block.end) return [];
    let sentences = this.#sentences.get(block);
    if (!sentences) {
      sentences = sentencesOf(this.#text.slice(block.start, block.end)).map(({ start, end }) => ({
        start: block.start + start,
        end: block.start + end,
      }));
      this.#sentences.set(block, sentences);
    }
    return sentences;
  }
}

function sentenceAt(sentences: readonly Sentence[], offset: number): Sentence | undefined {
  return sentences[lastStartingBefore(sentences, offset, (sentence) => sentence.start)];
}

/** The offset, within the text and behind a surrogate pair that it would divide. */
function codePointFrom(text: string, offset: number): number {
  if (offset <= 0) return 0;
  return dividesPair(text, offset) ? offset + 1 : offset;
}

/** The offset, within the text and before a surrogate pair that it would divide. */
function codePointUntil(text: string, offset: number): number {
  if (offset >= text.length) return text.length;
  return dividesPair(text, offset) ? offset - 1 : offset;
}

function dividesPair(text: string, offset: number): boolean {
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(offset - 1, offset + 1));
}
