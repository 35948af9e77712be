import type { Phrase, TextQuery } from '../db/text-query.ts';
import { isLoneCharacter, phraseWordsOf } from '../identity/tokens.ts';
import { wholeTitle } from '../text-index/whole-title.ts';

/** What is looked at of a query, in UTF-16 code units … */
const longestQuery = 2_000;
/** … and in words: each may be in all texts. */
const mostWords = 32;
/** With fewer characters nearly every text has a word that begins so. */
const shortestPrefix = 2;

/** A minus, if any; then a phrase in quotes, of which the second may be missing, or a word; then stars. */
const part =
  /(?<minus>-)?(?:["“”„‟«»](?<phrase>[^"“”„‟«»]*)["“”„‟«»]?|(?<word>[^\s"“”„‟«»*]+))(?<stars>\**)|\S/gv;

/**
 * What a query asks for: words, "phrases", -without and begin*. All must hold, in any order. Any text is a query: what is no word
 * is passed over, and so is all from the part on for which there is no room. Null where nothing is asked for; what must not be
 * there asks for nothing.
 */
export function parseQuery(query: string): TextQuery | null {
  const required = new Map<string, Phrase>();
  const excluded = new Map<string, Phrase>();
  const wanted: string[] = [];
  let hasPrefix = false;
  let words = 0;
  for (const { groups } of beginningOf(query).matchAll(part)) {
    const { minus, phrase, word, stars } = groups!;
    const text = phrase ?? word ?? '';
    const tokens = phraseWordsOf(text);
    const last = tokens.at(-1);
    if (last === undefined) continue;
    if (words > 0 && words + tokens.length > mostWords) break;
    words += tokens.length;
    const isBeginning = !!stars && last.length >= shortestPrefix;
    // In a text another character may follow.
    const isPrefix = isBeginning || isLoneCharacter(last);
    const kept = { tokens: tokens.slice(0, mostWords), isPrefix };
    (minus ? excluded : required).set(`${kept.tokens.join(' ')}${isPrefix ? '*' : ''}`, kept);
    if (minus) continue;
    hasPrefix ||= isBeginning;
    wanted.push(text);
  }
  if (required.size === 0) return null;
  return {
    required: [...required.values()],
    excluded: [...excluded.values()],
    title: hasPrefix ? null : wholeTitle(wanted.join(' ')),
  };
}

/** Whole words of it. */
function beginningOf(query: string): string {
  return query.length <= longestQuery ? query : query.slice(0, longestQuery).replace(/\S+$/, '');
}
