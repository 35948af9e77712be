/** An element of a feed, with what is in it. Text is decoded. */
export interface XmlElement {
  /** `title`, `dc:creator`: in lower case, with the usual prefix of its namespace, whichever the document uses; none for those of RSS. */
  name: string;
  /** By lower-case name, with the prefix as written. */
  attributes: ReadonlyMap<string, string>;
  children: (XmlElement | string)[];
}

/** Namespaces by the beginnings of their addresses, with the prefixes that they go by here. */
const prefixes: readonly [address: string, prefix: string][] = [
  ['http://www.w3.org/2005/atom', 'atom'],
  ['http://purl.org/atom/', 'atom'],
  ['http://purl.org/rss/1.0/modules/content', 'content'],
  ['http://purl.org/rss/1.0/modules/', 'module'],
  ['http://purl.org/rss/1.0', ''],
  ['http://purl.org/net/rss1.1', ''],
  ['http://my.netscape.com/', ''],
  ['http://channel.netscape.com/', ''],
  ['http://backend.userland.com/rss', ''],
  ['http://blogs.law.harvard.edu/tech/rss', ''],
  ['http://cyber.law.harvard.edu/rss', ''],
  ['http://purl.org/dc/elements/', 'dc'],
  ['http://purl.org/dc/terms', 'dcterms'],
  ['http://search.yahoo.com/mrss', 'media'],
  ['http://www.itunes.com/dtds/podcast', 'itunes'],
  ['http://rssnamespace.org/feedburner', 'feedburner'],
  ['http://www.w3.org/1999/xhtml', 'xhtml'],
  ['http://www.w3.org/1999/02/22-rdf-syntax', 'rdf'],
];

/** @param address the namespace's; undefined where the document declares none for the prefix */
export function canonicalName(local: string, prefix: string, address: string | undefined): string {
  const lower = address?.trim().toLowerCase();
  // By `https:` and `http:` alike.
  const known = lower && prefixes.find(([start]) => lower.replace(/^https:/, 'http:').startsWith(start));
  const stated = known ? known[1] : prefix.toLowerCase();
  // Some write RSS's elements with a prefix that they do not declare.
  const canonical = lower === undefined && stated === 'rss' ? '' : stated;
  const name = local.toLowerCase();
  return canonical === '' ? name : `${canonical}:${name}`;
}

export function childrenOf(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child) => typeof child !== 'string' && child.name === name) as XmlElement[];
}

/** Those of these names, in the order of the names. */
export function childrenNamed(element: XmlElement, names: readonly string[]): XmlElement[] {
  return names.flatMap((name) => childrenOf(element, name));
}

/** All text in it, trimmed. */
export function textOf(element: XmlElement): string {
  return rawTextOf(element).trim();
}

function rawTextOf(element: XmlElement): string {
  return element.children.map((child) => (typeof child === 'string' ? child : rawTextOf(child))).join('');
}

/** The first text that says something, of the children of these names. */
export function firstText(element: XmlElement, names: readonly string[]): string | undefined {
  for (const child of childrenNamed(element, names)) {
    const text = textOf(child);
    if (text !== '') return text;
  }
  return undefined;
}

const voidTags = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));

/** Attributes of HTML that hold one address. */
const addressAttributes = new Set('href src poster cite data'.split(' '));

/** Where relative addresses in the element start from. @param around where they do around it */
export function baseOf(element: XmlElement, around: string | null): string | null {
  const base = element.attributes.get('xml:base');
  return base === undefined ? around : (URL.parse(base, around ?? undefined)?.href ?? around);
}

/**
 * What is in an element that holds XHTML, as HTML.
 *
 * @param base where relative addresses start from: those that start from elsewhere are made absolute
 */
export function innerHtml(element: XmlElement, base: string | null = null): string {
  return htmlOf(element.children, base, base);
}

function htmlOf(children: XmlElement['children'], base: string | null, outermost: string | null): string {
  return children
    .map((child) => {
      if (typeof child === 'string') return escapeMarkup(child);
      const tag = child.name.replace(/^.*:/, '');
      const own = baseOf(child, base);
      const attributes = [...child.attributes]
        .filter(([name]) => !name.startsWith('xmlns') && name !== 'xml:base')
        .map(([name, value]) => {
          const isMoved = own !== null && own !== outermost && addressAttributes.has(name);
          return ` ${name}="${escapeMarkup(isMoved ? (URL.parse(value, own)?.href ?? value) : value)}"`;
        });
      const open = `<${tag}${attributes.join('')}>`;
      return voidTags.has(tag) ? open : `${open}${htmlOf(child.children, own, outermost)}</${tag}>`;
    })
    .join('');
}

function escapeMarkup(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
