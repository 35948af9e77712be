import type { Body, Layout } from '../body/body.ts';
import { searchWordsOf, type TokenList, tokenListOf } from '../identity/tokens.ts';
import { frequentWordsOf, type SearchedWords } from '../identity/word-counts.ts';
import { keysOfLink, type UrlKeys } from '../identity/url-key.ts';
import { type LinkingBody, type ProseLayout, proseOf, type TextHeads, textHeads } from './prose.ts';

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

/** A body with all that it is looked up by, and what of it is stored as it stands. */
export interface SearchableBody extends Omit<Body, 'layout'> {
  layout: ProseLayout;
  /** The whole layout as JSON. */
  storedLayout: string;
  words: BodyWords;
}

export function textTokensOf(text: string): TextTokens {
  const tokens = tokenListOf(text);
  const searchWords = searchWordsOf(text, tokens);
  return { tokens, searchWords, frequent: frequentWordsOf(searchWords) };
}

export function searchableBody({ layout, ...body }: Body): SearchableBody {
  const { blocks, emphasis, code } = layout;
  const prose = { ...body, layout: { blocks, emphasis, code } };
  return { ...prose, storedLayout: JSON.stringify(layout), words: bodyWordsOf(prose) };
}

export function bodyOf({ words: _, storedLayout, ...body }: SearchableBody): Body {
  return { ...body, layout: JSON.parse(storedLayout) as Layout };
}

function bodyWordsOf(body: LinkingBody): BodyWords {
  return {
    ...textTokensOf(body.text),
    heads: textHeads(proseOf(body)),
    linkKeys: body.links.map(({ url }) => keysOfLink(url)),
  };
}
