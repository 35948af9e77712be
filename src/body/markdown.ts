import type { Root } from 'hast';
import MarkdownIt, { type MarkdownIt as Parser } from 'markdown-it';
import footnote from 'markdown-it-footnote';
import { toMarkdown } from 'mdast-util-to-markdown';
import { htmlToTree } from './html-tree.ts';

// Raw HTML and every URL pass: `cleanBody` decides about both, with the base address in hand and with a
// report. URLs keep the author's spelling, so that a report can name it.
function createParser(): Parser {
  const parser = new MarkdownIt({ html: true, linkify: false, maxNesting: 100 });
  parser.validateLink = () => true;
  parser.normalizeLink = (url) => url;
  parser.normalizeLinkText = (url) => url;
  return parser;
}

const plain = createParser();
const withFootnotes = createParser().use(footnote);

/**
 * markdown-it-footnote copies the whole document for each note and recurses for notes in notes, outside
 * markdown-it's limit of nesting: 25,000 notes take half a minute, 5,000 nested ones the stack.
 */
const MAX_FOOTNOTE_MARKS = 1000;

/**
 * CommonMark with tables, strikethrough, footnotes (while there are at most 1,000 marks of them) and raw HTML.
 * Never throws. Not safe to show until `cleanBody`.
 */
export function markdownToTree(source: string): Root {
  const footnoteMarks = source.match(/\[\^|\^\[/g)?.length ?? 0;
  const parser = footnoteMarks > MAX_FOOTNOTE_MARKS ? plain : withFootnotes;
  return htmlToTree(parser.render(source));
}

/** Plain paragraphs as a tree. */
export function textToTree(paragraphs: string[]): Root {
  return {
    type: 'root',
    children: paragraphs.map((value) => ({
      type: 'element',
      tagName: 'p',
      properties: {},
      children: [{ type: 'text', value }],
    })),
  };
}

/** Plain paragraphs as Markdown that reads back as the same text: what looks like mark-up is escaped. */
export function textToMarkdown(paragraphs: string[]): string {
  // On one line, a paragraph can be no table and no footnote definition; strikethrough remains.
  const lines = paragraphs.map((paragraph) => paragraph.replace(/[ \t\n\f\r]+/g, ' ').trim()).filter(Boolean);
  return toMarkdown(
    {
      type: 'root',
      children: lines.map((value) => ({ type: 'paragraph', children: [{ type: 'text', value }] })),
    },
    { unsafe: [{ character: '~', inConstruct: 'phrasing' }] },
  );
}
