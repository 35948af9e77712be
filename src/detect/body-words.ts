import type { Body } from '../body/body.ts';
import { searchWordsOf, type TokenList, tokenListOf } from '../identity/tokens.ts';
import { frequentWordsOf, type SearchedWords } from '../identity/word-counts.ts';
import { keysOfLink, type UrlKeys } from '../identity/url-key.ts';
import { proseOf, type TextHeads, textHeads } from './prose.ts';

/** What a text is looked up by: in topics and in the index of whole texts. */
export interface TextTokens extends SearchedWords {
  tokens: TokenList;
}

/** All that a body is looked up by. It follows from the body alone, so that the thread that reads works it out ahead. */
export interface BodyWords extends TextTokens {
  heads: TextHeads;
  /** Of its links, in their order. */
  linkKeys: UrlKeys[];
}

/** A body, perhaps with its words. */
export interface SearchableBody extends Body {
  words?: BodyWords;
}

export function textTokensOf(text: string): TextTokens {
  const tokens = tokenListOf(text);
  const searchWords = searchWordsOf(text, tokens);
  return { tokens, searchWords, frequent: frequentWordsOf(searchWords) };
}

export function bodyWordsOf(body: Body): BodyWords {
  return {
    ...textTokensOf(body.text),
    heads: textHeads(proseOf(body)),
    linkKeys: body.links.map(({ url }) => keysOfLink(url)),
  };
}
