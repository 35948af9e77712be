import { readDate } from '../../identity/date-spellings.ts';
import { foldName, normalTitle } from '../../identity/fold.ts';
import { isBelow, parseWebUrl, siteOf, urlKeys } from '../../identity/url-key.ts';
import { namesOf } from '../byline.ts';
import type { StatedFacts } from '../check-facts.ts';
import type { GuessedField } from '../facts.ts';
import { plainText } from '../plain-text.ts';
import { articleOfJsonLd, type JsonLdArticle } from './json-ld.ts';
import type { PageStatements } from './page-statements.ts';

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
  const jsonLd = articleOfJsonLd(page.jsonLd);
  const meta = (...names: string[]) =>
    names.map((name) => page.meta.get(name)?.[0]).find((value) => value !== undefined);
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
      ['meta', meta('dc.publisher', 'dcterms.publisher', 'application-name')],
    ],
    plainText,
  );
  const title = choose(
    'title',
    [
      ['json-ld', jsonLd ? titleOfJsonLd(jsonLd, [page.title, meta('og:title')]) : undefined],
      ['meta', meta('dc:title', 'dcterm:title', 'dc.title', 'dcterms.title')],
      ['opengraph', meta('og:title')],
      ['meta', meta('twitter:title', 'parsely-title', 'citation_title', 'title')],
      ['microdata', property('headline')],
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
    plainText,
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
  const [heading] = page.headings;
  const aliases =
    title === undefined
      ? []
      : [
          withoutSite(title, publisher, url),
          ...(heading !== undefined && title.startsWith(heading) ? [heading] : []),
        ];
  const stated: StatedFacts = {
    ...given('title', title),
    ...given('url', url),
    ...given('date', date),
    ...given('publisher', publisher),
    ...given('language', language),
    ...given('summary', summary),
    ...given('image', image),
    otherUrls: others,
    authors: authorsOf(page, jsonLd?.authors ?? [], readable, sources),
    topics,
    aliases: aliases.filter(
      (alias) => alias !== null && normalTitle(alias) !== normalTitle(title ?? ''),
    ) as string[],
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
  jsonLd: readonly { name: string; url?: string }[],
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
  const candidates: [Extractor, { name: string; url?: string }[]][] = [
    ['json-ld', [...jsonLd]],
    ...metaNames.map((name): [Extractor, { name: string }[]] => [
      /^(?:og|article):/.test(name) ? 'opengraph' : 'meta',
      (page.meta.get(name) ?? []).map((value) => ({ name: value })),
    ]),
    ['microdata', (page.properties.get('author') ?? []).map((name) => ({ name }))],
    ['microformats', (page.entry.get('author') ?? []).slice(0, 1).map((name) => ({ name }))],
    ['readability', readable.byline ? [{ name: readable.byline }] : []],
  ];
  for (const [source, people] of candidates) {
    const named = people.flatMap(({ name, url }) => {
      const names = namesOf(name);
      return names.map((one) => ({ name: one, ...(names.length === 1 && url !== undefined && { url }) }));
    });
    if (named.length === 0) continue;
    sources.authors = source;
    return named;
  }
  return [];
}

function topicsOf(page: PageStatements, jsonLd: readonly string[], sources: FieldSources): string[] {
  const candidates: [Extractor, readonly string[]][] = [
    ['json-ld', jsonLd],
    ['opengraph', page.meta.get('article:tag') ?? []],
    ['microformats', [...(page.links.get('tag') ?? []), ...(page.entry.get('topic') ?? [])]],
  ];
  for (const [source, topics] of candidates) {
    const named = topics.map(plainText).filter((topic) => foldName(topic) !== '');
    // So many are words for search engines.
    if (named.length === 0 || named.length > topicsLimit) continue;
    sources.topics = source;
    return named;
  }
  return [];
}

/** Some headlines are subtitles, and some names those of the page: which is the title tells what the page is called otherwise. */
function titleOfJsonLd(
  { title, otherTitles }: JsonLdArticle,
  called: readonly (string | null | undefined)[],
): string | undefined {
  const names = called.flatMap((name) => (name ? [foldName(name)] : []));
  const isCalled = (one: string) => names.some((name) => name.includes(foldName(plainText(one))));
  return title === undefined || isCalled(title) ? title : (otherTitles.find(isCalled) ?? title);
}

/** Readability cuts titles at a colon; most of those with one are whole. */
function wholeTitle(readable: string | null | undefined, title: string | null): string | undefined {
  const isCut = readable && title?.endsWith(readable) && /:\s*$/.test(title.slice(0, -readable.length));
  return (isCut ? title : readable) ?? undefined;
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

/** The title without the site's name behind a dash or a bar; null where it has none. */
function withoutSite(title: string, publisher: string | undefined, url: string | undefined): string | null {
  const parts = /^(.*\S)\s+[|–—·:»-]\s+(\S.*)$/.exec(title);
  if (!parts) return null;
  const site = foldName(parts[2]!);
  const address = url === undefined ? null : parseWebUrl(url);
  const names = [publisher, address && siteOf(address)].flatMap((name) => (name ? [foldName(name)] : []));
  return names.includes(site) ? parts[1]! : null;
}

/** Whether the page is the publication's own. */
export function isOwnPage(url: string | undefined, publicationUrl: string | null): boolean {
  const address = url === undefined ? null : parseWebUrl(url);
  return address !== null && publicationUrl !== null && isBelow(urlKeys(address).exact, publicationUrl);
}
