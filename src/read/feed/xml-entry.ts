import { parse } from 'tldts';
import { readDate } from '../../identity/date-spellings.ts';
import { namesOf, personOf } from '../byline.ts';
import { plainText } from '../plain-text.ts';
import { firstSaid } from '../stated-value.ts';
import {
  baseOf,
  childrenNamed,
  childrenOf,
  firstText,
  innerHtml,
  textOf,
  type XmlElement,
} from './xml-element.ts';
import type { Scope } from './xml-parts.ts';

/** An entry of an XML feed in JSON Feed's words, but for the addresses: what they are the feed's own site tells. */
export interface XmlEntry {
  fields: Record<string, unknown>;
  links: EntryLinks;
  /** Where relative links of its text start from, where the feed says so. */
  textBase: string | null;
}

/** Addresses as they stand, resolved where the feed says where from. */
export interface EntryLinks {
  /** What the entry's title leads to. */
  main: string | null;
  /** Further ones to read it at, of which one may be the entry's own address. */
  alternates: string[];
  /** Those in other languages. */
  translations: string[];
  /** Further ones of which one may be the entry's own address, or what it is about. */
  related: string[];
  /** What identifies it, whatever that is. */
  id: string | null;
  /** Whether `id` is said to be an address to go to. */
  isIdPermalink: boolean;
}

/** The text behind an element of a person: RSS has one text, Atom's elements have names. */
type Person = { name: string; url?: string };

const dates = [
  'pubdate', 'atom:published', 'published', 'dcterms:issued', 'dc:date', 'dcterms:created', 'atom:issued', 'issued', 'atom:created',
  'created', 'date', 'dcterms:date', 'atom:updated', 'updated', 'dcterms:modified', 'atom:modified', 'modified',
]; // prettier-ignore

export function xmlEntryOf(element: XmlElement, scope: Scope): XmlEntry {
  const isAtom = element.name !== 'item';
  const content = isAtom ? atomContentOf(element, scope.base) : rssContentOf(element, scope.base);
  const title = titleOf(element);
  const summary = summaryOf(element, content);
  const image = imageOf(element);
  const language = content?.language ?? firstText(element, ['dc:language', 'language']) ?? scope.language;
  const date = dateOf(element);
  const attachments = attachmentsOf(element);
  const fields: Record<string, unknown> = {
    ...(title !== '' && { title }),
    ...(content && (content.isHtml ? { content_html: content.text } : { content_text: content.text })),
    ...(summary !== undefined && { summary }),
    ...(image !== undefined && { image: resolved(image, scope.base) }),
    ...(date !== undefined && { date_published: date }),
    ...(language !== null && language !== '' && { language }),
    authors: authorsOf(element),
    tags: tagsOf(element),
    ...(attachments.length > 0 && { attachments }),
  };
  return { fields, links: linksOf(element, scope.base), textBase: content ? content.base : scope.base };
}

function titleOf(element: XmlElement): string {
  for (const title of childrenNamed(element, ['title', 'atom:title', 'dc:title', 'media:title'])) {
    const text = plainConstruct(title);
    if (text !== '') return text;
  }
  return '';
}

/** A text of Atom by its `type`, or one of RSS, which says no more than that it may be HTML. */
export function plainConstruct(element: XmlElement): string {
  const construct = constructOf(element, null);
  if (!element.attributes.has('type')) return plainText(construct.text);
  return construct.isHtml ? plainText(construct.text, 'text') : construct.text.trim();
}

interface Content {
  text: string;
  isHtml: boolean;
  language?: string | undefined;
  /** Where its relative addresses start from. */
  base: string | null;
}

/** The media type that a text says it has, without parameters. */
function typeOf(element: XmlElement): string {
  return (element.attributes.get('type') ?? '')
    .replace(/;[^]*$/, '')
    .trim()
    .toLowerCase();
}

/**
 * Text, HTML or XHTML as Atom's elements hold it, in both versions.
 *
 * @param around where relative addresses start from around the element
 */
function constructOf(element: XmlElement, around: string | null): Content {
  const type = typeOf(element);
  const mode = element.attributes.get('mode')?.trim().toLowerCase();
  const base = baseOf(element, around);
  const inner = { language: element.attributes.get('xml:lang'), base };
  if (mode === 'base64') {
    const text = Buffer.from(textOf(element), 'base64').toString('utf8');
    return { text, isHtml: type.includes('html'), ...inner };
  }
  const holdsElements = element.children.some((child) => typeof child !== 'string');
  const isXhtml = type === 'xhtml' || type === 'application/xhtml+xml' || mode === 'xml';
  if (isXhtml || (holdsElements && type !== 'text')) {
    const [div] = childrenNamed(element, ['xhtml:div', 'div', 'atom:div']);
    const isWrapped =
      div &&
      element.children.every((child) => child === div || (typeof child === 'string' && child.trim() === ''));
    const holder = isWrapped ? div : element;
    const holderBase = isWrapped ? baseOf(div, base) : base;
    return {
      text: innerHtml(holder, holderBase),
      isHtml: true,
      language: div?.attributes.get('xml:lang') ?? inner.language,
      base: holderBase,
    };
  }
  const isHtml =
    type === 'html' ||
    type === 'text/html' ||
    (type === '' && (mode === 'escaped' || element.name === 'content:encoded'));
  return { text: textOf(element), isHtml, ...inner };
}

