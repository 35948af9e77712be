import type { Element, ElementContent, Properties, Root, RootContent } from 'hast';
import {
  BLOCK_TAGS,
  DROPPED_TAGS,
  ID_PREFIX,
  INLINE_TAGS,
  RENAMED_TAGS,
  TABLE_TAGS,
  VOID_TAGS,
} from './clean-schema.ts';
import { urlLimit } from '../identity/url-key.ts';
import { readImageAddress, readLinkAddress } from './link-address.ts';

/** Deeper elements are replaced by what they contain, but for links (on one more level) and images. */
const MAX_DEPTH = 200;

export interface PreparedTree {
  tree: Root;
  /** Addresses as written, each once, cut to 2,000 characters. */
  invalidLinks: string[];
}

interface Frame {
  from: readonly RootContent[];
  next: number;
  into: ElementContent[];
  depth: number;
  inLink: boolean;
  inTable: boolean;
  /** Whether the text after it belongs to another block, though the element itself is gone. */
  breaks: boolean;
}

/**
 * A copy of the tree in which nothing is deep, links are absolute, never nested and lead somewhere, and
 * elements that the schema does not know are gone, while the breaks that they made in the text are kept.
 * It is no guard: the sanitiser that follows is. It comes first because the sanitiser recurses, spreads the
 * children of unknown elements into an argument list, glues what stood in two unknown blocks, and knows no URLs.
 */
export function prepareTree(source: Root, base: string | null): PreparedTree {
  const ids = collectIds(source);
  const invalid = new Set<string>();
  const children: ElementContent[] = [];
  const first = {
    from: source.children,
    next: 0,
    into: children,
    depth: 0,
    inLink: false,
    inTable: false,
    breaks: false,
  };
  const open: Frame[] = [first];
  for (let frame = open.at(-1); frame; frame = open.at(-1)) {
    const node = frame.from[frame.next++];
    if (!node) {
      if (frame.breaks) breakBlock(frame.into);
      open.pop();
      dropEmptyLink(open.at(-1)?.into);
    } else if (node.type === 'text') {
      frame.into.push({ type: 'text', value: node.value });
    } else if (node.type === 'element') {
      const inner = prepareElement(node, frame, { base, ids, invalid });
      if (inner) open.push(inner);
    }
  }
  return { tree: { type: 'root', children }, invalidLinks: [...invalid] };
}

/** Takes a link that was just finished away again where it shows nothing: the HTML parser makes such of broken ones. */
function dropEmptyLink(siblings: ElementContent[] | undefined): void {
  const last = siblings?.at(-1);
  if (!siblings || last?.type !== 'element' || last.tagName !== 'a' || showsSomething(last)) return;
  siblings.pop();
  const { id } = last.properties;
  if (id === undefined || id === null) siblings.push(...last.children);
  else siblings.push({ ...element('span', { id }), children: last.children });
}

function showsSomething(node: ElementContent): boolean {
  if (node.type === 'text') return node.value.trim() !== '';
  return node.type === 'element' && (node.tagName === 'img' || node.children.some(showsSomething));
}

interface Surroundings {
  base: string | null;
  ids: ReadonlySet<string>;
  invalid: Set<string>;
}

/** Puts the element, if it stays, into the frame, and returns the frame for its content, if that stays. */
function prepareElement(node: Element, frame: Frame, around: Surroundings): Frame | null {
  const name = node.tagName.toLowerCase();
  if (DROPPED_TAGS.has(name) || node.properties.hidden) return null;
  const tagName = TABLE_TAGS.has(name) && !frame.inTable ? 'div' : (RENAMED_TAGS.get(name) ?? name);
  const kept = keepElement(tagName, node.properties, frame, around);
  if (!kept) {
    const breaks = BLOCK_TAGS.has(tagName);
    if (breaks) breakBlock(frame.into);
    // Inside MathML the HTML parser makes cells of no table.
    return { ...frame, from: node.children, next: 0, inTable: frame.inTable && name !== 'math', breaks };
  }
  frame.into.push(kept);
  if (VOID_TAGS.has(tagName)) return null;
  return {
    from: node.children,
    next: 0,
    into: kept.children,
    depth: frame.depth + 1,
    inLink: frame.inLink || kept.tagName === 'a',
    inTable: frame.inTable || tagName === 'table',
    breaks: false,
  };
}

