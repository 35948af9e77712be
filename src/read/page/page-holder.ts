import type { Element, ElementContent, Root, RootContent } from 'hast';
import { normalTitle } from '../../identity/fold.ts';
import { attribute, elementsIn, lineOf } from './page-tree.ts';

/** What stands in a line of text stays with it. */
export const inlineTags = new Set(
  'a abbr b bdi bdo br cite code del dfn em font i ins kbd mark q s samp small span strong sub sup time tt u var wbr img'.split(
    ' ',
  ),
);

const surroundingTags = new Set(
  'nav header footer aside form dialog button input select textarea script style noscript template iframe object embed'.split(
    ' ',
  ),
);
const surroundingRoles = new Set(
  'menu menubar complementary navigation alert alertdialog dialog search banner contentinfo'.split(' '),
);
/** Words in the names (classes and ids) of what stands around a text, whatever its element. */
const surroundingWords = new RegExp(
  `(?:^|[\\s_-])(?:${[
    'ads?|authors?|avatar|banner|breadcrumbs?|byline|categories|cookies?|copyright|date(?:line)?|disqus|footer|gdpr|hidden',
    'comments|comment(?:-?list|[_-]\\S+)|masthead|menu|meta|nav(?:bar|box|igation|links?)?|newsletter|noprint|pager|pagination',
    'popup|promo|rating|related[_-]\\S+|replies|reply|respond|rss|screen-reader-text|shar(?:e|ing)\\w*|sidebar|signup|social',
    'sponsor\\w*|sr-only|subscri\\w+|tags?|taglist|toc|toolbar|utility|visually-hidden|widget',
  ].join('|')})(?=$|[\\s_-])`,
  'i',
);
/** Further ones, of what has blocks in it. */
const surroundingBlockWords =
  /(?:^|[\s_-])(?:comment|h-cite|recommend\w*|related|teasers?)(?=$|[\s_-])|^(?:about|bio|more)$/i;

/** The classes of an element and its id. */
export function namesOf(element: Element): string {
  return `${attribute(element, 'className') ?? ''} ${attribute(element, 'id') ?? ''}`.trim();
}

