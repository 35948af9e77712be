/** A maximal run of letters, digits and marks in a folded text. Offsets into that text. */
export interface Word {
  text: string;
  start: number;
  end: number;
}

const run = /[\p{L}\p{N}\p{M}]{1,10000}/gu;
/**
 * Five characters of scripts that are written without spaces between words: a run there may be a whole title. Marks
 * (Thai vowels and tones) do not count, the sound mark ー, which Unicode gives to no script, does.
 */
const fiveUnspaced =
  /(?:[ー[[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]--\p{M}]][^]*?){5}/v;
/** Nearly every word: spares looking closer. */
const latin = /^[\0-\u024f]*$/;

export function wordsOf(folded: string): Word[] {
  const words: Word[] = [];
  for (const { 0: text, index } of folded.matchAll(run))
    words.push({ text, start: index, end: index + text.length });
  return words;
}

/** A text in a script without spaces that is long enough to be a title by itself. */
export function standsAlone(text: string): boolean {
  return text.length >= 5 && !latin.test(text) && fiveUnspaced.test(text);
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
