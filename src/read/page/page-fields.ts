import { readDate } from '../../identity/date-spellings.ts';
import { foldName, normalTitle } from '../../identity/fold.ts';
import { isBelow, parseWebUrl, siteOf, urlKeys } from '../../identity/url-key.ts';
import { namesOf, personName } from '../byline.ts';
import type { StatedFacts } from '../check-facts.ts';
import type { GuessedField } from '../facts.ts';
import { plainText } from '../plain-text.ts';
import { articleOfJsonLd, type JsonLdArticle, type JsonLdPerson } from './json-ld.ts';
import type { PageStatements } from './page-statements.ts';
import { headlineOf, shorterTitles, siteNames, titleOfJsonLd, wholeTitle } from './page-title.ts';

/**
 * What on a page gave a field: `html` is its own elements (`<html lang>`, `<link rel=canonical>`), `address` the address it is at. What
 * `readability`, `times` and `address` give is a guess.
 */
export type Extractor =
  | 'json-ld'
  | 'meta'
  | 'opengraph'
  | 'microdata'
  | 'microformats'
  | 'html'
  | 'readability'
  | 'times'
  | 'address';

const guesses: ReadonlySet<Extractor> = new Set(['readability', 'times', 'address']);

type PageField =
  'title' | 'url' | 'authors' | 'date' | 'language' | 'publisher' | 'summary' | 'image' | 'topics';

/** For each field that the page has, what gave it. */
export type FieldSources = Partial<Record<PageField, Extractor>>;

export interface PageFields {
  /** Without what depends on whose page it is: `url` is where it is read. */
  stated: StatedFacts;
  sources: FieldSources;
  /** Where relative addresses start from. */
  base: string | null;
}

/** What Readability makes of the page, where it is asked. */
export interface ReadableFields {
  title?: string | null | undefined;
  byline?: string | null | undefined;
  excerpt?: string | null | undefined;
  publishedTime?: string | null | undefined;
}

type Candidate = readonly [from: Extractor, value: string | undefined];

const topicsLimit = 50;
/** Of what is read of a statement, in UTF-16 code units. */
const valueLimit = 20_000;

