import { joinedWords, type TokenList, tokenListOf } from '../identity/tokens.ts';

const longest = 200;

/**
 * What a title as a whole is in the index, after its words: no phrase goes across it, and what is called just so is found by it.
 * No word is like it.
 *
 * @param tokens of the title, where they are known
 */
export function wholeTitle(title: string, tokens: TokenList = tokenListOf(title)): string {
  return `¶${joinedWords(tokens.texts).join('·').slice(0, longest)}`;
}
