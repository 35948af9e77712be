const WORD = /[\p{L}\p{N}\p{M}]+(?:['’\-\u2010\u2011][\p{L}\p{N}\p{M}]+)*/gu;
// Scripts that put no space between words.
const UNSPACED =
  /[[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]&&[\p{L}\p{N}\p{M}]]+/gv;
const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

/** Number of words. Apostrophes and hyphens do not split one; scripts without spaces count dictionary words. */
export function countWords(text: string): number {
  let count = 0;
  const spaced = text.replace(UNSPACED, (run) => {
    for (const segment of segmenter.segment(run)) if (segment.isWordLike) count += 1;
    return ' ';
  });
  WORD.lastIndex = 0;
  while (WORD.test(spaced)) count += 1;
  return count;
}