export function isHidden(element: Element): boolean {
  const { hidden, ariaHidden } = element.properties;
  const style = attribute(element, 'style') ?? '';
  return (
    (hidden !== undefined && hidden !== false) ||
    String(ariaHidden) === 'true' ||
    /(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(style)
  );
}

/** Whether its names say that it stands around the text: a list to share the page, a line on who wrote it. */
export function isNamedAsSurrounding(element: Element): boolean {
  return surroundingWords.test(namesOf(element));
}

function isSurrounding(element: Element): boolean {
  if (surroundingTags.has(element.tagName) || isHidden(element)) return true;
  if (surroundingRoles.has(attribute(element, 'role') ?? '')) return true;
  if (inlineTags.has(element.tagName)) return false;
  const isBlock = element.tagName !== 'p' && !/^(?:[uod]l|h\d)$/.test(element.tagName);
  return isNamedAsSurrounding(element) || (isBlock && surroundingBlockWords.test(namesOf(element)));
}

const contentNames = /(?:^|\s)(?:e-content|entry-content|post-content|post-body)(?:\s|$)/;

/** Whether it is marked as the text of a piece, without what is around it. */
function isContent(element: Element): boolean {
  const itemprop = (attribute(element, 'itemProp') ?? '').split(' ');
  return itemprop.includes('articleBody') || contentNames.test(attribute(element, 'className') ?? '');
}

function isTextHolder(element: Element): boolean {
  return element.tagName === 'article' || element.tagName === 'main' || isContent(element);
}

/** The element that the page marks as the one that holds its text; null where it marks none, or several. */
export function markedHolder(root: Root): Element | null {
  const contents: Element[] = [];
  const articles: Element[] = [];
  const mains: Element[] = [];
  const visit = (nodes: readonly (RootContent | ElementContent)[], isInArticle: boolean): void => {
    for (const node of nodes) {
      if (node.type !== 'element' || node.tagName === 'li') continue;
      if (isSurrounding(node) && !isTextHolder(node)) continue;
      const isArticle = node.tagName === 'article';
      if (isContent(node)) contents.push(node);
      else if (node.tagName === 'main') mains.push(node);
      if (isArticle && !isInArticle) articles.push(node);
      if (!isContent(node)) visit(node.children, isInArticle || isArticle);
    }
  };
  visit(root.children, false);
  return [contents, articles, mains].find((holders) => holders.length === 1)?.[0] ?? null;
}

/** What a marked element holds, without what stands around the text in it, and without the page's title. */
export function textIn(holder: Element, title: string): Root {
  let isTitleLeft = true;
  const copy = (nodes: readonly ElementContent[]): ElementContent[] =>
    nodes.flatMap((node): ElementContent[] => {
      if (node.type !== 'element') return [node];
      if (isSurrounding(node)) return [];
      if (isTitleLeft && isTitle(node, title)) {
        isTitleLeft = false;
        return [];
      }
      return [{ ...node, children: copy(node.children) }];
    });
  return { type: 'root', children: copy(holder.children) };
}

/** A title may have the site's name beside what the heading says. */
export function isTitle(element: Element, title: string): boolean {
  if (!isHeading(element)) return false;
  const heading = normalTitle(lineWithin(element, 600));
  const whole = normalTitle(title);
  return heading === whole || (element.tagName === 'h1' && heading !== '' && whole.includes(heading));
}

/** The text of an element on one line; empty where it is longer than that many UTF-16 code units. */
export function lineWithin(element: Element, limit: number): string {
  let left = limit;
  for (const { children } of elementsIn({ type: 'root', children: [element] })) {
    for (const child of children) left -= child.type === 'text' ? child.value.length : 1;
    if (left < 0) return '';
  }
  return lineOf(element);
}

/**
 * A copy for Readability, which drops what has a name like `related`, without the names that headings have, and sections after their heading.
 * A heading that has an element for itself, which would go for that, stands alone.
 */
export function withoutMisleadingNames(root: Root): Root {
  const title = [...elementsIn(root)].find(({ tagName }) => tagName === 'title');
  const pageTitle = title ? lineOf(title) : '';
  const copy = (node: RootContent | ElementContent): ElementContent => {
    if (node.type !== 'element') return node as ElementContent;
    const heading = loneHeading(node);
    if (heading) return copy(heading);
    return { ...node, properties: tellingProperties(node, pageTitle), children: node.children.map(copy) };
  };
  return { type: 'root', children: root.children.map(copy) };
}

function tellingProperties(element: Element, pageTitle: string): Element['properties'] {
  const { id, className, ...others } = element.properties;
  if (id === undefined && className === undefined) return element.properties;
  const named = isNamedAfterHeading(element) ? { ...others, className } : element.properties;
  const isPlain =
    /^h[2-6]$/.test(element.tagName) &&
    !isNamedAsSurrounding({ ...element, properties: named }) &&
    // What repeats the title may go for its name.
    !pageTitle.includes(lineWithin(element, 600));
  return isPlain ? others : named;
}

/** What a site generator makes of a heading, for it or for its section. */
function isNamedAfterHeading(element: Element): boolean {
  const id = slug(attribute(element, 'id') ?? '').replace(/\d+$/, '');
  const heading = headingOf(element);
  if (id === '' || id.length > 200 || !heading) return false;
  const text = slug(lineWithin(heading, 1000)).replace(/\d+$/, '');
  // With the section's number, which the id has not, or after a prefix that the generator has for all.
  return text.length > 2 && (text.endsWith(id) || id.endsWith(text)) && !surroundingHeadings.test(text);
}

const surroundingHeadings =
  /^\d*(?:comments?|responses?|replies|related(?:posts?|articles?|stories|content|links|topics)?|share(?:this)?|menu|sidebar|footer|header|social)$/;

function slug(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** The heading that an element is or begins with. */
function headingOf(element: Element, levels = 2): Element | null {
  if (isHeading(element)) return element;
  const first = element.children.find((child) => child.type === 'element');
  return first && levels > 0 ? headingOf(first, levels - 1) : null;
}

function isHeading({ tagName }: Element): boolean {
  return /^h[1-6]$/.test(tagName);
}

/** A heading that is all that an element holds, apart from a link to itself. */
function loneHeading(element: Element): Element | null {
  if (element.tagName !== 'div') return null;
  const [heading, ...others] = element.children.filter((child) => !isAnchor(child));
  return heading?.type === 'element' && isHeading(heading) && others.length === 0 ? heading : null;
}

function isAnchor(node: ElementContent): boolean {
  if (node.type === 'text') return node.value.trim() === '';
  if (node.type !== 'element') return true;
  return (
    node.tagName === 'a' && (attribute(node, 'href') ?? '').startsWith('#') && lineWithin(node, 10).length < 3
  );
}
