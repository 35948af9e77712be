import { foldName } from './fold.ts';

/** A word of a text as the index of whole texts has it, and where it stands: UTF-16 code units. */
export interface Token {
  /** Folded as names are: case, accents and width. */
  text: string;
  start: number;
  end: number;
}

/** Written without spaces between words, and divided into pairs of characters: what has no dictionary is found by any part. */
const paired = '[[\\p{scx=Han}\\p{scx=Hiragana}\\p{scx=Katakana}\\p{scx=Hangul}ー]&&[\\p{L}\\p{N}\\p{M}]]';
/** Written without spaces too, and divided by dictionary: a character there is less than a syllable. */
const segmented =
  '[[\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}]&&[\\p{L}\\p{N}\\p{M}]]';
/** In most texts there is none, and words are found faster. */
const unspaced = new RegExp(`${paired}|${segmented}`, 'v');
const spacedRuns = /[\p{L}\p{N}\p{M}\p{DI}]+/gu;
const runs = new RegExp(
  `(?<paired>${paired}+)|(?<segmented>${segmented}+)|[[\\p{L}\\p{N}\\p{M}\\p{DI}]--${paired}--${segmented}]+`,
  'gv',
);
/** With its marks, to which belong the voiced sound marks of halfwidth katakana; Hangul may come in its letters. */
const character =
  /[\u1100-\u115f\ua960-\ua97c]+[\u1160-\u11a7\ud7b0-\ud7c6]*[\u11a8-\u11ff\ud7cb-\ud7fb]*\p{M}*|\P{M}[\p{M}\uff9e\uff9f]*|\p{M}+/gu;
const plain = /^[a-z\d]*$/;
const noWord = /[^\p{L}\p{N}\p{M}]/gu;
const segmenter = new Intl.Segmenter('th', { granularity: 'word' });

/** What stands in a token's place in an index is no longer; PostgreSQL's lexemes are bounded. */
const longestToken = 100;

/** An apostrophe that Unicode takes for a letter; in names it is folded to one that is none. */
const letterApostrophe = 'ʼ';

/** All words of a text, in reading order. What is written without spaces is divided into pairs that overlap. */
export function tokensOf(text: string): Token[] {
  return divide(text, false);
}

/**
 * The same as search compares them: a run of pairs ends with its last character alone, so that each character begins a word.
 * Both forms of the small sigma are one, as what is searched for may end before the word does.
 */
export function searchTokensOf(text: string): Token[] {
  return divide(text, true).map((token) => ({ ...token, text: withOneSigma(token.text) }));
}

/** Words that stand side by side wherever the text stands in another, also within a run of pairs. */
export function phraseWordsOf(text: string): string[] {
  const tokens = searchTokensOf(text);
  const [last, before] = [tokens.at(-1), tokens.at(-2)];
  const isTail = last && before && last.start < before.end;
  return (isTail ? tokens.slice(0, -1) : tokens).map((token) => token.text);
}

const isPaired = new RegExp(paired, 'v');

/**
 * The words of `searchTokensOf`, where those of `tokensOf` are known.
 *
 * @param tokens of the text
 */
export function searchWordsOf(text: string, tokens: readonly Token[]): string[] {
  const divided = isPaired.test(text) ? divide(text, true) : tokens;
  return divided.map((token) => withOneSigma(token.text));
}

function withOneSigma(word: string): string {
  return word.endsWith('ς') ? `${word.slice(0, -1)}σ` : word;
}

function divide(original: string, withTails: boolean): Token[] {
  const text = original.replaceAll(letterApostrophe, '’');
  const tokens: Token[] = [];
  const folded = new Map<string, string>();
  const add = (start: number, end: number) => {
    const original = text.slice(start, Math.min(end, start + longestToken));
    let token = folded.get(original);
    if (token === undefined) folded.set(original, (token = foldWord(original)));
    if (token !== '') tokens.push({ text: token, start, end });
  };
  if (!unspaced.test(text)) {
    for (const { 0: run, index } of text.matchAll(spacedRuns)) add(index, index + run.length);
    return tokens;
  }
  for (const { 0: run, index, groups } of text.matchAll(runs)) {
    if (groups!.paired !== undefined) {
      const characters = run.match(character) ?? [];
      let start = index;
      for (const [i, first] of characters.entries()) {
        const second = characters[i + 1] ?? '';
        if (second !== '' || i === 0 || withTails) add(start, start + first.length + second.length);
        start += first.length;
      }
    } else if (groups!.segmented !== undefined) {
      for (const { segment, index: offset } of segmenter.segment(run))
        add(index + offset, index + offset + segment.length);
    } else add(index, index + run.length);
  }
  return tokens;
}

function foldWord(word: string): string {
  const lower = word.toLowerCase();
  return plain.test(lower) ? lower : foldName(word).replace(noWord, '').slice(0, longestToken);
}
