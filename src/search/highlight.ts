import { escapeHtml } from '../body/html-escape.ts';
import type { Phrase } from '../db/text-query.ts';
import { firstCharacterOf, isLoneCharacter, searchTokensOf, type Token } from '../identity/tokens.ts';

/** How many characters of a text are shown, in UTF-16 code units, those that say that more stands there included. */
const longestHighlight = 200;

/** What is looked at of a text, in UTF-16 code units: where the first match is further on, none is shown. */
const longestSearched = 100_000;
/** What is looked at before it is asked whether that is enough. */
const partLength = 8_000;
/** Words that are longer are divided. */
const longestWord = 1_000;
/** Of more matches those that come first. */
const mostMatches = 1_000;

interface Range {
  start: number;
  end: number;
}

interface Match extends Range {
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

function escaped(text: string): string {
  return escapeHtml(text.replace(/\s+/g, ' '));
}

function search(text: string, phrases: readonly Phrase[]): { tokens: Token[]; matches: Match[] } {
  const isWordOrLonger = ({ tokens, isPrefix }: Phrase) => !isPrefix || tokens.length > 1;
  const byFirstWord = Map.groupBy(phrases.filter(isWordOrLonger), (phrase) => phrase.tokens[0]!);
  const beginnings = phrases.filter((phrase) => !isWordOrLonger(phrase));
  const longest = Math.max(...phrases.map((phrase) => phrase.tokens.length));
  const tokens: Token[] = [];
  const matches: Match[] = [];
  const unseen = new Set(phrases);
  const searched = Math.min(text.length, longestSearched);
  for (let start = 0, next = 0; start < searched && unseen.size > 0 && matches.length < mostMatches;) {
    const end = endOfPart(text, start + partLength);
    for (const token of searchTokensOf(text.slice(start, end)))
      tokens.push({ text: token.text, start: start + token.start, end: start + token.end });
    start = end;
    // A phrase may go on in the next part.
    const last = end === text.length ? tokens.length : tokens.length - longest + 1;
    for (; next < last; next++) {
      for (const phrase of [...(byFirstWord.get(tokens[next]!.text) ?? []), ...beginnings]) {
        const match = matchAt(text, tokens, next, phrase);
        if (!match) continue;
        matches.push(match);
        unseen.delete(phrase);
      }
    }
  }
  return { tokens, matches };
}

/** Where a part may end: in white space, which divides no word, if there is some. */
function endOfPart(text: string, from: number): number {
  if (from >= text.length) return text.length;
  const space = text.slice(from, from + longestWord).search(/\s/);
  return space < 0 ? characterBoundary(text, Math.min(from + longestWord, text.length)) : from + space;
}

function matchAt(text: string, tokens: readonly Token[], index: number, phrase: Phrase): Match | null {
  const { tokens: wanted, isPrefix } = phrase;
  const isThere = wanted.every((word, k) => {
    const there = tokens[index + k]?.text;
    return isPrefix && k === wanted.length - 1 ? there?.startsWith(word) : there === word;
  });
  if (!isThere) return null;
  const last = tokens[index + wanted.length - 1]!;
  // Of a pair only the character that was asked for.
  const end =
    isPrefix && isLoneCharacter(wanted.at(-1)!)
      ? last.start + firstCharacterOf(text.slice(last.start, last.end)).length
      : last.end;
  return { start: tokens[index]!.start, end, phrase };
}

/** @param matches in the order of the text; they may overlap */
function joined(matches: readonly Match[]): Range[] {
  const ranges: Range[] = [];
  for (const { start, end } of matches) {
    const last = ranges.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else ranges.push({ start, end });
  }
  return ranges;
}

/** Of the parts that end with a match the one with most different phrases, then with most matches, then the first. */
function partOf(text: string, tokens: readonly Token[], matches: readonly Match[]): Range {
  // Two for the ellipses.
  const room = longestHighlight - 2;
  const held = new Map<Phrase, number>();
  let best = { start: matches[0]!.start, end: matches[0]!.end, worth: 0 };
  let from = 0;
  for (const [i, { end, phrase }] of matches.entries()) {
    held.set(phrase, (held.get(phrase) ?? 0) + 1);
    for (; from < i && end - matches[from]!.start > room; from++) {
      const { phrase: left } = matches[from]!;
      const rest = held.get(left)! - 1;
      if (rest === 0) held.delete(left);
      else held.set(left, rest);
    }
    const worth = held.size * matches.length + i - from;
    if (worth > best.worth) best = { start: matches[from]!.start, end, worth };
  }
  const spare = Math.max(0, room - (best.end - best.start));
  const earliest = Math.max(0, best.start - Math.floor(spare / 3));
  const start = earliest === 0 ? 0 : (tokens.find((token) => token.start >= earliest)?.start ?? best.start);
  const latest = start + room;
  if (latest >= text.length) return { start, end: text.length };
  const whole = tokens.findLast((token) => token.end <= latest && token.end > start)?.end ?? 0;
  // A long word is rather divided than left out.
  return { start, end: latest - whole > room / 2 ? characterBoundary(text, latest) : whole };
}

/** The offset, or the one before where it would divide a character. */
function characterBoundary(text: string, offset: number): number {
  return /^[\udc00-\udfff]/.test(text.slice(offset, offset + 1)) ? offset - 1 : offset;
}
