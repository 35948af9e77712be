import type { ElementContent, Root } from 'hast';
import type { PhrasingContent } from 'mdast';
import { toMarkdown } from 'mdast-util-to-markdown';
import { findAddresses } from './markdown.ts';

/** Plain paragraphs as a tree; bare addresses in them are links. */
export function textToTree(paragraphs: string[]): Root {
  return {
    type: 'root',
    children: paragraphs.map((paragraph) => ({
      type: 'element',
      tagName: 'p',
      properties: {},
      children: piecesOf(paragraph).map(({ text, isAddress }): ElementContent => {
        const value: ElementContent = { type: 'text', value: text };
        return isAddress
          ? { type: 'element', tagName: 'a', properties: { href: text }, children: [value] }
          : value;
      }),
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
      children: lines.map((line) => ({
        type: 'paragraph',
        children: piecesOf(line).map(({ text, isAddress }): PhrasingContent => {
          const value: PhrasingContent = { type: 'text', value: text };
          return isAddress ? { type: 'link', url: text, children: [value] } : value;
        }),
      })),
    },
    { unsafe: [{ character: '~', inConstruct: 'phrasing' }] },
  );
}

/** The text divided into bare http(s) addresses and what stands between them. */
function piecesOf(text: string): { text: string; isAddress: boolean }[] {
  const pieces = [];
  let at = 0;
  for (const { index, lastIndex, schema } of findAddresses(text)) {
    if (schema !== 'http:' && schema !== 'https:') continue;
    if (index > at) pieces.push({ text: text.slice(at, index), isAddress: false });
    pieces.push({ text: text.slice(index, lastIndex), isAddress: true });
    at = lastIndex;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), isAddress: false });
  return pieces;
}
