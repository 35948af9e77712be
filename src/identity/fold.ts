import { CharacterSet } from './characters.ts';

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
 * Characters that fold to themselves in lower case, alone and with single spaces between: visible ASCII (but the grave
 * accent) and accented Latin, Cyrillic, Hebrew, Arabic, kana and Chinese letters. Most texts are little else, which
 * makes folding fast.
 */
const plain = new CharacterSet(/[ !-_a-~À-ÖØ-Þà-öø-þА-Яа-яא-תء-غف-يぁ-ゖァ-ヺー、。《》「」一-鿿]/u);
/** What NFKC may compose with the character before. */
const composing = new CharacterSet(/[\p{M}\uff9e\uff9f]/u);
const space = 32;
/**
 * What is folded together: white space with what is invisible in it, Hangul that NFKC composes, or a character
 * with its marks (to which belong the voiced sound marks of halfwidth katakana).
 */
const cluster =
  /[\p{White_Space}\p{DI}]{1,1000}|[가-힣]?[\u1100-\u11ff\u3131-\u318e\ua960-\ua97c\ud7b0-\ud7fb\uffa0-\uffdc]{1,1000}|\P{M}[\p{M}\uff9e\uff9f]{0,1000}|\p{M}{1,1000}/uy;
const ascii = /^[\0-\x7f]*$/;
/** Soft hyphens, zero-width characters, variation selectors, marks of direction: Unicode's NFKC_Casefold drops them too. */
const invisible = /\p{DI}/gu;
/** As apostrophes serve also ʼ (Ukrainian, Breton) and the Hebrew geresh. */
const singleQuotes = /[‘’‚‛′‹›`´ʼ׳]/g;
const doubleQuotes = /[“”„‟″«»〝〞〟״]/g;
const dashes = /[\p{Pd}−]/gu;

/**
 * Normal form for finding titles: NFKC, case folded, quotes and dashes unified, white space collapsed to one
 * space, invisible characters left out.
 */
export function fold(original: string): Folded {
  let text = '';
  const pieces: Piece[] = [];
  let endsInSpace = false;
  for (let start = 0, end; start < original.length; start = end) {
    end = endOfPlain(original, start);
    const isPlain = end > start;
    if (!isPlain) end = endOfCluster(original, start);
    pieces.push({ folded: text.length, start, length: end - start, isPlain });
    const chars = original.slice(start, end);
    const folded = isPlain ? chars.toLowerCase() : foldedCluster(chars);
    // Longer white space than one cluster holds.
    if (folded === ' ' && endsInSpace) continue;
    text += folded;
    if (folded !== '') endsInSpace = folded === ' ';
  }
  return { text, pieces };
}

/** Where plain text ends that starts there; it does not where nothing is plain. */
function endOfPlain(text: string, start: number): number {
  let end = start;
  let before = space;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    // Two spaces. To ask for either alone takes longer than all else here, as processors cannot foresee the answer.
    if (!plain.has(code) || (before | code) === space) break;
    before = code;
  }
  if (end === start) return start;
  const isTakenBack = before === space || (end < text.length && composing.has(text.codePointAt(end)!));
  return isTakenBack ? end - 1 : end;
}

function endOfCluster(text: string, start: number): number {
  cluster.lastIndex = start;
  return cluster.test(text) ? cluster.lastIndex : start + 1;
}

/**
 * Where in the original a range of the folded text stands, or null where the range holds only a part of what a
 * character folds to: "½" is "1⁄2", but a "1" is not in it.
 */
export function originalRange(
  folded: Folded,
  from: number,
  to: number,
): { start: number; end: number } | null {
  const { text, pieces } = folded;
  const first = pieces[pieceIndexAt(folded, from)]!;
  const lastIndex = pieceIndexAt(folded, to - 1);
  const last = pieces[lastIndex]!;
  const lastEnd = pieces[lastIndex + 1]?.folded ?? text.length;
  if ((!first.isPlain && first.folded !== from) || (!last.isPlain && lastEnd !== to)) return null;
  return {
    start: first.start + from - first.folded,
    end: last.isPlain ? last.start + to - last.folded : last.start + last.length,
  };
}

/** The last piece that starts at or before the offset: those that fold to nothing come before the one that does not. */
function pieceIndexAt({ pieces }: Folded, offset: number): number {
  let from = 0;
  let to = pieces.length;
  while (to - from > 1) {
    const middle = (from + to) >> 1;
    if (pieces[middle]!.folded <= offset) from = middle;
    else to = middle;
  }
  return from;
}

/** The same few come again and again, from one text to the next. */
const foldedClusters = new Map<string, string>();
const mostClusters = 5000;
/** Longer ones are rare, and as parts of their texts would keep these in memory. */
const longestKnown = 8;

function foldedCluster(chars: string): string {
  let folded = foldedClusters.get(chars);
  if (folded !== undefined) return folded;
  folded = foldCluster(chars);
  if (foldedClusters.size >= mostClusters) foldedClusters.clear();
  if (chars.length <= longestKnown) foldedClusters.set(chars, folded);
  return folded;
}

function foldCluster(chars: string): string {
  const shown = chars.replace(invisible, '');
  if (/^\p{White_Space}/u.test(shown)) return ' ';
  // Quotes first, as NFKC takes ´ and ″ apart; and afterwards, as it makes some of fullwidth forms.
  return unify(foldCase(unify(shown).normalize('NFKC'))).replace(invisible, '');
}

/**
 * Lower case, of ẞ too; upper case, which opens ligatures and ß; lower case again, which so brings both forms of
 * sigma together. Turkish İ and ı fold to i: which of the two i an upper-case text means is a matter of language.
 */
function foldCase(text: string): string {
  if (ascii.test(text)) return text.toLowerCase();
  return text.toLowerCase().toUpperCase().toLowerCase().replaceAll('i\u0307', 'i').normalize('NFKC');
}

function unify(text: string): string {
  return ascii.test(text) && !text.includes('`')
    ? text
    : text.replace(singleQuotes, "'").replace(doubleQuotes, '"').replace(dashes, '-');
}

/** A title as it is compared: its normal form, without a full stop at its end. An ellipsis stays. */
export function normalTitle(title: string): string {
  const folded = fold(title).text.trim();
  return folded.replace(/(?:(?<!\.)[.。]\s*)+$/u, '').trim() || folded;
}

/**
 * What names of people, publishers and topics are identified by and what text orders by: case, accents, width
 * and white space folded. Marks that are letters of their own script (dakuten, vowel signs) stay.
 */
export function foldName(name: string): string {
  const open = unify(name)
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC');
  return unify(foldCase(open)).replace(invisible, '').replace(/\s+/g, ' ').trim();
}
