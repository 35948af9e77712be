import type { Element, ElementContent, Root, RootContent } from 'hast';
import { firstSaid } from '../stated-value.ts';
import { attribute, elementsIn, hasWord, lineOf } from './page-tree.ts';

/** What a page's mark-up says of it, as it stands. */
export interface PageStatements {
  /** Where relative addresses start from, where the page says so. */
  base: string | null;
  /** Of `<html>`. */
  language: string | null;
  /** Of `<title>`. */
  title: string | null;
  /** By name in lower case (`og:title`, `author`), each with its values in their order. */
  meta: ReadonlyMap<string, string[]>;
  /** Addresses by `rel`: canonical, amphtml, shortlink, tag. */
  links: ReadonlyMap<string, string[]>;
  jsonLd: string[];
  /** By `itemprop`, of the piece and not of what else is on the page: datePublished, author … */
  properties: ReadonlyMap<string, string[]>;
  /** What microformats call the parts of the first entry: `dt-published`, `p-author`. */
  entry: ReadonlyMap<string, string[]>;
  /** Of `<time>`, the first that is marked as the day of publication before others. */
  times: string[];
  /** Texts of first-level headings, and of those of the second level. */
  headings: string[];
  subheadings: string[];
  /** Where a browser that saved the page found it. */
  savedFrom: string | null;
}

/** Of each kind, so that a page of nothing else takes no more memory than others. */
const kindLimit = 200;
const textLimit = 20_000;
const jsonLdLimit = 1_000_000;

export function readStatements(root: Root): PageStatements {
  const meta = new Lists();
  const links = new Lists();
  const properties = new Lists();
  const entry = new Lists();
  const jsonLd: string[] = [];
  const headings: string[] = [];
  const subheadings: string[] = [];
  const marked: string[] = [];
  const times: string[] = [];
  let base: string | null = null;
  let language: string | null = null;
  let title: string | null = null;
  for (const { element, isItsOwn, isDrawing } of walk(root)) {
    const { tagName } = element;
    if (isDrawing) continue;
    if (tagName === 'html')
      language ??=
        firstSaid(...['lang', 'xmlLang', 'xml:lang'].map((name) => attribute(element, name))) ?? null;
    else if (tagName === 'base') base ??= attribute(element, 'href') ?? null;
    else if (tagName === 'title') title ??= lineOfTitle(element);
    else if (tagName === 'meta') addMeta(element, meta, isItsOwn ? properties : null);
    else if (tagName === 'link' || tagName === 'a') addLink(element, links);
    else if (tagName === 'script' && /^application\/ld\+json\b/i.test(attribute(element, 'type') ?? '')) {
      const text = element.children.map((child) => (child.type === 'text' ? child.value : '')).join('');
      if (jsonLd.length < kindLimit && text.length <= jsonLdLimit) jsonLd.push(text);
    } else if (tagName === 'h1' && headings.length < headingLimit) headings.push(headingOf(element));
    else if (tagName === 'h2' && subheadings.length < headingLimit) subheadings.push(headingOf(element));
    else if (tagName === 'time' && times.length < kindLimit) {
      const time = attribute(element, 'dateTime') ?? lineOf(element);
      const isMarked =
        element.properties.pubdate !== undefined ||
        /publish|posted|entry-date|dt-published/i.test(attribute(element, 'className') ?? '');
      (isMarked ? marked : times).push(time.slice(0, 100));
    }
    if (isItsOwn) addProperties(element, properties, entry);
  }
  return {
    base,
    language,
    title,
    meta: meta.byName,
    links: links.byName,
    jsonLd,
    properties: properties.byName,
    entry: entry.byName,
    times: [...marked, ...times],
    headings: headings.filter((heading) => heading !== ''),
    subheadings: subheadings.filter((heading) => heading !== ''),
    savedFrom: savedFrom(root),
  };
}

interface Place {
  element: Element;
  /** Whether marks in it speak of the piece: not within a comment, a person, or another entry. */
  isItsOwn: boolean;
  /** Whether it is within a drawing, which has a title of its own. */
  isDrawing: boolean;
}

/** All elements, in document order. */
function* walk(root: Root): Generator<Place> {
  const isTopLevel = { isItsOwn: true, isDrawing: false };
  const open: { node: RootContent | ElementContent; isItsOwn: boolean; isDrawing: boolean }[] = root.children
    .toReversed()
    .map((node) => ({ node, ...isTopLevel }));
  let hasEntry = false;
  for (let next = open.pop(); next; next = open.pop()) {
    const { node: element, isItsOwn, isDrawing } = next;
    if (element.type !== 'element') continue;
    yield { element, isItsOwn, isDrawing };
    const isEntry = hasClass(element, /^h-entry$/);
    const isOther = isOtherItem(element) || (isEntry && hasEntry);
    hasEntry ||= isEntry;
    const inner = { isItsOwn: isItsOwn && !isOther, isDrawing: isDrawing || element.tagName === 'svg' };
    for (let i = element.children.length - 1; i >= 0; i--)
      open.push({ node: element.children[i]!, ...inner });
  }
}

/** What microdata and microformats say something of that is not the piece. */
const otherTypes =
  /(?:Comment|UserComments|WPAdBlock|WPHeader|WPFooter|WPSideBar|SiteNavigationElement|Person|Organization|ImageObject|Rating|Product|Offer|BreadcrumbList|ListItem)$/;
