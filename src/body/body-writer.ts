import type { Block, BodyLink, Layout, Range } from './body.ts';
import { escapeHtml } from './html-escape.ts';

/** White space that is not one space already, which most is. */
const uncollapsed = /[\t\n\f\r][ \t\n\f\r]*| [ \t\n\f\r]+/g;

/**
 * Writes HTML, text and layout of a body together, so that they agree by construction.
 * Text that turns out to end a block in white space is taken back; the HTML keeps it, where it shows nothing.
 */
export class BodyWriter {
  html = '';
  readonly links: BodyLink[] = [];
  readonly linkTags: number[] = [];

  readonly #blocks: Block[] = [];
  readonly #texts: string[] = [];
  readonly #runs: Layout['runs'] = [];
  readonly #emphasis = new Ranges();
  readonly #code = new Ranges();

  /** The block being written: where it starts if it comes to text, its pieces of text, and their length. */
  #start = 0;
  #pieces: string[] = [];
  #length = 0;
  #kind: Block['kind'] = 'prose';
  #endsInSpace = false;

  /** End of the last finished block. */
  #end = 0;
  /** Where the last run ends in `html`. */
  #runEnd = -1;
  /** Whether an image stands between the last character of text and here. */
  #afterImage = false;
  #openLink: BodyLink | null = null;
  /** Links without text at the start of a block that has no text yet. */
  #unplaced: BodyLink[] = [];

