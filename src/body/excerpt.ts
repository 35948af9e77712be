/** How far from the limit a word boundary may lie, in UTF-16 units. */
const NEAR = 24;

/** What nothing follows after. */
const dangling = /[\s,;:.…\-–—([{«“‘„¿¡、。，；：・]/;

/** White space, save where it is one space: that makes most of it. */
const notOneSpace = /[\t\n\v\f\r\u2028\u2029][ \t\n\v\f\r\u2028\u2029]*| [ \t\n\v\f\r\u2028\u2029]+/g;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * The beginning of a text on one line: at most `length` UTF-16 units including the ellipsis, which stands
 * only where something is left out.
 */
export function excerpt(text: string, length: number): string {
  return excerptOfLine(firstLine(text, length + 1), length);
}

function excerptOfLine(line: string, length: number): string {
  if (line.length <= length) return line;
  if (length < 1) return '';
  const room = length - 1;
  const space = line.lastIndexOf(' ', room);
  const cut = space > 0 && room - space <= NEAR ? space : characterBoundary(line, room);
  let end = cut;
  while (end > 0 && dangling.test(line[end - 1]!)) end--;
  return `${line.slice(0, end)}…`;
}

/**
 * The excerpt of a text of which only the beginning is at hand; null where that is not enough to tell.
 *
 * @param characters how many Unicode characters were asked for: with fewer the text is all there
 */
export function excerptOfBeginning(beginning: string, length: number, characters: number): string | null {
  const isWhole = beginning.length < characters;
  const line = firstLine(beginning, length + NEAR);
  return isWhole || line.length >= length + NEAR ? excerptOfLine(line, length) : null;
}

/** The text with white space collapsed: whole words of it, at least `length` units where there are as many. */
function firstLine(text: string, length: number): string {
  for (let size = 2 * length; ; size *= 2) {
    const space = /[ \t\n\v\f\r\u2028\u2029]/g;
    space.lastIndex = size;
    const end = space.exec(text)?.index ?? text.length;
    const line = text.slice(0, end).replaceAll(notOneSpace, ' ').replaceAll(/^ | $/g, '');
    if (line.length >= length || end === text.length) return line;
  }
}

/** The last boundary between what readers take for characters at or before an offset. */
function characterBoundary(line: string, offset: number): number {
  return graphemes.segment(line.slice(0, offset + NEAR)).containing(offset)?.index ?? offset;
}