/** The element as it stays, or null where only its content stays. */
function keepElement(
  tagName: string,
  properties: Properties,
  frame: Frame,
  around: Surroundings,
): Element | null {
  if (VOID_TAGS.has(tagName)) return keepVoid(tagName, properties, around.base);
  if (frame.depth > MAX_DEPTH || (frame.depth === MAX_DEPTH && tagName !== 'a')) return null;
  if (tagName === 'a') return frame.inLink ? null : keepAnchor(properties, around);
  if (tagName === 'span')
    return hasAny(properties, ['id', 'title', 'lang', 'dir']) ? element(tagName, properties) : null;
  if (tagName === 'td' || tagName === 'th') return element(tagName, withAlignment(properties));
  return BLOCK_TAGS.has(tagName) || INLINE_TAGS.has(tagName) ? element(tagName, properties) : null;
}

function keepVoid(tagName: string, properties: Properties, base: string | null): Element | null {
  if (tagName === 'input') {
    const { type, disabled, checked } = properties;
    return type === 'checkbox' && disabled
      ? element('input', { type, disabled, ...(checked && { checked }) })
      : null;
  }
  if (tagName !== 'img') return element(tagName, properties);
  const src = typeof properties.src === 'string' ? readImageAddress(properties.src, base) : null;
  return src === null || isTracker(properties, src) ? null : element('img', { ...properties, src });
}

/** Services whose pictures count readers, by host and the beginning of the path. */
const trackers =
  /^https?:\/\/(?:feeds\d*\.feedburner\.com\/~|feedproxy\.google\.com\/~|feeds\.wordpress\.com\/|(?:pixel|stats)\.wp\.com\/|stats\.wordpress\.com\/|(?:www\.)?google-analytics\.com\/|(?:\w+\.)*doubleclick\.net\/|(?:www\.)?facebook\.com\/tr\b|(?:\w+\.)?(?:scorecardresearch|quantserve|feedsportal|list-manage)\.com\/)/i;

/** Whether a picture only counts who reads: it is too small to be seen, not to be seen, or of a service that does so. */
function isTracker({ width, height, style }: Properties, src: string): boolean {
  const isTiny = [width, height].some((side) => side !== undefined && side !== '' && Number(side) <= 1);
  const isUnseen =
    typeof style === 'string' &&
    /display:\s*none|visibility:\s*hidden|(?:^|[;\s])(?:width|height):\s*[01](?:px)?\s*(?:;|$)/i.test(style);
  return isTiny || isUnseen || trackers.test(src);
}

/** The link; a mere target of links becomes a span, so that an <a> in a body always leads somewhere. */
function keepAnchor(properties: Properties, { base, ids, invalid }: Surroundings): Element | null {
  const id = properties.id ?? properties.name;
  const written = typeof properties.href === 'string' ? properties.href : null;
  if (written !== null) {
    const href = localHref(written, ids);
    if (href !== null) return element('a', { ...properties, id, href });
    const address = readLinkAddress(written, base);
    if (address.invalid) invalid.add(written.trim().slice(0, urlLimit));
    if (address.href !== null) return element('a', { ...properties, id, href: address.href });
  }
  return id === undefined || id === null ? null : element('span', { ...properties, id });
}

/** A link to a place in the same text (a footnote), under the id that the sanitiser will give that place. */
function localHref(href: string, ids: ReadonlySet<string>): string | null {
  if (!href.startsWith('#')) return null;
  const id = href.slice(1);
  if (ids.has(id)) return `#${ID_PREFIX}${id}`;
  const decoded = decodeFragment(id);
  return ids.has(decoded) ? `#${ID_PREFIX}${decoded}` : null;
}

function decodeFragment(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

/** markdown-it says a column's alignment in a style, and styles go. */
function withAlignment(properties: Properties): Properties {
  const style = typeof properties.style === 'string' ? properties.style : '';
  const align = /text-align:\s*(left|center|right)/.exec(style)?.[1];
  return align ? { ...properties, align } : properties;
}

function collectIds(source: Root): Set<string> {
  const ids = new Set<string>();
  const open: (readonly RootContent[])[] = [source.children];
  for (let nodes = open.pop(); nodes; nodes = open.pop()) {
    for (const node of nodes) {
      if (node.type !== 'element') continue;
      const id = node.properties.id ?? (node.tagName === 'a' ? node.properties.name : undefined);
      if (typeof id === 'string') ids.add(id);
      if (node.children.length > 0) open.push(node.children);
    }
  }
  return ids;
}

function hasAny(properties: Properties, names: string[]): boolean {
  return names.some((name) => properties[name] !== undefined);
}

function element(tagName: string, properties: Properties): Element {
  return { type: 'element', tagName, properties, children: [] };
}

/** Puts in an empty block, which shows nothing. */
function breakBlock(into: ElementContent[]): void {
  const last = into.at(-1);
  const isBreak = last?.type === 'element' && last.tagName === 'div' && last.children.length === 0;
  if (!isBreak) into.push(element('div', {}));
}
