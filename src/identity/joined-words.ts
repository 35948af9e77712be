const fnvOffset = 0x811c9dc5 | 0;
const fnvPrime = 0x01000193;
const space = 32;

/** 32-bit FNV-1a, of UTF-16 code units. */
export function hashWord(word: string): number {
  let hash = fnvOffset;
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), fnvPrime);
  return hash;
}

/** Visits each of words that are joined by spaces, with its hash (`hashWord`): most need not be taken out. */
export function eachJoinedWord(
  words: string,
  visit: (start: number, end: number, hash: number) => void,
): void {
  let start = 0;
  let hash = fnvOffset;
  for (let i = 0; i <= words.length; i++) {
    const code = i < words.length ? words.charCodeAt(i) : space;
    if (code !== space) {
      hash = Math.imul(hash ^ code, fnvPrime);
      continue;
    }
    if (i > start) visit(start, i, hash);
    start = i + 1;
    hash = fnvOffset;
  }
}
