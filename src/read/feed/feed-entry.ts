import { readDate } from '../../identity/date-spellings.ts';
import { normalTitle } from '../../identity/fold.ts';
import { parseWebUrl, siteOf, urlKeys } from '../../identity/url-key.ts';
import { checkFacts, faultOf, type StatedFacts, tidy, titleLimit } from '../check-facts.ts';
import { DocumentError, type SourceDocument, type Warning } from '../document.ts';
import type { Feed } from '../facts.ts';
import { checkExtra } from '../front-matter.ts';
import { hashOf } from '../repeats.ts';
import { firstSentence, readBody } from '../stated-body.ts';
import { kindOf, notText } from '../stated-value.ts';

export type Entry = Readonly<Record<string, unknown>>;

/** What a feed says of all its entries. */
export interface FeedValues {
  /** The absolute path of its file. */
  path: string;
  feed: Feed;
  title: string | null;
  language: string | null;
  /** As they stand, where they stand. */
  authors: unknown;
  author: unknown;
  /** Where relative addresses start from. */
  base: string | null;
  /** The site that its entries are of: that of its home page, unless nearly all lead elsewhere. */
  site: string | null;
  /** Whether its entries state their own address as a related one and lead to what they are about: some link blogs do. */
  leadsAway: boolean;
}

/** Fields that are read; all others are kept as they stand. */
const known = new Set(
  (
    'id url external_url title content_html content_text summary image banner_image date_published author ' +
    'authors tags language'
  ).split(' '),
);

/** @param path the feed's absolute path: what tells it from others where it says no address */
export function feedValuesOf(members: Entry, path: string): FeedValues {
  const home = parseWebUrl(textOf(members.home_page_url) ?? '');
  const own = parseWebUrl(textOf(members.feed_url) ?? '');
  return {
    path,
    feed: { key: own ? urlKeys(own).exact : path, home: home?.href ?? null },
    title: textOf(members.title) ?? null,
    language: textOf(members.language) ?? null,
    authors: members.authors,
    author: members.author,
    base: (home ?? own)?.href ?? null,
    site: home ? siteOf(home) : own ? siteOf(own) : null,
    leadsAway: false,
  };
}

/** What tells the entry from the others of its feed, also when its text is edited. */
export function entryKey(entry: Entry, { base }: FeedValues): string {
  const own = parseWebUrl(textOf(entry.url) ?? '', base ?? undefined);
  if (own && textOf(entry.url)) return urlKeys(own).exact;
  const id = textOf(entry.id);
  const external = parseWebUrl(textOf(entry.external_url) ?? '', base ?? undefined);
  if (external && textOf(entry.external_url)) return `${urlKeys(external).exact} ${id ?? ''}`;
  if (id !== undefined) return `id ${id}`;
  const text = textOf(entry.content_html) ?? textOf(entry.content_text) ?? '';
  return `text ${hashOf([normalTitle(textOf(entry.title) ?? ''), text.replace(/\s+/g, ' ')])}`;
}

/** What the entry is called in reports; undefined where it has no name. */
export function spellingOf(entry: Entry): string | undefined {
  return textOf(entry.url) ?? textOf(entry.external_url) ?? textOf(entry.id);
}

/**
 * @param textBase where relative links of the text start from, where that is not the entry's address
 * @throws DocumentError
 */
export function parseEntry(entry: Entry, values: FeedValues, textBase: string | null = null): SourceDocument {
  const warnings: Warning[] = [];
  const text = (field: string): string | undefined => {
    const value = entry[field];
    const read = textOf(value);
    const isStated = value !== undefined && value !== null && value !== '' && typeof value !== 'string';
    if (read === undefined && isStated) warnings.push(notText(field, value));
    return read;
  };
  const own = addressOf(entry, 'url', values.base);
  const external = addressOf(entry, 'external_url', values.base);
  const isLinkPost = external !== undefined && (own === undefined || keyOf(own) !== keyOf(external));
  const title = text('title');
  const excess = title === undefined ? null : excessOf(title);
  if (excess) warnings.push(excess);
  const html = text('content_html');
  const plain = html === undefined ? text('content_text') : undefined;
  const base = textBase ?? own ?? values.base;
  const statedBody =
    html !== undefined ? readBody({ html }, base) : plain !== undefined ? readBody({ text: plain }) : null;
  // A title that is none is the text, where there is no other.
  const body = statedBody ?? (excess ? readBody({ text: title! }) : null);
  if (body && textBase !== null) body.base = textBase;
  const image = text('image') ?? text('banner_image');
  const stated: StatedFacts = {
    ...(excess ? beginningOf(title!) : titleOf(title, body)),
    ...(own !== undefined && { permalink: own }),
    ...(isLinkPost && { url: external, isLinkPost }),
    ...optional('publisher', isLinkPost ? undefined : values.title),
    authors: authorsOf(entry, values, warnings),
    ...optional('date', dateOf(text('date_published'))),
    topics: tagsOf(entry.tags, warnings),
    ...optional('summary', text('summary')),
    ...optional('language', text('language') ?? values.language),
    ...optional('image', image && (parseWebUrl(image, values.base ?? undefined)?.href ?? image)),
    feed: values.feed,
    extra: checkExtra(
      Object.fromEntries(Object.entries(entry).filter(([key]) => !known.has(key))),
      "The entry's other fields",
    ),
  };
  const checked = checkFacts(stated);
  return { facts: checked.facts, body, warnings: [...warnings, ...checked.warnings] };
}

