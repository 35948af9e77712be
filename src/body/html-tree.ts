import type { Element, Properties, Root, RootContent } from 'hast';
import { defaultTreeAdapter, parse, parseFragment, type DefaultTreeAdapterTypes as P5 } from 'parse5';
import { find, html as htmlSchema, type Info } from 'property-information';

/**
 * HTML as hast, for any input: never throws, takes memory proportional to the input, and is at most 1,000
 * levels deep (what is deeper stands between two empty elements). Without positions and the content of
 * templates. Not safe to show until `cleanBody`.
 *
 * hast-util-from-html recurses (it overflows at some 3,000 levels) and always computes positions.
 */
export function htmlToTree(html: string, kind: 'fragment' | 'document' = 'fragment'): Root {
  const read = kind === 'fragment' ? parseFragment : parse;
  try {
    return toHast(read(html, { treeAdapter: boundedAdapter(html.length), scriptingEnabled: false }));
  } catch (error) {
    if (!(error instanceof TooManyElements)) throw error;
    return toHast(read(flattenMarkup(html), { scriptingEnabled: false }));
  }
}

class TooManyElements extends Error {}

/**
 * HTML parsing re-opens every unclosed <b>, <i>, <font> … in each following paragraph: n unclosed ones and
 * m paragraphs give n × m elements, so 100 kB can fill the memory. A tag takes three characters at least;
 * a document with more elements than that is such a case.
 */
function boundedAdapter(htmlLength: number): typeof defaultTreeAdapter {
  let left = Math.ceil(htmlLength / 3) + 1000;
  return {
    ...defaultTreeAdapter,
    createElement(tagName, namespace, attributes) {
      left -= 1;
      if (left < 0) throw new TooManyElements();
      return defaultTreeAdapter.createElement(tagName, namespace, attributes);
    },
  };
}

const RAW_TEXT = 'script|style|title|textarea|xmp|iframe|noembed|noframes|plaintext';
const KEPT_TAG = new RegExp(`^(?:a|br|img|html|head|body|meta|link|base|${RAW_TEXT})$`, 'i');
const BREAKING_TAG =
  /^(?:address|article|aside|blockquote|body|center|d[dlt]|details|div|fig\w+|footer|form|h\d|header|hr|li|main|nav|ol|p|pre|section|summary|t\w+|ul)$/i;

/** Paragraphs, links, images and what a page says of itself only: nothing that can nest. */
function flattenMarkup(html: string): string {
  return html.replace(/<(\/?)([a-z][^\s/>]*)[^>]*>/gi, (tag, _slash: string, name: string) => {
    if (KEPT_TAG.test(name)) return tag;
    return BREAKING_TAG.test(name) ? '<p>' : '';
  });
}

/** Deep enough for any page that somebody wrote, shallow enough for functions that recurse over the tree. */
const MAX_DEPTH = 1000;

interface Frame {
  from: P5.ChildNode[];
  next: number;
  into: RootContent[];
  /** What marks the end of an element that is too deep to hold its content itself. */
  endMark: Element | null;
}

function toHast(source: P5.ParentNode): Root {
  const root: Root = { type: 'root', children: [] };
  const open: Frame[] = [{ from: source.childNodes, next: 0, into: root.children, endMark: null }];
  let flattened = 0;
  for (let frame = open.at(-1); frame; frame = open.at(-1)) {
    const node = frame.from[frame.next++];
    if (!node) {
      if (frame.endMark) frame.into.push(frame.endMark);
      if (open.pop()?.endMark) flattened -= 1;
    } else if (defaultTreeAdapter.isTextNode(node)) {
      frame.into.push({ type: 'text', value: node.value });
    } else if (defaultTreeAdapter.isCommentNode(node)) {
      frame.into.push({ type: 'comment', value: node.data });
    } else if (defaultTreeAdapter.isElementNode(node)) {
      const element = toElement(node);
      frame.into.push(element);
      if (node.childNodes.length === 0) continue;
      const tooDeep = open.length - flattened > MAX_DEPTH;
      if (tooDeep) flattened += 1;
      open.push({
        from: node.childNodes,
        next: 0,
        into: tooDeep ? frame.into : element.children,
        endMark: tooDeep ? { ...element, children: [] } : null,
      });
    }
  }
  return root;
}

function toElement(node: P5.Element): Element {
  return { type: 'element', tagName: node.tagName, properties: toProperties(node.attrs), children: [] };
}

function toProperties(attributes: P5.Element['attrs']): Properties {
  const properties: Properties = {};
  for (const { prefix, name, value } of attributes) {
    const info = propertyInfo(prefix ? `${prefix}:${name}` : name);
    properties[info.property] = toPropertyValue(info, value);
  }
  return properties;
}

function toPropertyValue(info: Info, value: string): Properties[string] {
  if (info.spaceSeparated) return value.split(/[ \t\n\f\r]+/).filter(Boolean);
  if (info.boolean || (info.overloadedBoolean && value === '')) return true;
  if (info.number && value !== '' && !Number.isNaN(Number(value))) return Number(value);
  return value;
}

// Authors can make up attribute names, so only the known ones are remembered.
const knownInfo = new Map<string, Info>();

function propertyInfo(attribute: string): Info {
  const known = knownInfo.get(attribute);
  if (known) return known;
  const info = find(htmlSchema, attribute);
  if (attribute in htmlSchema.normal) knownInfo.set(attribute, info);
  return info;
}
