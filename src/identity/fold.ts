/** A text in its normal form, with the way back to the original. All offsets count UTF-16 code units. */
export interface Folded {
  text: string;
  /** Pieces of `text` and of the original that stand for each other, in order. */
  pieces: readonly Piece[];
}

interface Piece {
  /** Where it starts in the folded text … */
  folded: number;
  /** … and in the original. */
  start: number;
  /** How long it is in the original. A piece of plain text is equally long in both. */
  length: number;
  isPlain: boolean;
}

/**
 * Visible ASCII but the grave accent, with single spaces between, and no character that a combining mark
 * follows: it folds to itself in lower case. Most texts are little else, which makes folding fast.
 */
const plain = /(?:[!-_a-~]| (?=[!-_a-~]))+(?![\u0300-\u036f\u{fe00}-\u{fe0f}])/uy;
/** Base character with its marks; Hangul written in parts stays together so that NFKC can compose it. */
const cluster = /[\u1100-\u11ff]+|\s+|\P{M}\p{M}*|\p{M}+/uy;
const ascii = /^[\0-\x7f]*$/;
/** Soft hyphen, zero-width space, word joiner, byte order mark: they show nothing. */
const invisible = /[\u00ad\u200b\u2060\ufeff]/g;
const singleQuotes = /[‘’‚‛′‹›`´]/g;
const doubleQuotes = /[“”„‟″«»]/g;
const dashes = /[‐‑‒–—―−]/g;

/**
 * Normal form for finding titles: NFKC, case folded, quotes and dashes unified, white space collapsed to one
 * space, invisible characters left out.
 */
export function fold(original: string): Folded {
  let text = '';
  const pieces: Piece[] = [];
  for (let start = 0; start < original.length; ) {
    plain.lastIndex = start;
    const run = plain.exec(original)?.[0];
    cluster.lastIndex = start;
    const chars = run ?? cluster.exec(original)?.[0] ?? original[start]!;
    pieces.push({ folded: text.length, start, length: chars.length, isPlain: run !== undefined });
    text += run?.toLowerCase() ?? foldCluster(chars);
    start += chars.length;
  }
  return { text, pieces };
}

/** Where in the original the folded character at this offset begins. */
export function originalStart(folded: Folded, offset: number): number {
  const piece = pieceAt(folded, offset);
  return piece.isPlain ? piece.start + offset - piece.folded : piece.start;
}

/** Where in the original the folded character before this offset ends. */
export function originalEnd(folded: Folded, offset: number): number {
  const piece = pieceAt(folded, offset - 1);
  return piece.isPlain ? piece.start + offset - piece.folded : piece.start + piece.length;
}

function pieceAt({ pieces }: Folded, offset: number): Piece {
  let from = 0;
  let to = pieces.length;
  while (to - from > 1) {
    const middle = (from + to) >> 1;
    if (pieces[middle]!.folded <= offset) from = middle;
    else to = middle;
  }
  return pieces[from]!;
}

function foldCluster(chars: string): string {
  return /^\s/.test(chars) ? ' ' : unify(foldCase(chars.normalize('NFKC')));
}

/** Upper case first: it opens ligatures and ß, and brings both forms of sigma together. */
function foldCase(text: string): string {
  return ascii.test(text) ? text.toLowerCase() : text.toUpperCase().toLowerCase();
}

function unify(text: string): string {
  return text
    .replace(invisible, '')
    .replace(singleQuotes, "'")
    .replace(doubleQuotes, '"')
    .replace(dashes, '-');
}

/** A title as it is compared: its normal form, without a full stop at its end. */
export function normalTitle(title: string): string {
  return fold(title).text.trim().replace(/(?<!\.)\.$/, '').trim();
}

/**
 * What names of people, publishers and topics are identified by and what text orders by: case, accents, width
 * and white space folded. Marks that are letters of their own script (dakuten, vowel signs) stay.
 */
export function foldName(name: string): string {
  const open = name.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').normalize('NFC');
  return unify(foldCase(open)).replace(/\s+/g, ' ').trim();
}
