import type { Phrase, TextQuery } from '../db/text-query.ts';
import { phraseWordsOf } from '../identity/tokens.ts';

/** What is looked at of a query, in UTF-16 code units … */
const longestQuery = 2_000;
/** … and in words. */
const mostWords = 64;
/** With fewer characters nearly every text has a word that begins so. */
const shortestPrefix = 2;

/** A minus, if any; then a phrase in quotes, of which the second may be missing, or a word; then stars. */
const part =
  /(?<minus>-)?(?:["“”„‟«»](?<phrase>[^"“”„‟«»]*)["“”„‟«»]?|(?<word>[^\s"“”„‟«»*]+))(?<stars>\**)|\S/gv;

/** A character that stands alone in no word but begins one in a text: see `searchTokensOf`. */
const paired = /^[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}]\p{M}*$/v;

/**
 * What a query asks for: words, "phrases", -without and begin*. All must hold, in any order. Any text is a query: what is no word
 * is passed over. Null where nothing is asked for; what must not be there asks for nothing.
 */
export function parseQuery(query: string): TextQuery | null {
  const required: Phrase[] = [];
  const excluded: Phrase[] = [];
  let words = 0;
  for (const { groups } of query.slice(0, longestQuery).matchAll(part)) {
    const { minus, phrase, word, stars } = groups!;
    const tokens = phraseWordsOf(phrase ?? word ?? '').slice(0, mostWords - words);
    const last = tokens.at(-1);
    if (last === undefined) continue;
    words += tokens.length;
    const isPrefix = paired.test(last) || (!!stars && last.length >= shortestPrefix);
    (minus ? excluded : required).push({ tokens, isPrefix });
  }
  return required.length === 0 ? null : { required, excluded };
}
