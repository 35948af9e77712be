import { tokensOf } from '../identity/tokens.ts';

const longest = 200;

/**
 * What a title as a whole is in the index, after its words: no phrase goes across it, and what is called just so is found by it.
 * No word is like it.
 */
export function wholeTitle(title: string): string {
  const words = tokensOf(title).map((token) => token.text);
  return `¶${words.join('·').slice(0, longest)}`;
}
