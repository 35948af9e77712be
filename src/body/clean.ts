import type { Element, Nodes, Root } from 'hast';
import { sanitize } from 'hast-util-sanitize';
import type { Block, Body } from './body.ts';
import { BodyWriter } from './body-writer.ts';
import { ATTRIBUTES, BLOCK_TAGS, SCHEMA, VOID_TAGS } from './clean-schema.ts';
import { escapeHtml } from './html-escape.ts';
import { prepareTree } from './prepare-tree.ts';
import { countWords } from './word-count.ts';

export interface CleanedBody extends Body {
  /** Links that are meant as addresses on the web but are none, as written, each once. */
  invalidLinks: string[];
}

export interface CleanOptions {
  /** For `Body.markdown`, as it is. */
  markdown: string;
  /** Address against which relative links and images resolve; without one they go. */
  base?: string;
}

/** Any tree, from whatever source, as a body that is safe to show. Never throws. */
export function cleanBody(tree: Root, options: CleanOptions): CleanedBody {
  const base = options.base === undefined ? null : (URL.parse(options.base)?.href ?? null);
  const prepared = prepareTree(tree, base);
  const writer = new BodyWriter();
  writeNode(sanitize(prepared.tree, SCHEMA), writer, PROSE);
  const { html, text, links, layout } = writer.finish();
  return {
    markdown: options.markdown,
    html,
    text,
    wordCount: countWords(text),
    links,
    layout,
    invalidLinks: prepared.invalidLinks,
  };
}

const PROSE = 'prose';
const EMPHASIS_TAGS = new Set(['em', 'strong', 'b', 'i', 'cite', 'q']);
const CODE_TAGS = new Set(['code', 'kbd', 'samp', 'var', 'tt']);

function writeNode(node: Nodes, writer: BodyWriter, kind: Block['kind']): void {
  if (node.type === 'text') {
    // NUL and half surrogates cannot be stored.
    const value = node.value.replaceAll('\0', '').toWellFormed();
    if (kind === 'code') writer.preformatted(value);
    else writer.line(value, kind);
  } else if (node.type === 'root') {
    for (const child of node.children) writeNode(child, writer, kind);
  } else if (node.type === 'element') {
    writeElement(node, writer, kind);
  }
}

function writeElement(node: Element, writer: BodyWriter, kind: Block['kind']): void {
  const { tagName } = node;
  const attributes = writeAttributes(node);
  if (tagName === 'br') return writer.lineBreak(kind);
  if (tagName === 'img') return writer.image(`<img${attributes}>`);
  if (tagName === 'input') {
    writer.html += `<input${attributes}>`;
    return;
  }
  const href = tagName === 'a' ? node.properties.href : undefined;
  if (typeof href === 'string' && href.startsWith('http')) {
    writer.openLink(href, attributes);
    writeChildren(node, writer, kind);
    return writer.closeLink();
  }

  const isBlock = BLOCK_TAGS.has(tagName);
  if (isBlock) writer.breakBlock();
  writer.html += `<${tagName}${attributes}>`;
  if (!VOID_TAGS.has(tagName)) {
    // HTML takes one line feed after <pre> as mark-up.
    const first = node.children[0];
    if (tagName === 'pre' && first?.type === 'text' && /^[\r\n]/.test(first.value)) writer.html += '\n';
    if (EMPHASIS_TAGS.has(tagName)) writer.enterEmphasis();
    if (CODE_TAGS.has(tagName)) writer.enterCode();
    writeChildren(node, writer, innerKind(tagName, kind));
    if (EMPHASIS_TAGS.has(tagName)) writer.leaveEmphasis();
    if (CODE_TAGS.has(tagName)) writer.leaveCode();
    if (isBlock) writer.breakBlock();
    writer.html += `</${tagName}>`;
  }
}

function writeChildren(node: Element, writer: BodyWriter, kind: Block['kind']): void {
  for (const child of node.children) writeNode(child, writer, kind);
}

/** Code stays code and a quote a quote, whatever stands inside; only code comes out of a quote. */
function innerKind(tagName: string, kind: Block['kind']): Block['kind'] {
  if (kind === 'code' || tagName === 'pre') return 'code';
  if (kind === 'quote' || tagName === 'blockquote') return 'quote';
  return /^h[1-6]$/.test(tagName) ? 'heading' : kind;
}

function writeAttributes(node: Element): string {
  let written = '';
  for (const property in node.properties) {
    const value = node.properties[property];
    const name = ATTRIBUTES.get(property);
    if (name === undefined || value === undefined || value === null || value === false) continue;
    const text = value === true ? '' : Array.isArray(value) ? value.join(' ') : String(value);
    if (name === 'class' && text === '') continue;
    written += ` ${name}="${escapeHtml(text.replaceAll('\0', '').toWellFormed())}"`;
  }
  return written;
}
