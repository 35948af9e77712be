import type { Element, ElementContent, Nodes, Root, RootContent } from 'hast';
import { find, html as htmlSchema } from 'property-information';
import { escapeHtml } from '../../body/html-escape.ts';

/** All elements, in document order. */
export function* elementsIn(root: Root | Element): Generator<Element> {
  const open: (RootContent | ElementContent)[] = [...root.children].reverse();
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.type !== 'element') continue;
    yield node;
    for (let i = node.children.length - 1; i >= 0; i--) open.push(node.children[i]!);
  }
}

/** The text in it as it stands, scripts and styles aside. */
export function rawText(node: Nodes): string {
  if (node.type === 'text') return node.value;
  if (node.type !== 'element' && node.type !== 'root') return '';
  if (node.type === 'element' && silentTags.has(node.tagName)) return '';
  const isBlock = node.type === 'element' && breakingTags.has(node.tagName);
  const inner = node.children.map(rawText).join('');
  return isBlock ? ` ${inner} ` : inner;
}

/** On one line. */
export function lineOf(node: Nodes): string {
  return rawText(node).replace(/\s+/g, ' ').trim();
}

const silentTags = new Set(['script', 'style', 'noscript', 'template', 'svg']);
const breakingTags = new Set(
  'address article br dd div dt figcaption h1 h2 h3 h4 h5 h6 header li p section td tr'.split(' '),
);

/** An attribute as a text; undefined where it is not there. */
export function attribute(element: Element, property: string): string | undefined {
  const value = element.properties[property];
  if (value === undefined || value === null || value === false) return undefined;
  return Array.isArray(value) ? value.join(' ') : value === true ? '' : String(value);
}

/** Whether a list of words in an attribute has the word, in any case. */
export function hasWord(element: Element, property: string, word: string): boolean {
  return (attribute(element, property) ?? '').toLowerCase().split(/\s+/).includes(word);
}

const voidTags = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));

/** As HTML that a parser reads as the same tree, without comments. Not safe to show. */
export function toHtml(node: Nodes): string {
  if (node.type === 'text') return escapeHtml(node.value);
  if (node.type === 'root') return node.children.map(toHtml).join('');
  if (node.type !== 'element') return '';
  const { tagName } = node;
  const attributes = Object.keys(node.properties).map((property) => {
    const value = attribute(node, property);
    return value === undefined ? '' : ` ${find(htmlSchema, property).attribute}="${escapeHtml(value)}"`;
  });
  const open = `<${tagName}${attributes.join('')}>`;
  if (voidTags.has(tagName)) return open;
  // The text of these is no mark-up.
  const isRaw = tagName === 'script' || tagName === 'style';
  return `${open}${isRaw ? '' : node.children.map(toHtml).join('')}</${tagName}>`;
}