const otherProperty = /^(?:comment|review|isPartOf|mentions|citation)$/;
const otherClass = /^h-(?:card|cite|adr|geo|item|product|review|event)$/;

function isOtherItem(element: Element): boolean {
  const type = attribute(element, 'itemType');
  const isItem = type !== undefined || element.properties.itemScope !== undefined;
  const isOther =
    isItem && (otherTypes.test(type ?? '') || hasPart(attribute(element, 'itemProp'), otherProperty));
  return isOther || hasClass(element, otherClass);
}

function hasClass(element: Element, name: RegExp): boolean {
  return element.properties.className !== undefined && hasPart(attribute(element, 'className'), name);
}

function hasPart(words: string | undefined, word: RegExp): boolean {
  return words?.split(/\s+/).some((one) => word.test(one)) ?? false;
}

const headingLimit = 20;

/** Without the sign of the link to itself that generators of sites put behind it. */
function headingOf(element: Element): string {
  return lineOf(element)
    .replace(/\s*[¶#§🔗]+$/u, '')
    .slice(0, textLimit);
}

class Lists {
  readonly byName = new Map<string, string[]>();

  /** Whether there is enough, for what takes time to read. */
  isFull(name: string): boolean {
    return (this.byName.get(name)?.length ?? 0) >= 20;
  }

  add(name: string, value: string): void {
    const text = value.trim().slice(0, textLimit);
    const list = this.byName.get(name);
    if (text === '' || (list?.length ?? 0) >= kindLimit || (!list && this.byName.size >= kindLimit * 5))
      return;
    if (list) list.push(text);
    else this.byName.set(name, [text]);
  }
}

function lineOfTitle(element: Element): string | null {
  return firstSaid(lineOf(element)) ?? null;
}

function addMeta(element: Element, meta: Lists, properties: Lists | null): void {
  const content = attribute(element, 'content');
  if (content === undefined) return;
  const names = [attribute(element, 'property'), attribute(element, 'name'), attribute(element, 'httpEquiv')];
  for (const name of new Set(names.flatMap((one) => one?.toLowerCase().split(/\s+/) ?? [])))
    if (name !== '') meta.add(name, content);
  for (const name of (attribute(element, 'itemProp') ?? '').split(/\s+/))
    if (name !== '') properties?.add(name, content);
}

function addLink(element: Element, links: Lists): void {
  const href = attribute(element, 'href');
  if (href === undefined) return;
  for (const relation of ['canonical', 'amphtml', 'shortlink', 'image_src']) {
    if (element.tagName === 'link' && hasWord(element, 'rel', relation)) links.add(relation, href);
  }
  if (hasWord(element, 'rel', 'tag') && element.tagName === 'a') links.add('tag', lineOf(element));
}

const readProperties = new Set(['headline', 'datePublished', 'author', 'image', 'inLanguage']);
/** RDFa, as Drupal writes it. */
const datesOfRdfa = /^(?:schema:date(?:Published|Created)|dc:(?:date|created|issued))$/i;
const entryClasses = new Map([
  ['p-name', 'title'],
  ['dt-published', 'date'],
  ['p-author', 'author'],
  ['p-category', 'topic'],
  ['u-url', 'url'],
]);

/** Microdata and microformats, of which few pages have more than these. */
function addProperties(element: Element, properties: Lists, entry: Lists): void {
  if (element.properties.itemProp !== undefined && element.tagName !== 'meta') {
    for (const name of attribute(element, 'itemProp')!.split(/\s+/)) {
      if (readProperties.has(name) && !properties.isFull(name)) properties.add(name, valueOf(element, name));
    }
  }
  const mayDate = element.tagName !== 'meta' && !properties.isFull('datePublished');
  if (mayDate && hasPart(attribute(element, 'property'), datesOfRdfa))
    properties.add('datePublished', valueOf(element, 'date'));
  if (element.properties.className === undefined) return;
  for (const [word, name] of entryClasses) {
    if (!entry.isFull(name) && hasWord(element, 'className', word)) entry.add(name, valueOf(element, name));
  }
}

function valueOf(element: Element, name: string): string {
  if (name.startsWith('date')) {
    const ofTitle = attribute(element, 'title');
    return (
      attribute(element, 'dateTime') ??
      attribute(element, 'content') ??
      (ofTitle && /\d/.test(ofTitle) ? ofTitle : lineOf(element))
    );
  }
  if (name === 'image') return attribute(element, 'src') ?? attribute(element, 'content') ?? '';
  if (name === 'url') return attribute(element, 'href') ?? '';
  // An item within has a name of its own.
  const named = elementsIn(element).find(
    (inner) => hasWord(inner, 'itemProp', 'name') || hasClass(inner, /^(?:p-name|fn)$/),
  );
  return (
    firstSaid(
      named && (attribute(named, 'content') ?? lineOf(named)),
      attribute(element, 'content'),
      lineOf(element),
    ) ?? ''
  );
}

/** `saved from url=(0029)https://site.example/`, as browsers write at the beginning. */
function savedFrom(root: Root): string | null {
  for (const node of root.children) {
    const found = node.type === 'comment' && /saved from url=\(\d+\)(\S+)/.exec(node.value);
    if (found) return found[1]!;
  }
  return null;
}
