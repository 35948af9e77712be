import { normalTitle } from '../identity/fold.ts';
import { stopWords } from '../identity/stop-words.ts';
import { hashWords, standsAlone, type Word, wordsOf } from './words.ts';

/** What detection has to know of a title. */
export interface TitleForm {
  normal: string;
  /** Hash of all its words. */
  hash: number;
  /** Hash of the first two words, or of the only one. */
  head: number;
  words: number;
  /** Words as Intl.Segmenter sees them, also in scripts without spaces: how sure a mention is depends on them. */
  segments: number;
  /** Whether a mention of it may be a reference. What is not may still cover shorter titles. */
  eligible: boolean;
}

const segmenter = new Intl.Segmenter('en', { granularity: 'word' });
const fewestSegments = 2;
const fewestLetters = 8;

export function titleForm(title: string): TitleForm {
  const normal = normalTitle(title);
  const words = wordsOf(normal);
  const segments = [...segmenter.segment(normal)].filter((segment) => segment.isWordLike).length;
  return {
    normal,
    hash: hashWords(words, 0, words.length),
    head: hashWords(words, 0, Math.min(2, words.length)),
    words: words.length,
    segments,
    eligible: isEligible(normal, words, segments),
  };
}

function isEligible(normal: string, words: readonly Word[], segments: number): boolean {
  if (standsAlone(normal)) return true;
  const letters = normal.match(/\p{L}/gu)?.length ?? 0;
  if (segments < fewestSegments || letters < fewestLetters) return false;
  return !words.every((word) => stopWords.has(word.text));
}

/**
 * Whether texts are searched for it. A single word can neither be a reference nor cover a longer title, unless
 * its script writes whole titles without spaces.
 */
export function isSearched(title: { normal: string; words: number }): boolean {
  return title.words > 1 || standsAlone(title.normal);
}

/**
 * Hashes that every text whose prose holds the title holds too: of its pairs of adjoining words, or of its only
 * word. Those of the longest words come first: they are likely the rarest.
 *
 * @param normal the title's normal form
 */
export function titleWordHashes(normal: string): number[] {
  const words = wordsOf(normal);
  if (words.length === 1) return [hashWords(words, 0, 1)];
  const lengthFrom = (i: number) => words[i]!.text.length + words[i + 1]!.text.length;
  const pairs = Array.from({ length: words.length - 1 }, (_, i) => i);
  return pairs.sort((a, b) => lengthFrom(b) - lengthFrom(a)).map((i) => hashWords(words, i, i + 2));
}