/** Microblogs state the whole text as the title too. */
function excessOf(title: string): Warning | null {
  const fault = normalTitle(title) === '' ? null : faultOf('title', tidy(title), titleLimit);
  if (fault?.code !== 'FIELD_TOO_LONG') return null;
  return { item: 'title', ...fault, message: `${fault.message}. The entry is called by its beginning` };
}

function beginningOf(title: string): Pick<StatedFacts, 'title' | 'isTitleGuessed'> {
  const body = readBody({ text: tidy(title).slice(0, 2 * titleLimit) });
  return { title: body ? firstSentence(body.tree) : '', isTitleGuessed: true };
}

/** Programs that know no date write their calendar's first. */
function dateOf(stated: string | undefined): string | undefined {
  const date = stated === undefined ? null : readDate(stated);
  return date === null ? stated : date < '0002' ? undefined : date;
}

/** An entry without a title is called by the beginning of its text. */
function titleOf(
  stated: string | undefined,
  body: SourceDocument['body'],
): Pick<StatedFacts, 'title' | 'isTitleGuessed'> {
  if (stated !== undefined && normalTitle(stated) !== '') return { title: stated };
  const title = body ? firstSentence(body.tree) : '';
  if (normalTitle(title) === '')
    throw new DocumentError('TITLE_MISSING', 'The entry has neither title nor text');
  return { title, isTitleGuessed: true };
}

/** @throws DocumentError for what is stated and no address: it is what identifies the entry */
function addressOf(entry: Entry, field: 'url' | 'external_url', base: string | null): string | undefined {
  const value = entry[field];
  const text = textOf(value);
  if (text === undefined && (value === undefined || value === null || typeof value === 'string'))
    return undefined;
  const absolute = text === undefined ? null : parseWebUrl(text);
  const url = absolute ?? (text === undefined ? null : parseWebUrl(text, base ?? undefined));
  if (!url) {
    const shown = text === undefined ? kindOf(value) : JSON.stringify(text.slice(0, 80));
    const isRelative =
      base === null &&
      text !== undefined &&
      URL.canParse(text, 'https://base.example/') &&
      !URL.canParse(text);
    const message = isRelative
      ? `${field} is ${shown}, a relative address, and the feed has no home_page_url or feed_url that it starts from`
      : `${field} is ${shown}, which is no http(s) address of at most 2,000 characters`;
    throw new DocumentError('URL_INVALID', message);
  }
  return absolute ? text : url.href;
}

function keyOf(address: string): string | undefined {
  const url = parseWebUrl(address);
  return url ? urlKeys(url).exact : undefined;
}

/** The first of these that names anybody: the later format's field before the former one's, the entry's before the feed's. */
function authorsOf(entry: Entry, feed: FeedValues, warnings: Warning[]): NonNullable<StatedFacts['authors']> {
  for (const { field, value } of [
    { field: 'authors', value: entry.authors },
    { field: 'author', value: entry.author },
    { field: 'authors', value: feed.authors },
    { field: 'author', value: feed.author },
  ]) {
    const people = (Array.isArray(value) ? (value as unknown[]) : [value]).flatMap((person) => {
      if (person === null || person === undefined) return [];
      const isObject = typeof person === 'object' && !Array.isArray(person);
      const { name, url } = isObject ? (person as Entry) : { name: person, url: undefined };
      const text = textOf(name);
      const isNamed = name !== undefined && name !== null && typeof name !== 'string';
      if (text === undefined && isNamed) warnings.push(notText(field, name));
      const site = textOf(url);
      return text === undefined ? [] : { name: text, ...(site !== undefined && { url: site }) };
    });
    if (people.length > 0) return people;
  }
  return [];
}

/** Some feeds write them as one text. */
function tagsOf(value: unknown, warnings: Warning[]): string[] {
  if (value === undefined || value === null) return [];
  if (typeof value === 'string') return value.split(',');
  const tags = Array.isArray(value) ? (value as unknown[]) : [value];
  return tags.flatMap((tag) => {
    const text = textOf(tag);
    if (text === undefined && tag !== null && typeof tag !== 'string') warnings.push(notText('tags', tag));
    return text ?? [];
  });
}

/** A text that says something; a number is taken as one. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

function optional<Field extends string>(
  field: Field,
  value: string | null | undefined,
): { [key in Field]?: string } {
  return (value ? { [field]: value } : {}) as { [key in Field]?: string };
}
