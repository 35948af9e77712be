import { CharacterSet, CharacterTable } from './characters.ts';
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
const unspaced = new RegExp(`${paired}|${segmented}`, 'v');
const tokenCharacters = new CharacterSet(/[\p{L}\p{N}\p{M}\p{DI}]/u);
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
  return divide(text, false);
}

/** Words that were joined by spaces. */
export function joinedWords(texts: string): string[] {
  return texts === '' ? [] : texts.split(' ');
}

/** All words of a text, in reading order. What is written without spaces is divided into pairs that overlap. */
export function tokensOf(text: string): Token[] {
  return each(tokenListOf(text));
}

/**
 * The same as search compares them: a run of pairs ends with its last character alone, so that each character begins a word.
 * Both forms of the small sigma are one, as what is searched for may end before the word does.
 */
export function searchTokensOf(text: string): Token[] {
  return each(divide(text, true)).map((token) => ({ ...token, text: searchedWord(token.text) }));
}

function each({ texts, bounds }: TokenList): Token[] {
  return joinedWords(texts).map((text, i) => ({ text, start: bounds[2 * i]!, end: bounds[2 * i + 1]! }));
}

/** Words that stand side by side wherever the text stands in another, also within a run of pairs. */
export function phraseWordsOf(text: string): string[] {
  const tokens = searchTokensOf(text);
  const [last, before] = [tokens.at(-1), tokens.at(-2)];
  const isTail = last && before && last.start < before.end;
  return (isTail ? tokens.slice(0, -1) : tokens).map((token) => token.text);
}

/**
 * The words of `searchTokensOf`, joined by spaces.
 *
 * @param tokens those of the text, where they are known
 */
export function searchWordsOf(text: string, { texts }: TokenList = tokenListOf(text)): string {
  const isDivided = beyondLatin.test(text) && isDividedOtherwise.test(text);
  if (!isDivided && !searchedOtherwise.test(texts)) return texts;
  const words = isDivided ? divide(text, true).texts : texts;
  return joinedWords(words).map(searchedWord).join(' ');
}

/** In few texts: spares looking closer. */
const beyondLatin = /[\u02bb-\u1fff\u2070-\uffff]/;
const isDividedOtherwise = new RegExp(`${paired}|ʻ`, 'v');

/** Vowel signs of Hebrew and Arabic, which most texts leave out. */
const vowelSigns =
  /[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]/g;
/** Of these characters alone consists what `searchedWord` leaves as it is. */
const searchedOtherwise = new RegExp(`[ς${vowelSigns.source.slice(1)}`);

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

function divide(original: string, withTails: boolean): TokenList {
  const text = original.replace(withTails ? letterApostrophes : letterApostrophe, '’');
  const tokens = new TokenWriter(text);
  const folded = new Map<string, string>();
  const add = (from: number, end: number) => {
    const start = Math.min(end, from + leadLength(text, from));
    const original = text.slice(start, Math.min(end, start + longestToken));
    let token = folded.get(original);
    if (token === undefined) folded.set(original, (token = foldWord(original)));
    if (token !== '') tokens.add(token, start, end);
  };
  for (let end = 0; ;) {
    const start = tokenCharacters.nextFrom(text, end);
    if (start === text.length) return tokens.finish();
    end = tokens.addPlain(start);
    if (end > start) continue;
    end = tokenCharacters.endFrom(text, start);
    eachPart(text.slice(start, end), start, withTails, add);
  }
}

/** The tokens of a run of word characters. */
function eachPart(
  word: string,
  offset: number,
  withTails: boolean,
  add: (start: number, end: number) => void,
): void {
  if (!unspaced.test(word)) return add(offset, offset + word.length);
  // Not `matchAll`, which copies the expression for each word.
  for (let match = runs.exec(word); match; match = runs.exec(word)) {
    const { 0: run, groups } = match;
    const at = offset + match.index;
    if (groups!.paired !== undefined) {
      const characters = run.match(character) ?? [];
      let start = at;
      for (const [i, first] of characters.entries()) {
        const second = characters[i + 1] ?? '';
        if (second !== '' || i === 0 || withTails) add(start, start + first.length + second.length);
        start += first.length;
      }
    } else if (groups!.segmented !== undefined) {
      for (const { segment, index } of segmenter.segment(run)) add(at + index, at + index + segment.length);
    } else add(at, at + run.length);
  }
}

/** Writes the tokens of a text. Plain ones go into one buffer: a string for each would take most of the time. */
class TokenWriter {
  readonly #text: string;
  readonly #texts: string[] = [];
  /** Plain tokens with a space after each, that are not among `#texts` yet. */
  readonly #letters: Buffer;
  #length = 0;
  #bounds: Uint32Array;
  #boundCount = 0;

  constructor(text: string) {
    this.#text = text;
    this.#letters = Buffer.allocUnsafe(text.length + 1);
    this.#bounds = new Uint32Array((text.length >> 1) + 2);
  }

  add(token: string, start: number, end: number): void {
    this.#flush();
    this.#texts.push(token);
    this.#addBounds(start, end);
  }

  /** The word that starts there, if each of its characters folds to one letter of ASCII. Gives its end, or else its start. */
  addPlain(start: number): number {
    const text = this.#text;
    const letters = this.#letters;
    let end = start;
    let length = this.#length;
    for (; end < text.length; end++) {
      const letter = plainLetters.of(text.charCodeAt(end));
      if (letter === notPlain) break;
      letters[length++] = letter;
    }
    if (end === start || (end < text.length && tokenCharacters.has(text.codePointAt(end)!))) return start;
    length = Math.min(length, this.#length + longestToken);
    letters[length++] = space;
    this.#length = length;
    this.#addBounds(start, end);
    return end;
  }

  finish(): TokenList {
    this.#flush();
    return { texts: this.#texts.join(' '), bounds: this.#bounds.slice(0, this.#boundCount) };
  }

  #addBounds(start: number, end: number): void {
    if (this.#boundCount + 2 > this.#bounds.length) {
      const more = new Uint32Array(2 * this.#bounds.length);
      more.set(this.#bounds);
      this.#bounds = more;
    }
    this.#bounds[this.#boundCount++] = start;
    this.#bounds[this.#boundCount++] = end;
  }

  #flush(): void {
    if (this.#length > 0) this.#texts.push(this.#letters.toString('latin1', 0, this.#length - 1));
    this.#length = 0;
  }
}

const space = 32;

/**
 * The code of the letter or digit of ASCII to which one folds, wherever it stands; `notPlain` for all other characters.
 * Beside ASCII these are most letters of Latin.
 */
const plainLetters = new CharacterTable((character) => {
  const folded = letterOrDigit.test(character) ? foldWord(character) : '';
  return folded.length === 1 && plain.test(folded) ? folded.charCodeAt(0) : notPlain;
});
const letterOrDigit = /[\p{L}\p{N}]/u;
const notPlain = 1;

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
