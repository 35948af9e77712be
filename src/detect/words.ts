import { wordCharacters } from '../identity/characters.ts';

/** A maximal run of letters, digits and marks in a folded text. Offsets into that text. */
export interface Word {
  text: string;
  start: number;
  end: number;
}

/** In characters. What is longer is divided. */
const longestWord = 10_000;
/**
 * Five characters of scripts that are written without spaces between words: a run there may be a whole title. Marks
 * (Thai vowels and tones) do not count, the sound mark ー, which Unicode gives to no script, does.
 */
const fiveUnspaced =
  /(?:[ー[[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]--\p{M}]][^]*?){5}/v;
/** In nearly no word: spares looking closer. */
const beyondLatin = /[^\0-\u024f]/;

export function wordsOf(folded: string): Word[] {
  const words: Word[] = [];
  eachWord(folded, (start, end) => words.push({ text: folded.slice(start, end), start, end }));
  return words;
}

export function eachWord(folded: string, visit: (start: number, end: number) => void): void {
  for (let end = 0; ;) {
    const start = wordCharacters.nextFrom(folded, end);
    if (start === folded.length) return;
    end = wordCharacters.endFrom(folded, start, longestWord);
    visit(start, end);
  }
}

/** A text in a script without spaces that is long enough to be a title by itself. */
export function standsAlone(text: string): boolean {
  return text.length >= 5 && beyondLatin.test(text) && fiveUnspaced.test(text);
}

/**
 * 53-bit hash (cyrb53, public domain) of words as if joined by spaces, one word after the other. Collisions do no
 * harm: what is found by hash is compared.
 */
export class WordHash {
  #high = 0xdeadbeef;
  #low = 0x41c6ce57;

  add(word: string): this {
    for (let i = 0; i <= word.length; i++) {
      const code = i < word.length ? word.charCodeAt(i) : 32;
      this.#high = Math.imul(this.#high ^ code, 2654435761);
      this.#low = Math.imul(this.#low ^ code, 1597334677);
    }
    return this;
  }

  /** Adds the word that stands there in a text to two hashes in one go. */
  static addToBoth(one: WordHash, other: WordHash, text: string, start: number, end: number): void {
    let high = one.#high;
    let low = one.#low;
    let otherHigh = other.#high;
    let otherLow = other.#low;
    for (let i = start; i <= end; i++) {
      const code = i < end ? text.charCodeAt(i) : 32;
      high = Math.imul(high ^ code, 2654435761);
      low = Math.imul(low ^ code, 1597334677);
      otherHigh = Math.imul(otherHigh ^ code, 2654435761);
      otherLow = Math.imul(otherLow ^ code, 1597334677);
    }
    one.#high = high;
    one.#low = low;
    other.#high = otherHigh;
    other.#low = otherLow;
  }

  /** Of the words so far. */
  get value(): number {
    let high = this.#high;
    let low = this.#low;
    high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
    low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
    return 4294967296 * (2097151 & low) + (high >>> 0);
  }
}

/** Hash of words[from, to). */
export function hashWords(words: readonly Word[], from: number, to: number): number {
  const hash = new WordHash();
  for (let i = from; i < to; i++) hash.add(words[i]!.text);
  return hash.value;
}
