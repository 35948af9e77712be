import { createHash } from 'node:crypto';
import { searchTokensOf } from '../identity/tokens.ts';
import { type TextKind, textId } from './text-id.ts';
import type { SearchedTexts } from './texts.queries.ts';
import { wholeTitle } from './whole-title.ts';

/** A text as it is indexed. */
export interface TextWords {
  id: number;
  title: string[];
  /** Those of `title` that its first title consists of. */
  mainTitle: string[];
  /** Joined by spaces. */
  body: string;
  hash: number;
}

/** @param known the words of its body, where they are known */
export function wordsOf(
  kind: TextKind,
  { rowId, titles, body }: SearchedTexts,
  known?: string | null,
): TextWords {
  const each = titles.map(searchWords);
  const title = titles.flatMap((text, i) => [...each[i]!, wholeTitle(text)]);
  const words = known ?? searchWords(body ?? '').join(' ');
  return {
    id: textId(kind, rowId),
    title,
    mainTitle: each[0] ?? [],
    body: words,
    hash: hashOf(title, words),
  };
}

function searchWords(text: string): string[] {
  return searchTokensOf(text).map((token) => token.text);
}

/** 48 bits, which a number holds. */
function hashOf(title: readonly string[], body: string): number {
  return createHash('sha256')
    .update(`${title.join(' ')}\n${body}`)
    .digest()
    .readUIntBE(0, 6);
}
