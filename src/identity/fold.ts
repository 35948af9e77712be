/** A text in its normal form, with the way back to the original. All offsets count UTF-16 code units. */
export interface Folded {
  text: string;
  /** For each unit of `text`: where the original character that made it starts … */
  starts: Uint32Array;
  /** … and where it ends. */
  ends: Uint32Array;
}

/** Base character with its marks; Hangul written in parts stays together so that NFKC can compose it. */
const cluster = /[\u1100-\u11ff]+|\s+|\P{M}\p{M}*|\p{M}+/gu;
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
  const starts: number[] = [];
  const ends: number[] = [];
  for (const { 0: chars, index } of original.matchAll(cluster)) {
    const folded = foldCluster(chars);
    for (let i = 0; i < folded.length; i++) {
      starts.push(index);
      ends.push(index + chars.length);
    }
    text += folded;
  }
  return { text, starts: Uint32Array.from(starts), ends: Uint32Array.from(ends) };
}

function foldCluster(chars: string): string {
  if (chars.length === 1) {
    const code = chars.charCodeAt(0);
    if (code < 0x80 && code > 0x20 && code !== 0x60) {
      return code >= 0x41 && code <= 0x5a ? String.fromCharCode(code | 0x20) : chars;
    }
  }
  if (/^\s/.test(chars)) return ' ';
  return unify(foldCase(chars.normalize('NFKC')));
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
