import { escapeHtml } from '../body/html-escape.ts';
import type { Phrase } from '../db/text-query.ts';
import { searchTokensOf, type Token } from '../identity/tokens.ts';

/** How many characters of a text are shown, in UTF-16 code units, those that say that more stands there included. */
const longestHighlight = 200;

/** What is looked at of a text, in UTF-16 code units: where the first match is further on, none is shown. */
const longestSearched = 200_000;

/** What is looked at before it is asked whether that is enough. */
const partLength = 8_000;

interface Match {
  start: number;
  end: number;
  phrase: Phrase;
}

/**
 * The part of a text that has most of what was searched for, as HTML: the matches in `<mark>`, all else escaped, on one line. Once
 * each phrase was found no further is looked. Null where nothing matches.
 */
export function highlight(text: string, phrases: readonly Phrase[]): string | null {
  const { tokens, matches } = search(text, phrases);
  if (matches.length === 0) return null;
  const isShort = text.length <= longestHighlight;
  const { start, end } = isShort ? { start: 0, end: text.length } : partOf(text, tokens, matches);
  let html = start > 0 ? '…' : '';
  let done = start;
  for (const match of joined(matches)) {
    const [from, to] = [Math.max(match.start, done), Math.min(match.end, end)];
    if (from >= to) continue;
    html += `${escaped(text.slice(done, from))}<mark>${escaped(text.slice(from, to))}</mark>`;
    done = to;
  }
  return html + escaped(text.slice(done, end)) + (end < text.length ? '…' : '');
}

function search(text: string, phrases: readonly Phrase[]): { tokens: Token[]; matches: Match[] } {
  const tokens: Token[] = [];
  const matches: Match[] = [];
  const longest = Math.max(...phrases.map((phrase) => phrase.tokens.length));
  const unseen = new Set(phrases);
  for (let start = 0, next = 0; start < Math.min(text.length, longestSearched) && unseen.size > 0;) {
    const end = endOfPart(text, start + partLength);
    for (const token of searchTokensOf(text.slice(start, end)))
      tokens.push({ text: token.text, start: start + token.start, end: start + token.end });
    start = end;
    // A phrase may go on in the next part.
    const last = end === text.length ? tokens.length : tokens.length - longest + 1;
    for (; next < last; next++) {
      for (const phrase of phrases) {
        if (!standsAt(tokens, next, phrase)) continue;
        matches.push({
          start: tokens[next]!.start,
          end: tokens[next + phrase.tokens.length - 1]!.end,
          phrase,
        });
        unseen.delete(phrase);
      }
    }
  }
  return { tokens, matches };
}

/** Where a part may end: in white space, which divides no word. */
function endOfPart(text: string, from: number): number {
  const space = /\s/g;
  space.lastIndex = from;
  return space.exec(text)?.index ?? text.length;
}

function escaped(text: string): string {
  return escapeHtml(text.replace(/\s+/g, ' '));
}

function standsAt(tokens: readonly Token[], index: number, { tokens: wanted, isPrefix }: Phrase): boolean {
  return wanted.every((word, k) => {
    const there = tokens[index + k]?.text;
    return isPrefix && k === wanted.length - 1 ? there?.startsWith(word) : there === word;
  });
}

function joined(matches: readonly Match[]): { start: number; end: number }[] {
  const ranges: { start: number; end: number }[] = [];
  for (const { start, end } of matches) {
    const last = ranges.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else ranges.push({ start, end });
  }
  return ranges;
}

/** Of the parts that begin with a match the one with most different phrases, then with most matches, then the first. */
function partOf(
  text: string,
  tokens: readonly Token[],
  matches: readonly Match[],
): { start: number; end: number } {
  // Two for the ellipses.
  const room = longestHighlight - 2;
  let best = { first: matches[0]!.start, last: matches[0]!.end, worth: 0 };
  for (const [i, { start }] of matches.entries()) {
    const held = [];
    for (let k = i; k < matches.length && matches[k]!.end - start <= room; k++) held.push(matches[k]!);
    const worth = new Set(held.map(({ phrase }) => phrase)).size * matches.length + held.length;
    if (worth > best.worth)
      best = { first: start, last: Math.max(start, ...held.map(({ end }) => end)), worth };
  }
  const spare = Math.max(0, room - (best.last - best.first));
  const from = Math.max(0, best.first - Math.floor(spare / 3));
  const start = from === 0 ? 0 : (tokens.find((token) => token.start >= from)?.start ?? best.first);
  const to = start + room;
  if (to >= text.length) return { start, end: text.length };
  const end = tokens.findLast((token) => token.end <= to && token.end > start)?.end ?? to;
  return { start, end };
}