/** What `media:group` holds belongs to the entry as well. */
function mediaDescriptionsOf(element: XmlElement): XmlElement[] {
  return nested(element, ['media:description'], ['media:group']);
}

function atomContentOf(element: XmlElement, around: string | null): Content | null {
  const names = ['atom:content', 'content', 'content:encoded', 'atom:summary', 'summary', 'description'];
  for (const child of [...childrenNamed(element, names), ...mediaDescriptionsOf(element)]) {
    // What stands elsewhere, and what is neither text nor mark-up.
    const isOther = /^(?:image|audio|video|application\/(?!xhtml))/.test(typeOf(child));
    if (child.attributes.has('src') || isOther) continue;
    const content = constructOf(child, around);
    if (content.text.trim() !== '') return content;
  }
  return null;
}

function rssContentOf(element: XmlElement, around: string | null): Content | null {
  const names = [
    'content:encoded',
    'xhtml:body',
    'body',
    'xhtml:div',
    'div',
    'atom:content',
    'fulltext',
    'description',
    'atom:summary',
    'content',
  ];
  const lesser = ['itunes:summary', 'dc:description', 'dcterms:abstract'];
  for (const child of [
    ...childrenNamed(element, names),
    ...mediaDescriptionsOf(element),
    ...childrenNamed(element, lesser),
  ]) {
    const content = constructOf(child, around);
    if (content.text.trim() === '') continue;
    return { ...content, isHtml: content.isHtml || /<[a-z!/]|&(?:#\w+|\w+);/i.test(content.text) };
  }
  return null;
}

/** What is said beside the text itself, in plain words. */
function summaryOf(element: XmlElement, content: Content | null): string | undefined {
  for (const child of childrenNamed(element, ['atom:summary', 'summary', 'description', 'itunes:subtitle'])) {
    const { text } = constructOf(child, null);
    const plain = plainText(text, 'text');
    if (plain !== '' && text.trim() !== content?.text.trim()) return plain;
  }
  return undefined;
}

function dateOf(element: XmlElement): string | undefined {
  let stated: string | undefined;
  for (const child of childrenNamed(element, dates)) {
    const text = textOf(child);
    const date = readDate(text);
    // Programs that know no date write their calendar's first.
    if (text === '' || (date !== null && date < '0002')) continue;
    if (date !== null) return date;
    stated ??= text;
  }
  return stated;
}

/** Those of the entry, else of the feed that it was taken from. */
function authorsOf(element: XmlElement): Person[] {
  const own = peopleOf(element);
  const [source] = childrenNamed(element, ['atom:source', 'source']);
  return own.length > 0 || !source ? own : peopleOf(source);
}

/** Those of the first kind of statement that names anybody. */
export function peopleOf(element: XmlElement): Person[] {
  for (const names of [
    ['atom:author', 'author'],
    ['dc:creator'],
    ['itunes:author'],
    ['dcterms:creator'],
    ['managingeditor'],
  ]) {
    const stated = childrenNamed(element, names).flatMap(peopleIn);
    // An author of RSS is often but an address for mail, and the name stands in the next.
    if (stated.length > 0) return stated;
  }
  return [];
}

function peopleIn(element: XmlElement): Person[] {
  const name = firstText(element, ['atom:name', 'name', 'foaf:name', 'itunes:name']);
  if (name === undefined) return namesOf(textOf(element)).map((one) => ({ name: one }));
  const url = firstText(element, ['atom:uri', 'uri', 'atom:url', 'url', 'homepage']);
  const person = personOf(name);
  return person === '' ? [] : [{ name: person, ...(url !== undefined && { url }) }];
}

/** Categories by their labels; those that are addresses are of some program's own. */
function tagsOf(element: XmlElement): string[] {
  const tags = nested(element, ['category', 'atom:category', 'dc:subject'], ['categories']).map(
    (category) => {
      const text = plainText(textOf(category));
      return firstSaid(category.attributes.get('label'), text, category.attributes.get('term')) ?? '';
    },
  );
  return [...new Set(tags)].filter((tag) => tag !== '' && !/^https?:\/\//i.test(tag));
}

function nested(element: XmlElement, names: readonly string[], wrappers: readonly string[]): XmlElement[] {
  const around = [element, ...childrenNamed(element, wrappers)];
  return around.flatMap((one) => childrenNamed(one, names));
}

function imageOf(element: XmlElement): string | undefined {
  const media = nested(element, ['media:content', 'media:thumbnail'], ['media:group', 'media:content']);
  const isImage = ({ name, attributes }: XmlElement) =>
    name === 'media:thumbnail' ||
    attributes.get('medium') === 'image' ||
    /^image\//i.test(attributes.get('type') ?? '');
  const enclosed = [
    ...childrenOf(element, 'enclosure'),
    ...childrenNamed(element, ['atom:link', 'link']),
  ].filter(
    (one) =>
      /^image\//i.test(one.attributes.get('type') ?? '') &&
      (one.name === 'enclosure' || relationOf(one) === 'enclosure'),
  );
  const [image] = [
    ...media.filter(isImage),
    ...childrenOf(element, 'itunes:image'),
    ...enclosed,
    ...childrenOf(element, 'image'),
  ].flatMap(
    (one) =>
      one.attributes.get('url') ??
      one.attributes.get('href') ??
      firstText(one, ['url']) ??
      firstSaid(textOf(one)) ??
      [],
  );
  return image;
}

/** What else belongs to the entry, as JSON Feed has it: kept for export. */
function attachmentsOf(element: XmlElement): object[] {
  return [...childrenOf(element, 'enclosure'), ...childrenNamed(element, ['atom:link', 'link'])].flatMap(
    (one) => {
      const { name, attributes } = one;
      const url = attributes.get('url') ?? attributes.get('href');
      if (url === undefined || (name !== 'enclosure' && relationOf(one) !== 'enclosure')) return [];
      const [type, length] = [attributes.get('type'), Number(attributes.get('length'))];
      return {
        url,
        ...(type !== undefined && { mime_type: type }),
        ...(length > 0 && { size_in_bytes: length }),
      };
    },
  );
}

/** What a link is to what it stands in, by the short names of https://www.iana.org/assignments/link-relations. */
export function relationOf({ attributes }: XmlElement): string {
  const relation = firstSaid(attributes.get('rel'))?.toLowerCase() ?? 'alternate';
  return relation.replace(
    /^https?:\/\/www\.iana\.org\/assignments\/(?:link-)?relations?(?:\/|#|\.html#)/,
    '',
  );
}

function linksOf(element: XmlElement, base: string | null): EntryLinks {
  const byRelation = new Map<string, string[]>();
  const translations: string[] = [];
  for (const link of childrenNamed(element, ['link', 'atom:link'])) {
    const written = firstSaid(link.attributes.get('href'), textOf(link)) ?? '';
    const relation = relationOf(link);
    const type = link.attributes.get('type') ?? 'text/html';
    // The entry alone as a feed or as data is no place to read it.
    if (written === '' || (relation === 'alternate' && /xml$|json$/i.test(type) && !/xhtml/i.test(type)))
      continue;
    const address = resolved(written, baseOf(link, base));
    const kind = relation === 'alternate' && !/html/i.test(type) ? 'other form' : relation;
    const isTranslation = kind === 'alternate' && link.attributes.has('hreflang') && byRelation.has(kind);
    if (isTranslation) translations.push(address);
    else byRelation.set(kind, [...(byRelation.get(kind) ?? []), address]);
  }
  const original = firstText(element, ['feedburner:origlink']);
  const stated = byRelation.get('alternate') ?? byRelation.get('other form') ?? [];
  const [alternate, ...alternates] = original === undefined ? stated : [original];
  const guid = childrenNamed(element, ['guid', 'atom:id', 'id'])[0];
  const id = firstSaid(guid && textOf(guid), element.attributes.get('rdf:about')) ?? null;
  return {
    main: alternate ?? null,
    alternates,
    translations: original === undefined ? translations : [],
    related: [...(byRelation.get('related') ?? []), ...(byRelation.get('via') ?? [])],
    id,
    isIdPermalink:
      guid === undefined ||
      (guid.name === 'guid' && guid.attributes.get('ispermalink')?.trim().toLowerCase() !== 'false'),
  };
}

/** The address, absolute where that can be told. */
export function resolved(address: string, base: string | null): string {
  if (URL.canParse(address)) return address;
  if (base !== null) return URL.parse(address, base)?.href ?? address;
  // `site.example/page`, by somebody who left out the scheme.
  const { isIcann, domain } = parse(address.startsWith('//') ? `https:${address}` : address);
  return isIcann && domain !== null && !address.startsWith('/') ? `https://${address}` : address;
}