  /** Text of a line, white space collapsed as it shows. */
  line(value: string, kind: Block['kind']): void {
    let shown = value.replace(uncollapsed, ' ');
    if (shown.startsWith(' ') && (this.#length === 0 || this.#endsInSpace)) {
      shown = shown.slice(1);
      // On either side of an image a space shows, though not in the text.
      if (this.#afterImage) this.html += ' ';
      this.#afterImage = false;
    }
    this.#write(shown, kind);
  }

  /** Text that shows its white space. */
  preformatted(value: string): void {
    this.#write(value.replace(/\r\n?/g, '\n'), 'code');
  }

  lineBreak(kind: Block['kind']): void {
    this.html += '<br>';
    this.#afterImage = false;
    if (this.#length === 0) return;
    if (kind !== 'code') this.#trim(' ');
    this.#pieces.push('\n');
    this.#length += 1;
    this.#endsInSpace = true;
  }

  image(tag: string): void {
    this.html += tag;
    this.#afterImage = true;
  }

  enterEmphasis(): void {
    this.#emphasis.depth += 1;
  }

  leaveEmphasis(): void {
    this.#emphasis.depth -= 1;
    if (this.#emphasis.depth === 0) this.#emphasis.close(this.#position());
  }

  enterCode(): void {
    this.#code.depth += 1;
  }

  leaveCode(): void {
    this.#code.depth -= 1;
    if (this.#code.depth === 0) this.#code.close(this.#position());
  }

  /** Opens a link on the web: `<a` and its attributes (each with a space before it). */
  openLink(url: string, attributes: string): void {
    this.html += '<a';
    this.linkTags.push(this.html.length);
    this.html += `${attributes}>`;
    this.#openLink = { url, start: -1, end: -1 };
    this.links.push(this.#openLink);
  }

  closeLink(): void {
    const link = this.#openLink;
    this.html += '</a>';
    this.#openLink = null;
    if (!link) return;
    if (link.start < 0 && this.#length === 0) {
      this.#unplaced.push(link);
      return;
    }
    link.end = this.#position();
    if (link.start < 0) link.start = link.end;
  }

  /** What comes now is another block. */
  breakBlock(): void {
    this.#trim(' \t\n');
    const end = this.#position();
    this.#emphasis.close(end);
    this.#code.close(end);
    this.#place(end);
    if (this.#length > 0) {
      this.#blocks.push({ start: this.#start, end, kind: this.#kind });
      this.#texts.push(this.#pieces.join(''));
      this.#end = end;
      this.#start = end + 2;
      this.#pieces = [];
      this.#length = 0;
    }
    this.#endsInSpace = false;
    this.#afterImage = false;
  }

  finish(): { html: string; text: string; links: BodyLink[]; layout: Layout } {
    this.breakBlock();
    return {
      html: this.html,
      text: this.#texts.join('\n\n'),
      links: this.links,
      layout: {
        blocks: this.#blocks,
        emphasis: this.#emphasis.closed,
        code: this.#code.closed,
        linkTags: this.linkTags,
        runs: this.#runs,
      },
    };
  }

  #write(shown: string, kind: Block['kind']): void {
    if (shown === '') return;
    if (this.#length === 0) {
      this.#kind = kind;
      this.#place(this.#start);
    }
    const at = this.#start + this.#length;
    if (this.#openLink && this.#openLink.start < 0) this.#openLink.start = at;
    this.#emphasis.open(at);
    if (kind !== 'code') this.#code.open(at);
    const run = this.#runs.at(-1);
    if (run && this.#runEnd === this.html.length && run[1] + run[2] === at) run[2] += shown.length;
    else this.#runs.push([this.html.length, at, shown.length]);
    this.html += escapeHtml(shown);
    this.#runEnd = this.html.length;
    this.#pieces.push(shown);
    this.#length += shown.length;
    this.#endsInSpace = shown.endsWith(' ');
    this.#afterImage = false;
  }

  /** Where the next character of this block would stand; between blocks, the end of the last one. */
  #position(): number {
    return this.#length > 0 ? this.#start + this.#length : this.#end;
  }

  #place(position: number): void {
    for (const link of this.#unplaced) link.start = link.end = position;
    this.#unplaced = [];
  }

  /** Takes trailing white space of the block out of text and layout. */
  #trim(space: string): void {
    const before = this.#length;
    for (let piece = this.#pieces.pop(); piece !== undefined; piece = this.#pieces.pop()) {
      let keep = piece.length;
      while (keep > 0 && space.includes(piece.charAt(keep - 1))) keep -= 1;
      this.#length -= piece.length - keep;
      if (keep > 0) {
        this.#pieces.push(keep < piece.length ? piece.slice(0, keep) : piece);
        break;
      }
    }
    if (this.#length === before) return;
    const end = this.#position();
    this.#clamp(end);
    // A link that has shown only white space so far starts with its next text.
    if (this.#openLink && this.#openLink.start >= end) this.#openLink.start = -1;
  }

  #clamp(end: number): void {
    for (let run = this.#runs.at(-1); run && run[1] + run[2] > end; run = this.#runs.at(-1)) {
      this.#runEnd = -1;
      run[2] = end - run[1];
      if (run[2] > 0) break;
      this.#runs.pop();
    }
    for (let index = this.links.length - 1; index >= 0; index -= 1) {
      const link = this.links[index];
      if (!link || (link !== this.#openLink && link.start >= 0 && link.end <= end)) break;
      if (link === this.#openLink) continue;
      link.start = Math.min(link.start, end);
      link.end = Math.min(link.end, end);
    }
    this.#emphasis.clamp(end);
    this.#code.clamp(end);
  }
}

/** Ranges of text inside elements of one sort: nested elements count once, and no range leaves its block. */
class Ranges {
  readonly closed: Range[] = [];
  depth = 0;
  #start = -1;

  open(at: number): void {
    if (this.depth > 0 && this.#start < 0) this.#start = at;
  }

  close(at: number): void {
    if (this.#start >= 0 && this.#start < at) this.closed.push([this.#start, at]);
    this.#start = -1;
  }

  clamp(end: number): void {
    for (let range = this.closed.at(-1); range && range[1] > end; range = this.closed.at(-1)) {
      range[1] = end;
      if (range[0] < end) break;
      this.closed.pop();
    }
  }
}
