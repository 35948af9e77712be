import { commonWords } from './common-words.ts';
import { eachJoinedWord, hashWord } from './joined-words.ts';

/** The words of a text as search has them. */
export interface SearchedWords {
  /** Joined by spaces. */
  searchWords: string;
  frequent?: FrequentWords;
}

/**
 * The telling words that a text says most often, at most `mostFrequent`, in the order of `compareCounted`. In two pieces, as they go
 * between threads.
 */
export interface FrequentWords {
  /** Each once, joined by spaces. */
  words: string;
  counts: Uint32Array;
}

export interface CountedWord {
  text: string;
  count: number;
}

export const mostFrequent = 64;

/** @param words joined by spaces */
export function frequentWordsOf(words: string): FrequentWords {
  const counted = countEach(words);
  // Most words are said once, and are not needed where enough are said more often.
  const repeated = counted.filter(({ count }) => count > 1);
  const frequent = (repeated.length < mostFrequent ? counted : repeated)
    .sort(compareCounted)
    .slice(0, mostFrequent);
  return {
    words: frequent.map(({ text }) => text).join(' '),
    counts: Uint32Array.from(frequent, ({ count }) => count),
  };
}

/** What is said most often first, then what is longest: it tells more. */
export function compareCounted(one: CountedWord, other: CountedWord): number {
  return other.count - one.count || other.text.length - one.text.length || (one.text < other.text ? -1 : 1);
}

/** Whether the word may say what a text is about. */
export function isTelling(word: string): boolean {
  return word.length > 1 && !commonWords.has(word);
}

/** How often each telling word is among words that are joined by spaces. */
export function countEach(words: string): CountedWord[] {
  const counted: CountedWord[] = [];
  // An open hash table of the places in the list, each plus one: a text has at most half as many words as characters.
  const places = new Uint32Array(2 ** Math.ceil(Math.log2(words.length + 2)));
  eachJoinedWord(words, (start, end, hash) => {
    if (end - start < 2 || (mayBeCommon[hash & 4095] === 1 && commonWords.has(words.slice(start, end))))
      return;
    let slot = (hash ^ (hash >>> 15)) & (places.length - 1);
    for (; places[slot] !== 0; slot = (slot + 1) & (places.length - 1)) {
      const known = counted[places[slot]! - 1]!;
      if (known.text.length !== end - start || !words.startsWith(known.text, start)) continue;
      known.count++;
      return;
    }
    places[slot] = counted.push({ text: words.slice(start, end), count: 1 });
  });
  return counted;
}

/** Tells of most hashes, by their last bits, that they are none of a common word's. */
const mayBeCommon = new Uint8Array(4096);
for (const word of commonWords) mayBeCommon[hashWord(word) & 4095] = 1;

/** How often a word is among words that are joined by spaces. */
export function countOf(word: string, words: string): number {
  let count = 0;
  for (let at = words.indexOf(word); at !== -1; at = words.indexOf(word, at + word.length)) {
    const end = at + word.length;
    if ((at === 0 || words[at - 1] === ' ') && (end === words.length || words[end] === ' ')) count++;
  }
  return count;
}
