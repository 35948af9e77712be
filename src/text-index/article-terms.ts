import { hash48 } from '../identity/hash48.ts';
import { joinedWords } from '../identity/tokens.ts';
import {
  compareCounted,
  countEach,
  countOf,
  isTelling,
  mostFrequent,
  type SearchedWords,
} from '../identity/word-counts.ts';

/** How many words of an article are kept: 24 find no more related articles (docs/related.md). */
export const termLimit = 16;

/** As often as it counts that the title says a word. */
const titleWeight = 3;

/** The weight of a vector's whole length: thousandths, and below them what tells equal ones apart. */
export const weightUnit = 1_000_000;

/** A word that an article is found by. */
export interface Term {
  /** Of the word: no two words that are likely to meet have the same. */
  id: number;
  text: string;
  /** The part that the word has of the article's vector, whose length is `weightUnit`. */
  weight: number;
}

/** Stands for any term: how many articles have one. */
export const anyTerm = { id: 0, text: '' };

/** The words of an article and its takes. */
export interface ArticleWords {
  title: readonly string[];
  /** Of each other text. */
  texts: readonly SearchedWords[];
}

/** How often an article and its takes say each word, those of the title three times, without common ones. */
export function countWords({ title, texts }: ArticleWords): Map<string, number> {
  const counts = new Map<string, number>();
  const add = (word: string, count: number) => counts.set(word, (counts.get(word) ?? 0) + count);
  for (const { searchWords } of texts) for (const { text, count } of countEach(searchWords)) add(text, count);
  for (const word of title) if (isTelling(word)) add(word, titleWeight);
  return counts;
}

/**
 * The same of those words alone that can be among its terms. Where one text has words, these are the first of its frequent ones, and
 * those of the title.
 */
export function countLikelyTerms({ title, texts }: ArticleWords): Map<string, number> {
  const ofTitle = title.filter(isTelling);
  const enough = termLimit + ofTitle.length;
  const [text, another] = texts.filter(({ searchWords }) => searchWords !== '');
  if (!text?.frequent || another || enough > mostFrequent) return countWords({ title, texts });
  const { words, counts: often } = text.frequent;
  const counts = new Map<string, number>();
  for (const [i, word] of joinedWords(words).slice(0, enough).entries()) counts.set(word, often[i]!);
  for (const word of ofTitle)
    counts.set(word, (counts.get(word) ?? countOf(word, text.searchWords)) + titleWeight);
  return counts;
}

/**
 * The words that are said most often. Which these are depends on an article's texts alone, so that no order of arrival matters; how
 * rare they are in the store counts when articles are compared. Weights are those that Salton and Buckley call "lnc": 1 and the
 * logarithm of how often the word is said, in a vector of length 1.
 */
export function termsOf(counts: ReadonlyMap<string, number>): Term[] {
  const least = Float64Array.from(counts.values()).sort().at(-termLimit) ?? 0;
  const frequent: { text: string; count: number }[] = [];
  counts.forEach((count, text) => {
    if (count >= least) frequent.push({ text, count });
  });
  const strongest = frequent
    .sort(compareCounted)
    .slice(0, termLimit)
    .map(({ text, count }) => ({ text, weight: weightOf(count) }));
  const length = Math.hypot(...strongest.map(({ weight }) => weight));
  // Short texts have the same weights: which come first in the index of a word must not be which came first.
  const own = idOf(strongest.map(({ text }) => text).join(' ')) % 1_000;
  return strongest.map(({ text, weight }) => ({
    id: termId(text),
    text,
    weight: Math.round((weight / length) * 1_000) * 1_000 + own,
  }));
}

/** @param count how often a word is said */
export function weightOf(count: number): number {
  return 1 + Math.log(count);
}

/** 47 bits, which SQLite stores in six bytes; never 0. */
function idOf(text: string): number {
  return 1 + (hash48(text) % (2 ** 47 - 1));
}

/** Of a word. */
export function termId(word: string): number {
  let id = ids.get(word);
  if (id === undefined) {
    id = idOf(word);
    if (ids.size === mostIds) ids.clear();
    ids.set(word, id);
  }
  return id;
}

/** Of words lately: the articles of a publication are about the same things. */
const ids = new Map<string, number>();
const mostIds = 20_000;