/** Each field by the first that states it usably: JSON-LD, then Dublin Core, OpenGraph and other metadata, then what is marked in the text, then guesses. */
export function readFields(page: PageStatements, readable: ReadableFields): PageFields {
  const meta = (...names: string[]) =>
    names.map((name) => page.meta.get(name)?.[0]).find((value) => value !== undefined);
  const ofGraph = meta('og:title');
  const called = [page.title, ofGraph].flatMap((name) => name ?? []);
  const jsonLd = articleOfJsonLd(page.jsonLd, [...called, ...page.headings]);
  const property = (name: string) => page.properties.get(name)?.[0];
  const entry = (name: string) => page.entry.get(name)?.[0];
  const sources: FieldSources = {};
  const choose = (
    field: PageField,
    candidates: readonly Candidate[],
    read: (value: string) => string | null,
  ): string | undefined => {
    for (const [from, value] of candidates) {
      const chosen = value === undefined ? null : read(value.slice(0, valueLimit));
      if (chosen === null || chosen === '') continue;
      sources[field] = from;
      return chosen;
    }
    return undefined;
  };

  const { url, others, base } = readAddresses(page, jsonLd?.url, sources);
  const absolute = (address: string) => parseWebUrl(address, base ?? undefined)?.href ?? null;
  const publisher = choose(
    'publisher',
    [
      ['json-ld', jsonLd?.publisher],
      ['opengraph', meta('og:site_name')],
      ['meta', meta('dc.publisher', 'dcterms.publisher', 'citation_journal_title', 'application-name')],
    ],
    plainText,
  );
  const sites = siteNames(publisher, url);
  const headline = headlineOf(page, sites);
  const title = choose(
    'title',
    [
      ['json-ld', jsonLd ? titleOfJsonLd(jsonLd, called) : undefined],
      ['meta', meta('dc:title', 'dcterm:title', 'dc.title', 'dcterms.title')],
      ['opengraph', ofGraph],
      ['meta', meta('twitter:title', 'parsely-title', 'citation_title', 'title')],
      ['microdata', property('headline')],
      ['microformats', entry('title')],
      ['html', headline],
      ['readability', wholeTitle(readable.title, page.title)],
      ['html', page.title ?? page.headings[0]],
    ],
    (value) => (normalTitle(plainText(value)) === '' ? null : plainText(value)),
  );
  const date = choose(
    'date',
    [
      ['json-ld', jsonLd?.date],
      ['opengraph', meta('article:published_time', 'og:article:published_time', 'og:published_time')],
      [
        'meta',
        meta(
          'dc.date.issued',
          'dcterms.issued',
          'dc.date',
          'dcterms.date',
          'dcterms.created',
          'dc.date.created',
          'datepublished',
          'date',
          'pubdate',
          'publishdate',
          'publish-date',
          'publish_date',
          'parsely-pub-date',
          'sailthru.date',
          'citation_publication_date',
          'citation_online_date',
          'citation_date',
          'originalpublicationdate',
          'article.published',
        ),
      ],
      ['microdata', property('datePublished')],
      ['microformats', entry('date')],
      ['readability', readable.publishedTime ?? undefined],
      ...page.times.map((time) => ['times', time] as const),
      ['address', url === undefined ? undefined : dateIn(url)],
    ],
    readDate,
  );
  const language = choose(
    'language',
    [
      ['html', page.language ?? undefined],
      ['json-ld', jsonLd?.language],
      ['opengraph', meta('og:locale')],
      ['meta', meta('content-language', 'dc.language', 'dcterms.language', 'language')],
      ['microdata', property('inLanguage')],
    ],
    languageOf,
  );
  const summary = choose(
    'summary',
    [
      ['json-ld', jsonLd?.summary],
      ['meta', meta('dc.description', 'dcterms.abstract')],
      ['opengraph', meta('og:description')],
      ['meta', meta('description', 'twitter:description')],
      ['readability', readable.excerpt ?? undefined],
    ],
    (value) => plainText(value, 'text'),
  );
  const image = choose(
    'image',
    [
      ['json-ld', jsonLd?.image],
      ['opengraph', meta('og:image', 'og:image:url', 'og:image:secure_url')],
      ['meta', meta('twitter:image', 'twitter:image:src') ?? page.links.get('image_src')?.[0]],
      ['microdata', property('image')],
    ],
    absolute,
  );
  const topics = topicsOf(page, jsonLd?.topics ?? [], sources);
  const aliases = title === undefined ? [] : shorterTitles(title, page, sites);
  // What was cut off may be what tells it from others.
  if (sources.title === 'readability' && page.title !== null) aliases.push(plainText(page.title));
  const stated: StatedFacts = {
    ...given('title', title),
    ...given('url', url),
    ...given('date', date),
    ...given('publisher', publisher),
    ...given('language', language),
    ...given('summary', summary),
    ...given('image', image),
    otherUrls: others,
    authors: authorsOf(page, jsonLd ? authorsOfJsonLd(jsonLd, meta) : [], readable, sources),
    topics,
    aliases: aliases.filter((alias) => normalTitle(alias) !== normalTitle(title ?? '')),
  };
  const guessed = (Object.keys(sources) as PageField[]).filter(
    (field): field is GuessedField => field !== 'title' && guesses.has(sources[field]!),
  );
  return { stated: { ...stated, guessed }, sources, base };
}

function given<Field extends string>(field: Field, value: string | undefined): { [key in Field]?: string } {
  return (value === undefined ? {} : { [field]: value }) as { [key in Field]?: string };
}

/** Where the page is read, and its further addresses. */
function readAddresses(
  page: PageStatements,
  jsonLd: string | undefined,
  sources: FieldSources,
): { url: string | undefined; others: string[]; base: string | null } {
  const saved = page.savedFrom === null ? null : parseWebUrl(page.savedFrom);
  const start = page.base === null ? saved : (parseWebUrl(page.base, saved?.href) ?? saved);
  const openGraph = page.meta.get('og:url')?.[0];
  const from = start ?? parseWebUrl(openGraph ?? '') ?? parseWebUrl(page.links.get('canonical')?.[0] ?? '');
  const candidates = (
    [
      ['html', page.links.get('canonical')?.[0]],
      ['opengraph', openGraph],
      ['json-ld', jsonLd],
      ['address', saved?.href],
      ['microformats', page.entry.get('url')?.[0]],
    ] as const
  ).flatMap(([source, value]) => {
    const url = value === undefined ? null : parseWebUrl(value, from?.href);
    return url ? [{ source, url }] : [];
  });
  // Templates that are wrong name the home page on every page.
  const chosen = candidates.find(({ url }) => !isHome(url)) ?? candidates[0];
  if (chosen) sources.url = chosen.source;
  const known = chosen && urlKeys(chosen.url).exact;
  const sameSite = candidates.filter(
    ({ url }) => chosen && !isHome(url) && siteOf(url) === siteOf(chosen.url),
  );
  const declared = [...(page.links.get('amphtml') ?? []), ...(page.links.get('shortlink') ?? [])].flatMap(
    (address) => parseWebUrl(address, from?.href) ?? [],
  );
  const others = [...sameSite.map(({ url }) => url), ...(saved ? [saved] : []), ...declared].filter(
    (url) => !isHome(url) && urlKeys(url).exact !== known,
  );
  return {
    url: chosen?.url.href,
    others: [...new Set(others.map((url) => url.href))],
    base:
      (page.base === null
        ? (saved ?? chosen?.url)
        : (parseWebUrl(page.base, (saved ?? chosen?.url)?.href) ?? chosen?.url)
      )?.href ?? null,
  };
}

