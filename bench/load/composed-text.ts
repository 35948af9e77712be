import type { Body } from '../../src/body/body.ts';
import type { Anchor } from '../../src/detect/anchor.ts';
import type { Mention } from '../../src/detect/mentions.ts';
import { hashWords, wordsOf } from '../../src/detect/words.ts';
import type { Piece, ProseBlock } from '../text/prose.ts';

/** How much of the text an anchor shows on either side. */
const contextLength = 32;
const tags = {
  prose: ['<p>', '</p>'],
  quote: ['<blockquote><p>', '</p></blockquote>'],
  heading: ['<h2>', '</h2>'],
} as const;

/**
 * What reading, cleaning and searching a made text comes to, without doing it: parsing takes ten times as long as all
 * else that a row costs. `checkComposed` holds it to what the product makes of the same text.
 */
export class ComposedText {
  readonly body: Body;
  /** Titles by the numbers of their articles. */
  readonly mentions: (Omit<Mention, 'titleId'> & { names: number })[] = [];
  readonly #sentences: { start: number; end: number }[] = [];
  readonly #hashes = new Set<number>();
  #html = '';
  #text = '';
  readonly #layout: Body['layout'] = { blocks: [], emphasis: [], code: [], linkTags: [], runs: [] };
  readonly #links: Body['links'] = [];
  /** The text since the last link, of prose only. */
  #stretch = '';

  constructor(blocks: readonly ProseBlock[], markdown: string) {
    for (const [i, { kind, sentences }] of blocks.entries()) {
      if (i > 0) this.#text += '\n\n';
      const start = this.#text.length;
      const [open, close] = tags[kind];
      this.#html += open;
      this.#openRun();
      for (const [j, sentence] of sentences.entries()) {
        if (j > 0) this.#write(' ');
        const from = this.#text.length;
        for (const [k, piece] of sentence.entries()) {
          if (k > 0) this.#write(' ');
          this.#addPiece(piece);
        }
        this.#sentences.push({ start: from, end: this.#text.length });
      }
      this.#closeRun();
      this.#html += close;
      this.#layout.blocks.push({ start, end: this.#text.length, kind });
      this.#endStretch(kind === 'prose');
    }
    const wordCount = this.#text.match(/[a-z]+/gi)?.length ?? 0;
    this.body = {
      markdown,
      html: this.#html,
      text: this.#text,
      wordCount,
      links: this.#links,
      layout: this.#layout,
    };
  }

  get wordHashes(): number[] {
    return [...this.#hashes].sort((a, b) => a - b);
  }

  anchor({ start, end, url }: { start: number; end: number; url: string | null }): Anchor {
    const text = this.#text;
    const sentence = this.#sentences.find((one) => one.end >= end)!;
    return {
      exact: text.slice(start, end),
      prefix: text.slice(Math.max(0, start - contextLength), start),
      suffix: text.slice(end, end + contextLength),
      sentence: text.slice(sentence.start, sentence.end),
      start,
      end,
      url,
    };
  }

  #addPiece({ text, url, isEmphasised = false, names }: Piece): void {
    const start = this.#text.length;
    const end = start + text.length;
    if (names !== undefined)
      this.mentions.push({ names, start, end, exact: text, isMarked: isEmphasised, isMidSentence: true });
    if (url !== undefined) {
      this.#endStretch(true);
      this.#layout.linkTags.push(this.#html.length + '<a'.length);
      this.#links.push({ url, start, end });
      this.#within(`<a href="${url}">`, text, '</a>');
      this.#stretch = '';
    } else if (isEmphasised) {
      this.#layout.emphasis.push([start, end]);
      this.#within('<em>', text, '</em>');
    } else this.#write(text);
  }

  #within(open: string, text: string, close: string): void {
    this.#closeRun();
    this.#html += open;
    this.#openRun();
    this.#write(text);
    this.#closeRun();
    this.#html += close;
    this.#openRun();
  }

  #write(text: string): void {
    this.#html += text;
    this.#text += text;
    this.#stretch += text;
  }

  #openRun(): void {
    this.#layout.runs.push([this.#html.length, this.#text.length, 0]);
  }

  #closeRun(): void {
    const run = this.#layout.runs.at(-1)!;
    run[2] = this.#text.length - run[1];
    if (run[2] === 0) this.#layout.runs.pop();
  }

  #endStretch(isProse: boolean): void {
    const found = isProse ? wordsOf(this.#stretch.toLowerCase()) : [];
    for (let i = 0; i + 1 < found.length; i++) this.#hashes.add(hashWords(found, i, i + 2));
    this.#stretch = '';
  }
}
