import { commonWords } from './common-words.ts';
import { joinedWords } from './tokens.ts';

/** How often a text says each word, without common ones and single characters: in two pieces, as it goes between threads. */
export interface WordCounts {
  /** Each once, joined by spaces. */
  words: string;
  counts: Uint32Array;
}

/** The words of a text as search has them. */
export interface SearchedWords {
  /** Joined by spaces. */
  searchWords: string;
  counts: WordCounts;
}

/** @param words joined by spaces */
export function searchedWordsOf(words: string): SearchedWords {
  const counts = new Map<string, number>();
  for (const word of joinedWords(words)) counts.set(word, (counts.get(word) ?? 0) + 1);
  for (const word of counts.keys()) if (!isTelling(word)) counts.delete(word);
  return {
    searchWords: words,
    counts: { words: [...counts.keys()].join(' '), counts: Uint32Array.from(counts.values()) },
  };
}

/** Whether the word may say what a text is about. */
export function isTelling(word: string): boolean {
  return word.length > 1 && !commonWords.has(word);
}
