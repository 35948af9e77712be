import { Readability } from '@mozilla/readability';
import type { Element, ElementContent, Root, RootContent } from 'hast';
import { parseHTML } from 'linkedom';
import { htmlToTree } from '../../body/html-tree.ts';
import type { ReadableFields } from './page-fields.ts';
import {
  inlineTags,
  isTitle,
  isNamedAsSurrounding,
  markedHolder,
  textIn,
  withoutMisleadingNames,
} from './page-holder.ts';
import { elementsIn, hasWord, lineOf, toHtml } from './page-tree.ts';

/** What Readability finds on a page. */
export interface ReadablePage extends ReadableFields {
  /** The piece's text; null where it finds none. */
  text: Root | null;
}

/** Pages of more elements, or of deeper ones, are not searched for their text, but taken whole: it would take seconds. */
const elementLimit = 40_000;
const depthLimit = 200;
/** Of the characters of a page, each as often as it has elements around it: Readability reads the text of each. */
const weightLimit = 20_000_000;
/** Of what Readability reads of a title, in UTF-16 code units. */
const titleLimit = 2000;

/** Readability tries again, with less of a page taken for menus and comments, where it finds fewer characters than these. */
const charThreshold = 200;
/** From so many characters on, Readability's choice is sure. */
const sureLength = 500;

/**
 * The text of a page, without menus, comments and the like: what Mozilla's Readability takes for it, and of what stands among that the plain
 * paragraphs, lists and tables that it drops for having many links (reading lists are what publications write). Where that is little and the
 * page marks where its text is, all that stands there.
 */
export function readText(source: Root): ReadablePage {
  const marked = new Map<string, Element>();
  const size = { depth: 0, weight: 0 };
  const root = markElements(source, marked, size);
  if (marked.size > elementLimit || size.depth > depthLimit || size.weight > weightLimit)
    return { text: bodyOf(root) };
  const { document } = parseHTML(toHtml(withoutMisleadingNames(root)));
  const found = new Readability(document, {
    disableJSONLD: true,
    maxElemsToParse: elementLimit,
    charThreshold,
  }).parse();
  const title = found?.title ?? '';
  const fields = found && fieldsOf(found);
  const holder = markedHolder(root);
  const held = holder && textIn(holder, title);
  if (!found?.content) return { text: held && lengthOf(held) > 0 ? held : bodyOf(root), ...fields };
  const kept = new Set([...found.content.matchAll(/ data-ibid="(\d+)"/g)].map(([, number]) => number!));
  const tree = htmlToTree(found.content);
  const text = restore(root, tree, marked, kept, title);
  if (!held || !isBetter(held, holder, text)) return { text, ...fields };
  const isFirst = found.excerpt?.replace(/\s+/g, ' ').trim() === firstParagraph(tree);
  const excerpt = isFirst ? firstParagraph(held) : found.excerpt;
  return { text: held, ...fields, excerpt };
}

/** Whether what a marked element holds is rather the page's text than what Readability chose. */
function isBetter(held: Root, holder: Element, chosen: Root): boolean {
  const numbers = new Set([holder, ...elementsIn(held)].map(numberOf));
  const own = lengthOf(held);
  const all = lengthOf(chosen);
  const common = lengthOf(chosen, numbers);
  // A teaser beside the text, perhaps.
  if (own === 0 || own * 10 < all - common) return false;
  if (common < sureLength) return all - common > all / 5 || common < own / 2;
  return common < own / 4;
}

function numberOf({ properties }: Element): string {
  return String(properties['dataIbid']);
}

/** How many characters of text there are, or of text right in elements of these numbers (or in unnumbered ones in those). */
function lengthOf(text: Root | Element, numbers?: ReadonlySet<string>): number {
  const sum = (nodes: readonly (RootContent | ElementContent)[], isCounted: boolean): number =>
    nodes.reduce((length, node) => {
      if (node.type === 'text') return isCounted ? length + node.value.replace(/\s+/g, '').length : length;
      if (node.type !== 'element' || node.tagName === 'script' || node.tagName === 'style') return length;
      const isNumbered = numbers !== undefined && node.properties['dataIbid'] !== undefined;
      return length + sum(node.children, isNumbered ? numbers.has(numberOf(node)) : isCounted);
    }, 0);
  return sum(text.children, numbers === undefined);
}

/** What Readability takes for the excerpt of a page that states none. */
function firstParagraph(text: Root): string | null {
  for (const element of elementsIn(text)) if (element.tagName === 'p') return lineOf(element) || null;
  return null;
}

function fieldsOf({ title, byline, excerpt, publishedTime }: ReadableFields): ReadableFields {
  return { title, byline, excerpt, publishedTime };
}

function cutText(node: ElementContent): ElementContent {
  return node.type === 'text' ? { type: 'text', value: node.value.slice(0, titleLimit) } : node;
}

