import type { Element, Root } from 'hast';
import { sanitize } from 'hast-util-sanitize';
import type { Delete } from 'mdast';
import { type Handle, toMarkdown } from 'mdast-util-to-markdown';
import { SCHEMA } from './clean-schema.ts';
import { cleanBody } from './clean.ts';
import { htmlToMdast } from './html-to-mdast.ts';
import { prepareTree } from './prepare-tree.ts';

/**
 * A tree, from whatever source, as Markdown that `markdownToTree` reads back with the same words, links and
 * structure. Tables stay HTML, which Markdown may hold; links to places in the text become plain text. Never throws.
 *
 * @param options.base address against which relative links and images resolve; without one they go
 */
export function htmlToMarkdown(tree: Root, { base }: { base?: string } = {}): string {
  const prepared = prepareTree(tree, base === undefined ? null : (URL.parse(base)?.href ?? null)).tree;
  // The sanitiser's copy of a root is a root.
  const clean = sanitize(prepared, SCHEMA) as Root;
  return toMarkdown(htmlToMdast(clean, tableToHtml), {
    handlers: { delete: writeDeletion },
    unsafe: [
      { character: '~', inConstruct: 'phrasing' },
      // Behind a line break, what could be the second line of a table.
      { character: '|', atBreak: true },
      { character: '-', atBreak: true },
      { character: ':', atBreak: true },
    ],
    bullet: '-',
    rule: '-',
  }).trim();
}

function tableToHtml(table: Element): string {
  const { html } = cleanBody({ type: 'root', children: [table] }, { markdown: '' });
  // An empty line would end the HTML.
  return html.replace(/\n(?=[ \t]*\n)/g, '&#10;');
}

/** Marks open and close only where no punctuation stands inside of them: HTML does anywhere. */
const writeDeletion: Handle = (node: Delete, _, state, info) => {
  const exit = state.enter('emphasis');
  const value = state.containerPhrasing(node, { ...info, before: '~', after: '~' });
  exit();
  const canMark = /^[\p{L}\p{N}]/u.test(value) && /[\p{L}\p{N}]$/u.test(value);
  return canMark ? `~~${value}~~` : `<del>${value}</del>`;
};
