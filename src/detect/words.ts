/** A maximal run of letters, digits and marks in a folded text. Offsets into that text. */
export interface Word {
  text: string;
  start: number;
  end: number;
}

const run = /[\p{L}\p{N}\p{M}]+/gu;
/** Scripts that are written without spaces between words: a run there may be a whole title. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu;
const unspacedMinimum = 5;
/** Nearly every word: spares looking closer. */
const latin = /^[\0-\u024f]*$/;

export function wordsOf(folded: string): Word[] {
  const words: Word[] = [];
  for (const { 0: text, index } of folded.matchAll(run))
    words.push({ text, start: index, end: index + text.length });
  return words;
}

/** How many characters of the text belong to a script without spaces. */
export function countUnspaced(text: string): number {
  return text.match(unspaced)?.length ?? 0;
}

/** A run that can be a title by itself. */
export function standsAlone(word: string): boolean {
  return word.length >= unspacedMinimum && !latin.test(word) && countUnspaced(word) >= unspacedMinimum;
}

/**
 * 53-bit hash (cyrb53, public domain) of words[from, to) as if joined by spaces. Collisions do no harm: what is
 * found by hash is compared.
 */
export function hashWords(words: readonly Word[], from: number, to: number): number {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let i = from; i < to; i++) {
    const { text } = words[i]!;
    for (let j = 0; j <= text.length; j++) {
      const code = j < text.length ? text.charCodeAt(j) : 32;
      high = Math.imul(high ^ code, 2654435761);
      low = Math.imul(low ^ code, 1597334677);
    }
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return 4294967296 * (2097151 & low) + (high >>> 0);
}
