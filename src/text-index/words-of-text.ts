import { hash48 } from '../identity/hash48.ts';
import { joinedWords, searchWordsOf, tokenListOf } from '../identity/tokens.ts';
import type { SearchedWords } from '../identity/word-counts.ts';
import { type TextKind, textId } from './text-id.ts';
import type { SearchedTexts } from './texts.queries.ts';
import { wholeTitle } from './whole-title.ts';

/** A text as it is indexed. */
export interface TextWords {
  id: number;
  title: string[];
  /** Those of `title` that its first title consists of. */
  mainTitle: string[];
  body: SearchedWords;
  hash: number;
}

/** @param known the words of its body, where they are known */
export function wordsOf(
  kind: TextKind,
  { rowId, titles, body }: SearchedTexts,
  known?: SearchedWords | null,
): TextWords {
  const each = titles.map((text) => {
    const tokens = tokenListOf(text);
    return { words: joinedWords(searchWordsOf(text, tokens)), whole: wholeTitle(text, tokens) };
  });
  const title = each.flatMap(({ words, whole }) => [...words, whole]);
  const words = known ?? { searchWords: searchWordsOf(body ?? '') };
  return {
    id: textId(kind, rowId),
    title,
    mainTitle: each[0]?.words ?? [],
    body: words,
    hash: hash48(`${title.join(' ')}\n${words.searchWords}`),
  };
}
