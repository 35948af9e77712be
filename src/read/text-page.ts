import { textToMarkdown, textToTree } from '../body/markdown.ts';
import { checkFacts, type StatedFacts } from './check-facts.ts';
import type { SourceDocument } from './document.ts';

const header = /^(URL|Publisher|Author|Authors|Date|Topics|Permalink|Summary|Language):\s*(.*)$/i;
const takeHeading = /^our take:?$/i;
/** On a line of its own, perhaps with the address. */
const endOfTake = /^read on the original site[\s:.]*(?:https?:\S*)?$/i;
/** Lines all shorter than this, with empty lines between groups of them, are wrapped paragraphs. */
const wrapWidth = 100;

/**
 * A plain text page: headline, header lines, "Our take", the take's paragraphs, and the way to the original, at
 * which the take ends.
 *
 * @throws DocumentError
 */
export function parseTextPage(source: string): SourceDocument {
  const lines = source.split(/\r\n|\n|\r/).map((line) => line.trim());
  let at = lines.findIndex((line) => line !== '');
  const stated: StatedFacts = { title: lines[at] ?? '' };
  for (at++; at < lines.length; at++) {
    const field = header.exec(lines[at]!);
    if (!field) break;
    addField(stated, field[1]!.toLowerCase(), field[2]!);
  }
  while (lines[at] === '') at++;
  if (takeHeading.test(lines[at] ?? '')) at++;
  const end = lines.findIndex((line, i) => i >= at && endOfTake.test(line));
  const paragraphs = paragraphsOf(lines.slice(at, end === -1 ? undefined : end));
  return {
    ...checkFacts(stated),
    body:
      paragraphs.length === 0 ? null : { tree: textToTree(paragraphs), markdown: textToMarkdown(paragraphs) },
  };
}

function addField(stated: StatedFacts, name: string, value: string): void {
  const list = value.split(',').map((item) => item.trim());
  if (name === 'author' || name === 'authors')
    stated.authors = [...(stated.authors ?? []), ...list.map((author) => ({ name: author }))];
  else if (name === 'topics') stated.topics = [...(stated.topics ?? []), ...list];
  else stated[name as 'url' | 'publisher' | 'date' | 'permalink' | 'summary' | 'language'] = value;
}

/** Each line is a paragraph, unless the text is evidently wrapped. */
export function paragraphsOf(lines: readonly string[]): string[] {
  const text = lines.join('\n').trim();
  if (text === '') return [];
  const isWrapped = text.includes('\n\n') && lines.every((line) => line.length <= wrapWidth);
  return isWrapped
    ? text.split(/\n{2,}/).map((paragraph) => paragraph.replaceAll('\n', ' '))
    : text.split(/\n+/);
}
