import type { Root } from 'hast';
import { cleanBody } from '../body/clean.ts';
import { excerpt } from '../body/excerpt.ts';
import { htmlToMarkdown } from '../body/html-to-markdown.ts';
import { htmlToTree } from '../body/html-tree.ts';
import { markdownToTree } from '../body/markdown.ts';
import { textToMarkdown, textToTree } from '../body/plain-paragraphs.ts';
import { sentencesOf } from '../detect/sentence.ts';
import type { SourceDocument } from './document.ts';
import { paragraphsOf } from './text-page.ts';

/** A text as a document states it; empty is none. */
export type StatedBody = { markdown: string } | { html: string } | { text: string };

/** Of a guessed title, in UTF-16 code units. */
const guessedTitleLimit = 80;
/** How much of a text is looked at for its first sentence. */
const openingLimit = 1000;

/** @param base the document's own address: relative links in HTML start from there */
export function readBody(stated: StatedBody, base?: string | null): SourceDocument['body'] {
  if ('markdown' in stated) {
    const markdown = stated.markdown.trim();
    return markdown === '' ? null : { tree: markdownToTree(stated.markdown), markdown };
  }
  if ('html' in stated) {
    if (stated.html.trim() === '') return null;
    const tree = htmlToTree(stated.html);
    return { tree, markdown: htmlToMarkdown(tree, base ? { base } : {}) };
  }
  const paragraphs = paragraphsOf(stated.text.split(/\r\n|\n|\r/).map((line) => line.trim()));
  return paragraphs.length === 0
    ? null
    : { tree: textToTree(paragraphs), markdown: textToMarkdown(paragraphs).trim() };
}

/** The first sentence of a text, shortened to a title's length; '' where there is no text. */
export function firstSentence(tree: Root): string {
  const { text } = cleanBody(tree, { markdown: '' });
  const opening = text.slice(0, openingLimit).split('\n\n', 1)[0]!;
  const [first] = sentencesOf(opening);
  return first ? excerpt(opening.slice(first.start, first.end), guessedTitleLimit) : '';
}
