import { Readability } from '@mozilla/readability';
import type { Element, ElementContent, Root, RootContent } from 'hast';
import { parseHTML } from 'linkedom';
import { htmlToTree } from '../../body/html-tree.ts';
import { normalTitle } from '../../identity/fold.ts';
import type { ReadableFields } from './page-fields.ts';
import { elementsIn, lineOf, toHtml } from './page-tree.ts';

/** What Readability finds on a page. */
export interface ReadablePage extends ReadableFields {
  /** The piece's text; null where it finds none. */
  text: Root | null;
}

/** Pages of more elements, or of deeper ones, are not searched for their text, but taken whole: it would take seconds. */
const elementLimit = 40_000;
const depthLimit = 200;
/** Of what Readability reads of a title, in UTF-16 code units. */
const titleLimit = 2000;

/**
 * The text of a page, without menus, comments and the like: what Mozilla's Readability takes for it, and of what stands among that the plain
 * paragraphs, lists and tables that it drops for having many links (reading lists are what publications write).
 */
export function readText(root: Root): ReadablePage {
  const marked = new Map<string, Element>();
  const size = { depth: 0 };
  const copy = markElements(root, marked, size);
  if (marked.size > elementLimit || size.depth > depthLimit) return { text: bodyOf(root) };
  const { document } = parseHTML(toHtml(copy));
  const found = new Readability(document, { disableJSONLD: true, maxElemsToParse: elementLimit }).parse();
  if (!found?.content) return { text: bodyOf(root), ...(found && fieldsOf(found)) };
  const kept = new Set([...found.content.matchAll(/ data-ibid="(\d+)"/g)].map(([, number]) => number!));
  const tree = htmlToTree(found.content);
  const text = restore(root, tree, marked, kept, found.title ?? '');
  return { text, ...fieldsOf(found) };
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

function markElements(root: Root, marked: Map<string, Element>, size: { depth: number }): Root {
  const copy = (node: RootContent | ElementContent, depth: number): ElementContent | null => {
    if (node.type === 'text') return node;
    if (node.type !== 'element') return null;
    size.depth = Math.max(size.depth, depth);
    const number = String(marked.size);
    marked.set(number, node);
    // What is no title takes Readability seconds to find out.
    const inner = node.tagName === 'title' ? node.children.map(cutText) : node.children;
    const children = inner.flatMap((child) => copy(child, depth + 1) ?? []);
    return { ...node, properties: { ...node.properties, dataIbid: number }, children };
  };
  return { type: 'root', children: root.children.flatMap((child) => copy(child, 1) ?? []) };
}

/** What stands in a line of text stays with it. */
const inline = new Set(
  'a abbr b bdi bdo br cite code del dfn em font i ins kbd mark q s samp small span strong sub sup time tt u var wbr img'.split(
    ' ',
  ),
);
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
  const heading = normalTitle(title);
  const copy = (nodes: readonly (RootContent | ElementContent)[], isPlain: boolean): ElementContent[] =>
    nodes.flatMap((node): ElementContent[] => {
      if (node.type === 'text') return isPlain ? [node] : [];
      if (node.type !== 'element') return [];
      if (keptElements.has(node)) return [{ ...node, children: copy(node.children, true) }];
      const isBare =
        isPlain && (inline.has(node.tagName) || (restorable.has(node.tagName) && !isNamed(node)));
      if (isBare && !(/^h[12]$/.test(node.tagName) && normalTitle(lineOf(node)) === heading)) {
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

function isNamed({ properties }: Element): boolean {
  return ['className', 'id', 'role', 'style', 'hidden', 'ariaHidden'].some(
    (name) => properties[name] !== undefined,
  );
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
