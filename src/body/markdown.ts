import type { Root } from 'hast';
import MarkdownIt from 'markdown-it';
import footnote from 'markdown-it-footnote';
import { toMarkdown } from 'mdast-util-to-markdown';
import { htmlToTree } from './html-tree.ts';

// Raw HTML and every URL pass: `cleanBody` decides about both, with the base address in hand and with a
// report. URLs keep the author's spelling, so that a report can name it.
const markdown = new MarkdownIt({ html: true, linkify: false, maxNesting: 60 }).use(footnote);
markdown.validateLink = () => true;
markdown.normalizeLink = (url) => url;
markdown.normalizeLinkText = (url) => url;

/** CommonMark with tables, strikethrough, footnotes and raw HTML. Not safe to show until `cleanBody`. */
export function markdownToTree(source: string): Root {
  return htmlToTree(markdown.render(source));
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
    { type: 'root', children: lines.map((value) => ({ type: 'paragraph', children: [{ type: 'text', value }] })) },
    { unsafe: [{ character: '~', inConstruct: 'phrasing' }] },
  );
}
