import type { Block } from '../body/body.ts';
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
      prefix: text.slice(codePointStart(text, Math.max(0, start - contextLength), 1), start),
      suffix: text.slice(end, codePointStart(text, Math.min(text.length, end + contextLength), -1)),
      sentence: this.#sentenceAt(start, end),
      start,
      end,
      url,
    };
  }

  /** The sentence that holds the words; more than one where a title ends in "?" and goes on. */
  #sentenceAt(start: number, end: number): string {
    const block = this.#blocks.find((candidate) => candidate.start <= start && end <= candidate.end);
    if (!block) return '';
    const first = this.#sentencesOf(block).findLast((sentence) => sentence.start <= start - block.start);
    const last = this.#sentencesOf(block).find((sentence) => sentence.end >= end - block.start);
    if (!first || !last) return '';
    return this.#text.slice(block.start + first.start, block.start + Math.max(first.end, last.end));
  }

  /** Whether no sentence begins with the words at `start`, white space and punctuation aside. */
  isMidSentence(start: number): boolean {
    const block = this.#blocks.find((candidate) => candidate.start <= start && start < candidate.end);
    if (!block) return false;
    const sentence = this.#sentencesOf(block).findLast((candidate) => candidate.start <= start - block.start);
    return (
      sentence !== undefined && /[\p{L}\p{N}]/u.test(this.#text.slice(block.start + sentence.start, start))
    );
  }

  #sentencesOf(block: Block): Sentence[] {
    let sentences = this.#sentences.get(block);
    if (!sentences) {
      sentences = sentencesOf(this.#text.slice(block.start, block.end));
      this.#sentences.set(block, sentences);
    }
    return sentences;
  }
}

/** Moves an offset that would divide a surrogate pair, in the direction given. */
function codePointStart(text: string, offset: number, step: 1 | -1): number {
  const divides =
    /[\udc00-\udfff]/.test(text[offset] ?? '') && /[\ud800-\udbff]/.test(text[offset - 1] ?? '');
  return divides ? offset + step : offset;
}