/** All that a page shows in the element that is marked as its text, else in its body; null for an empty page. */
function bodyOf(root: Root): Root | null {
  const elements = [...elementsIn(root)];
  const holder = ['article', 'main', 'body'].flatMap(
    (tag) => elements.find(({ tagName }) => tagName === tag) ?? [],
  )[0];
  const surroundings = new Set(['nav', 'header', 'footer', 'aside']);
  const children = holder?.children.filter(
    (child) => child.type !== 'element' || !surroundings.has(child.tagName),
  );
  return children && children.length > 0 ? { type: 'root', children } : null;
}

/** The page with its elements numbered, without comments and without menus. */
function markElements(
  root: Root,
  marked: Map<string, Element>,
  size: { depth: number; weight: number },
): Root {
  const half = lengthOf(root) / 2;
  const copy = (
    node: RootContent | ElementContent,
    depth: number,
    mayDrop: boolean,
  ): ElementContent | null => {
    if (node.type === 'text') {
      size.weight += node.value.length * depth;
      return node;
    }
    if (node.type !== 'element' || hasWord(node, 'className', 'mw-editsection')) return null;
    const isMenu = node.tagName === 'nav';
    // A menu that is never closed holds all that follows.
    if (isMenu && mayDrop && lengthOf(node) <= half) return null;
    size.depth = Math.max(size.depth, depth);
    const number = String(marked.size);
    // What is no title takes Readability seconds to find out.
    const inner = node.tagName === 'title' ? node.children.map(cutText) : node.children;
    const element: Element = { ...node, properties: { ...node.properties, dataIbid: number }, children: [] };
    marked.set(number, element);
    element.children = inner.flatMap((child) => copy(child, depth + 1, mayDrop && !isMenu) ?? []);
    return element;
  };
  return { type: 'root', children: root.children.flatMap((child) => copy(child, 1, true) ?? []) };
}

/** Elements that may come back where nothing but the text around them names them. */
const restorable = new Set(
  'p ul ol li dl dt dd table thead tbody tfoot tr td th caption blockquote pre h1 h2 h3 h4 h5 h6 figure figcaption hr'.split(
    ' ',
  ),
);

/** Readability's text as it stands, or where it dropped plain parts of the element that holds it, that element with them. */
function restore(
  root: Root,
  text: Root,
  marked: ReadonlyMap<string, Element>,
  kept: ReadonlySet<string>,
  title: string,
): Root {
  const keptElements = new Set([...kept].flatMap((number) => marked.get(number) ?? []));
  const holder = innermostHolder(root, keptElements);
  if (!holder) return text;
  let restored = 0;
  const copy = (nodes: readonly (RootContent | ElementContent)[], isPlain: boolean): ElementContent[] =>
    nodes.flatMap((node): ElementContent[] => {
      if (node.type === 'text') return isPlain ? [node] : [];
      if (node.type !== 'element') return [];
      if (keptElements.has(node)) return [{ ...node, children: copy(node.children, true) }];
      const isBare =
        isPlain && (inlineTags.has(node.tagName) || (restorable.has(node.tagName) && !isMarkedOff(node)));
      if (isBare && !isTitle(node, title)) {
        restored++;
        return [{ ...node, children: copy(node.children, true) }];
      }
      // What is around something that was kept stays around it, without words of its own.
      const inner = copy(node.children, false);
      return inner.length === 0 ? [] : [{ ...node, children: inner }];
    });
  const children = copy(holder.children, true);
  const whole: Root = { type: 'root', children };
  return restored > 0 && holdsLines(whole, text) ? whole : text;
}

/** Whether what Readability kept is all there: it makes other elements of some, which are then not found again. */
function holdsLines(whole: Root, text: Root): boolean {
  const words = (node: Root) => lineOf(node).replace(/\s+/g, '');
  const all = words(whole);
  let at = 0;
  return [...elementsIn(text)].every((element) => {
    if (!/^(?:p|li|h\d|pre|td|blockquote)$/.test(element.tagName)) return true;
    at = all.indexOf(words({ type: 'root', children: element.children }), Math.max(at, 0));
    return at !== -1;
  });
}

function isMarkedOff(element: Element): boolean {
  const isStyled = ['role', 'style', 'hidden', 'ariaHidden'].some(
    (name) => element.properties[name] !== undefined,
  );
  return isStyled || isNamedAsSurrounding(element);
}

/** The innermost element that holds all of these. */
function innermostHolder(root: Root, elements: ReadonlySet<Element>): Element | null {
  const counts = new Map<Element, number>();
  const count = (element: Element): number => {
    let sum = elements.has(element) ? 1 : 0;
    for (const child of element.children) if (child.type === 'element') sum += count(child);
    counts.set(element, sum);
    return sum;
  };
  for (const child of root.children) if (child.type === 'element') count(child);
  let holder: Element | null = null;
  for (const element of elementsIn(root))
    if (counts.get(element) === elements.size && elements.size > 0) holder = element;
  return holder;
}
