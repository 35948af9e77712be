import { CharacterTable } from '../identity/characters.ts';

const word = 1;
/** What stands between two parts of a word: apostrophes and hyphens. */
const joint = 2;
const other = 3;
const kinds = new CharacterTable((character) => {
  if (/[\p{L}\p{N}\p{M}]/u.test(character)) return word;
  return /['’\-\u2010\u2011]/.test(character) ? joint : other;
});
/** Of three characters side by side, each with two bits for its kind, whether the last begins a word: 1 or 0. */
const beginnings = Uint8Array.from({ length: 64 }, (_, three) => {
  const [first, second, last] = [three >> 4, (three >> 2) & 3, three & 3];
  const goesOn = second === word || (second === joint && first === word);
  return last === word && !goesOn ? 1 : 0;
});

/** In scripts that put no space between words. */
const unspaced =
  /[[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]&&[\p{L}\p{N}\p{M}]]+/gv;
const beyondLatin = /[\u0250-\u1fff\u2070-\uffff]/;
const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

/** Number of words. Apostrophes and hyphens do not split one; scripts without spaces count dictionary words. */
export function countWords(text: string): number {
  let count = 0;
  const spaced = !beyondLatin.test(text)
    ? text
    : text.replace(unspaced, (run) => {
        for (const segment of segmenter.segment(run)) if (segment.isWordLike) count += 1;
        return ' ';
      });
  let three = 0;
  for (let i = 0; i < spaced.length; i++) {
    const codePoint = spaced.codePointAt(i)!;
    if (codePoint > 0xffff) i++;
    three = ((three << 2) | kinds.of(codePoint)) & 63;
    count += beginnings[three]!;
  }
  return count;
}
