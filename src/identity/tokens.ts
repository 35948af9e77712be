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
/** What belongs to the character before: marks, variation selectors, what is invisible. */
const attached = '[\\p{M}\\p{DI}\uff9e\uff9f]';
const runs = new RegExp(
  `(?<paired>${paired}(?:${paired}|${attached})*)|(?<segmented>${segmented}+)|[[\\p{L}\\p{N}\\p{M}\\p{DI}]--${paired}--${segmented}]+`,
  'gv',
);
/** With its marks, to which belong the voiced sound marks of halfwidth katakana; Hangul may come in its letters. */
const character =
  /[\u1100-\u115f\ua960-\ua97c]+[\u1160-\u11a7\ud7b0-\ud7c6]*[\u11a8-\u11ff\ud7cb-\ud7fb]*\p{M}*|\P{M}[\p{M}\p{DI}\uff9e\uff9f]*|\p{M}+/gu;
const plain = /^[a-z\d]*$/;
const noWord = /[^\p{L}\p{N}\p{M}]/gu;
const segmenter = new Intl.Segmenter('th', { granularity: 'word' });

/** What stands in a token's place in an index is no longer; PostgreSQL's lexemes are bounded. */
const longestToken = 100;

/** Apostrophes that Unicode takes for letters; the first is folded in names to one that is none, the second is Hawaiian. */
const letterApostrophe = /ʼ/g;
const letterApostrophes = /[ʼʻ]/g;

/** The tokens of a text, in few pieces: they go between threads. */
export interface TokenList {
  /** Their texts, joined by spaces; '' where there is none. */
  texts: string;
  /** For each where it starts and where it ends. */
  bounds: Uint32Array;
}

/** The same as `tokensOf`. */
export function tokenListOf(text: string): TokenList {
  const tokens = tokensOf(text);
  const bounds = new Uint32Array(tokens.length * 2);
  for (const [i, { start, end }] of tokens.entries()) {
    bounds[2 * i] = start;
    bounds[2 * i + 1] = end;
  }
  return { texts: tokens.map((token) => token.text).join(' '), bounds };
}

/** Words that were joined by spaces. */
export function joinedWords(texts: string): string[] {
  return texts === '' ? [] : texts.split(' ');
}

/** All words of a text, in reading order. What is written without spaces is divided into pairs that overlap. */
export function tokensOf(text: string): Token[] {
  return divide(text, false);
}

/**
 * The same as search compares them: a run of pairs ends with its last character alone, so that each character begins a word.
 * Both forms of the small sigma are one, as what is searched for may end before the word does.
 */
export function searchTokensOf(text: string): Token[] {
  return divide(text, true).map((token) => ({ ...token, text: searchedWord(token.text) }));
}

/** Words that stand side by side wherever the text stands in another, also within a run of pairs. */
export function phraseWordsOf(text: string): string[] {
  const tokens = searchTokensOf(text);
  const [last, before] = [tokens.at(-1), tokens.at(-2)];
  const isTail = last && before && last.start < before.end;
  return (isTail ? tokens.slice(0, -1) : tokens).map((token) => token.text);
}

const isDividedOtherwise = new RegExp(`${paired}|ʻ`, 'v');

/**
 * The words of `searchTokensOf`, joined by spaces, where those of `tokensOf` are known.
 *
 * @param tokens of the text
 */
export function searchWordsOf(text: string, { texts }: TokenList): string {
  const isDivided = isDividedOtherwise.test(text);
  if (!isDivided && plainWords.test(texts)) return texts;
  const words = isDivided ? divide(text, true).map((token) => token.text) : joinedWords(texts);
  return words.map(searchedWord).join(' ');
}

const plainWords = /^[a-z\d ]*$/;

/** Vowel signs of Hebrew and Arabic, which most texts leave out. */
const vowelSigns =
  /[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]/g;

function searchedWord(word: string): string {
  if (plain.test(word)) return word;
  const bare = word.replace(vowelSigns, '') || word;
  return bare.endsWith('ς') ? `${bare.slice(0, -1)}σ` : bare;
}

const lone = new RegExp(`^${paired}${attached}*$`, 'v');

/** Whether a word is a character that stands in pairs where others stand beside it. */
export function isLoneCharacter(word: string): boolean {
  return lone.test(word);
}

/** With all that belongs to it. */
export function firstCharacterOf(text: string): string {
  return text.match(character)?.[0] ?? '';
}

function divide(original: string, withTails: boolean): Token[] {
  const text = original.replace(withTails ? letterApostrophes : letterApostrophe, '’');
  const tokens: Token[] = [];
  const folded = new Map<string, string>();
  const add = (from: number, end: number) => {
    const start = Math.min(end, from + leadLength(text, from));
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

/** How much stands at the beginning of a word that belongs to what is before it, as a heart's variation selector does. */
function leadLength(text: string, start: number): number {
  if (text.charCodeAt(start) < firstMark) return 0;
  lead.lastIndex = start;
  return lead.exec(text)![0].length;
}

const lead = /[\p{M}\p{DI}]*/uy;

/** The soft hyphen apart. */
const firstMark = 0x300;

function foldWord(word: string): string {
  const lower = word.toLowerCase();
  return plain.test(lower) ? lower : foldName(word).replace(noWord, '').slice(0, longestToken);
}
