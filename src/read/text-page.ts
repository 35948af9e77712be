import { textToMarkdown, textToTree } from '../body/plain-paragraphs.ts';
import { statedNames } from './byline.ts';
import { checkFacts, type StatedFacts } from './check-facts.ts';
import type { SourceDocument } from './document.ts';

const header = /^(URL|Publisher|Author|Authors|Date|Topics|Permalink|Summary|Language):\s*(.*)$/i;
/** Signs, arrows and pictures may stand around. */
const takeHeading = /^[^\p{L}\p{N}]{0,40}our take[^\p{L}\p{N}]{0,40}$/iu;
const takeEnd =
  /^[^\p{L}\p{N}]{0,40}read on the original site[^\p{L}\p{N}]{0,40}(?:(https?:\/\/\S+)[^\p{L}\p{N}]{0,40})?$/iu;
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
  if (isTakeHeading(lines[at] ?? '')) at++;
  const end = lines.findIndex((line, i) => i >= at && endOfTake(line) !== null);
  const original = endOfTake(lines[end] ?? '')?.address;
  if (original && !stated.url) stated.url = original;
  const paragraphs = paragraphsOf(lines.slice(at, end === -1 ? undefined : end));
  return {
    ...checkFacts(stated),
    body:
      paragraphs.length === 0 ? null : { tree: textToTree(paragraphs), markdown: textToMarkdown(paragraphs) },
  };
}

/** Whether a line is the one that a take begins with. */
export function isTakeHeading(line: string): boolean {
  return takeHeading.test(line);
}

/** Whether a line is the one that a take ends at, and the address in it; null where it is not. */
export function endOfTake(line: string): { address: string | null } | null {
  const found = takeEnd.exec(line);
  return found && { address: found[1] === undefined ? null : bareAddress(found[1]) };
}

/** Without what ends a sentence, and a bracket around. */
function bareAddress(address: string): string {
  const bare = address.replace(/[.,;:!?>»›→↗]+$/u, '');
  return bare.includes('(') ? bare : bare.replace(/\)$/, '');
}

function addField(stated: StatedFacts, name: string, value: string): void {
  if (name === 'author' || name === 'authors')
    stated.authors = [...(stated.authors ?? []), ...statedNames(value).map((author) => ({ name: author }))];
  else if (name === 'topics') stated.topics = [...(stated.topics ?? []), ...value.split(',')];
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
