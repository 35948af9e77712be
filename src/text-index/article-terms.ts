import { createHash } from 'node:crypto';
import { stopWords } from '../identity/stop-words.ts';

/**
 * How many words an article is compared by: on 536 pieces of 430 different words each, more found no more pieces that their authors
 * call related, 16 found a tenth fewer.
 */
const termLimit = 24;

/** As often as it counts that the title says a word. */
const titleWeight = 3;

/** The weight of a vector's whole length. */
export const weightUnit = 1_000;

/** A word that an article is compared by. */
export interface Term {
  /** Of the word: no two words that are likely to meet have the same. */
  id: number;
  text: string;
  /** Of 1 to 1,000: the part that the word has of the article's vector, whose length is 1,000. */
  weight: number;
}

/**
 * The words that an article and its takes say most often, without stop words. Which these are depends on its texts alone, so that no
 * order of arrival matters; how rare they are in the store counts when articles are compared. Weights are those that Salton and
 * Buckley call "lnc": 1 and the logarithm of how often the word is said, in a vector of length 1.
 *
 * @param title its words
 * @param texts the words of each other text
 */
export function termsOf(title: readonly string[], texts: readonly (readonly string[])[]): Term[] {
  const counts = new Map<string, number>();
  const add = (words: readonly string[], weight: number) => {
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + weight);
  };
  add(title, titleWeight);
  for (const words of texts) add(words, 1);
  const strongest = [...counts]
    .filter(([word]) => word.length > 1 && !stopWords.has(word))
    .sort(([a, countA], [b, countB]) => countB - countA || b.length - a.length || (a < b ? -1 : 1))
    .slice(0, termLimit)
    .map(([text, count]) => ({ text, weight: 1 + Math.log(count) }));
  const length = Math.hypot(...strongest.map(({ weight }) => weight));
  return strongest.map(({ text, weight }) => ({
    id: termId(text),
    text,
    weight: Math.round((weight / length) * weightUnit),
  }));
}

/** 47 bits, which SQLite stores in six bytes; never 0. */
function termId(word: string): number {
  return 1 + (createHash('sha256').update(word).digest().readUIntBE(0, 6) % (2 ** 47 - 1));
}