function isHome({ pathname, search }: URL): boolean {
  return pathname === '/' && search === '';
}

function authorsOf(
  page: PageStatements,
  jsonLd: readonly JsonLdPerson[],
  readable: ReadableFields,
  sources: FieldSources,
): { name: string; url?: string }[] {
  const metaNames = [
    'dc:creator',
    'dcterm:creator',
    'dc.creator',
    'dcterms.creator',
    'author',
    'article:author',
    'og:article:author',
    'parsely-author',
    'sailthru.author',
    'citation_author',
    'byl',
  ];
  const bylines = (names: readonly string[] = []) => names.map((name) => ({ name, isByline: true }));
  const candidates: [Extractor, readonly JsonLdPerson[]][] = [
    ['json-ld', jsonLd],
    ...metaNames.map((name): [Extractor, JsonLdPerson[]] => [
      /^(?:og|article):/.test(name) ? 'opengraph' : 'meta',
      bylines(page.meta.get(name)),
    ]),
    ['microdata', bylines(page.properties.get('author'))],
    ['microformats', bylines(page.entry.get('author'))],
    ['readability', bylines(readable.byline ? [readable.byline] : [])],
  ];
  for (const [source, people] of candidates) {
    const named = people.flatMap(({ name, url, isByline }) => {
      const names = isByline ? namesOf(name) : namesOfItem(name);
      return names.map((one) => ({ name: one, ...(names.length === 1 && url !== undefined && { url }) }));
    });
    if (named.length === 0) continue;
    sources.authors = source;
    return named;
  }
  return [];
}

/** An item stands for one person or organisation, unless it has several whole names. */
function namesOfItem(name: string): string[] {
  const names = namesOf(name);
  const areWhole = names.length > 1 && names.every((one) => one.includes(' '));
  return areWhole ? names : [personName(name)].filter((one) => one !== '');
}

/** Ghost names all authors but the first as contributors; who else is one, as a translator, is no author. */
function authorsOfJsonLd(
  { authors, contributors }: JsonLdArticle,
  meta: (...names: string[]) => string | undefined,
): JsonLdArticle['authors'] {
  const isGhost = /^ghost\b/i.test(meta('generator') ?? '');
  const writers = /^written by$/i.test(meta('twitter:label1') ?? '') ? (meta('twitter:data1') ?? '') : '';
  return [...authors, ...contributors.filter(({ name }) => isGhost || writers.includes(name))];
}

function topicsOf(page: PageStatements, jsonLd: readonly string[], sources: FieldSources): string[] {
  const candidates: [Extractor, readonly string[]][] = [
    ['json-ld', jsonLd],
    ['opengraph', (page.meta.get('article:tag') ?? []).flatMap((tags) => tags.split(','))],
    ['microformats', [...(page.links.get('tag') ?? []), ...(page.entry.get('topic') ?? [])]],
  ];
  for (const [source, topics] of candidates) {
    const named = topics.map((topic) => plainText(topic)).filter((topic) => foldName(topic) !== '');
    // So many are words for search engines.
    if (named.length === 0 || named.length > topicsLimit) continue;
    sources.topics = source;
    return named;
  }
  return [];
}

/** A BCP 47 tag out of the spellings of pages; null for what is none. */
function languageOf(value: string): string | null {
  const tag = value
    .trim()
    .split(/[,;\s.]/)[0]!
    .replaceAll('_', '-');
  return /^[a-z]{2,3}(?:-[a-z\d]{2,8})*$/i.test(tag) ? tag : null;
}

/** The day in an address such as `/2018/07/03/title`. */
function dateIn(address: string): string | undefined {
  const found = /[/-](20\d\d|19\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=[/-]|$)/.exec(address);
  return found ? `${found[1]}-${found[2]!.padStart(2, '0')}-${found[3]!.padStart(2, '0')}` : undefined;
}

/** Whether the page is the publication's own. */
export function isOwnPage(url: string | undefined, publicationUrl: string | null): boolean {
  const address = url === undefined ? null : parseWebUrl(url);
  return address !== null && publicationUrl !== null && isBelow(urlKeys(address).exact, publicationUrl);
}
