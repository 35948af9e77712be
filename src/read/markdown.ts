import { headingOf } from '../body/heading.ts';
import { markdownToTree } from '../body/markdown.ts';
import { normalTitle } from '../identity/fold.ts';
import { parseWebUrl } from '../identity/url-key.ts';
import { statedNames } from './byline.ts';
import { checkFacts, type StatedFacts } from './check-facts.ts';
import { DocumentError, type SourceDocument, type Warning } from './document.ts';
import { checkExtra, divideFrontMatter } from './front-matter.ts';
import { notText } from './stated-value.ts';

/** For each field the keys it goes by, the project's own first, then those of common site generators. */
const textKeys = {
  title: ['title'],
  url: ['url', 'link', 'external_url'],
  permalink: ['permalink'],
  headline: ['headline'],
  publisher: ['publisher'],
  date: ['date', 'published', 'published_at', 'publishDate', 'pubDate'],
  summary: ['summary', 'description', 'excerpt'],
  language: ['language', 'lang'],
  image: ['image', 'cover'],
} as const;
/** Of these all keys add up. */
const listKeys = {
  authors: ['authors', 'author'],
  otherUrls: ['otherUrls', 'other_urls'],
  topics: ['topics', 'topic', 'tags', 'tag', 'categories', 'category'],
  aliases: ['aliases'],
} as const;
/** All but `published`, of which false says something else. */
const keysOfText = new Set<string>([...Object.values(textKeys).flat(), ...Object.values(listKeys).flat()]);
keysOfText.delete('published');
const identifying = new Set<string>(['title', 'url', 'permalink'] satisfies (keyof typeof textKeys)[]);

type FrontMatter = Readonly<Record<string, unknown>>;

/** What reading a Markdown document gave. */
export interface ReadMarkdown {
  /** Null for a draft. */
  document: SourceDocument | null;
  /** An address in it starts from the publication's: the same text says another thing where that is set otherwise. */
  isRelative: boolean;
}

/**
 * Markdown with front matter: the front matter states, the body is the take.
 *
 * @param publicationUrl where addresses such as `/2020/time/` start from; null where that is not known
 * @returns null for a draft
 * @throws DocumentError
 */
export function parseMarkdown(source: string, publicationUrl: string | null = null): SourceDocument | null {
  return readMarkdown(source, publicationUrl).document;
}

/** As `parseMarkdown`. */
export function readMarkdown(source: string, publicationUrl: string | null): ReadMarkdown {
  const { frontMatter: written, body, warnings: ofYaml } = divideFrontMatter(source, keysOfText);
  if (isDraft(written)) return { document: null, isRelative: false };
  const { frontMatter, isRelative, warnings: ofAddresses } = withWholeAddresses(written, publicationUrl);
  const tree = markdownToTree(body);
  const { stated, warnings } = statedFacts(frontMatter);
  stated.title ??= headingOf(tree);
  const cut = ofYaml.find(({ item }) => item === 'title');
  if (cut && normalTitle(stated.title ?? '') === '')
    throw new DocumentError('TITLE_MISSING', `No title: ${cut.message}`);
  const checked = checkFacts(stated);
  const markdown = body.trim();
  const document: SourceDocument = {
    facts: checked.facts,
    warnings: [...ofYaml, ...ofAddresses, ...warnings, ...checked.warnings],
    body: markdown === '' ? null : { tree, markdown },
  };
  return { document, isRelative };
}

/** `published: false` is Jekyll's way. */
function isDraft({ draft, published }: FrontMatter): boolean {
  const isUnpublished = published === false || published === 'false';
  return draft === true || draft === 'true' || draft === 'yes' || isUnpublished;
}

/** `/one/`, `../one`, `one/`, `one.html`; no `one.example/page`, by somebody who left out the scheme. */
const relativeAddress = /^(?:\.{0,2}\/|[^\s:/?#.]+\/|[^\s:/?#]+\.html?(?:[?#]|$))\S*$/;
/** What a site generator fills in: `/:year/:title/`, `/{{ slug }}/`. */
const addressPattern = /\/:[a-z]|\{[{%]/i;

/** Relative addresses, as site generators have them, start from the publication's. Without that, they are left out with a warning. */
function withWholeAddresses(
  written: FrontMatter,
  publicationUrl: string | null,
): { frontMatter: FrontMatter; isRelative: boolean; warnings: Warning[] } {
  const whole = new Map<string, string>();
  const warnings: Warning[] = [];
  const isLeftOut = (key: string, address: string, fault: string) =>
    warnings.push({
      item: key,
      code: 'URL_RELATIVE',
      message: `${key} is ${JSON.stringify(address)}, ${fault}`,
    });
  const urlKey = textKeys.url.find((key) => isStated(key, written[key])) ?? 'url';
  const relative = ['permalink', urlKey].filter((key) => {
    const value = written[key];
    return typeof value === 'string' && relativeAddress.test(value.trim());
  });
  for (const key of relative) {
    const address = (written[key] as string).trim();
    const url = publicationUrl === null ? null : wholeAddress(address, publicationUrl);
    if (addressPattern.test(address))
      isLeftOut(
        key,
        address,
        'a pattern that a site generator fills in, and is left out; write the address that it gives',
      );
    else if (url === null)
      isLeftOut(
        key,
        address,
        'a relative address, and is left out; set PUBLICATION_URL, from which it starts, or write the whole address',
      );
    else whole.set(key, url);
  }
  const kept = Object.entries(written).filter(([key]) => !relative.includes(key));
  const own = whole.get('url');
  // In Hugo and Eleventy it is where the text itself is published.
  if (own !== undefined && !whole.has('permalink') && !isStated('permalink', written.permalink)) {
    whole.delete('url');
    whole.set('permalink', own);
  }
  return { frontMatter: Object.fromEntries([...kept, ...whole]), isRelative: relative.length > 0, warnings };
}

/** Site generators put it behind the address of the site, which may have a path itself. */
function wholeAddress(address: string, publicationUrl: string): string | null {
  const start = parseWebUrl(publicationUrl);
  if (!start) return null;
  const folder = start.pathname.endsWith('/') ? start.pathname : `${start.pathname}/`;
  const isBelow = address.startsWith(folder) || address.startsWith('//');
  return (
    parseWebUrl(isBelow ? address : `${folder}${address.replace(/^\//, '')}`, start.origin)?.href ?? null
  );
}

function statedFacts(frontMatter: FrontMatter): { stated: StatedFacts; warnings: Warning[] } {
  const stated: StatedFacts = {};
  const warnings: Warning[] = [];
  const used = new Set(['draft']);
  const textOf = (field: string, value: unknown): string | undefined => {
    const text = asText(value);
    if (text !== undefined) return text;
    const warning = notText(field, value);
    if (identifying.has(field)) throw new DocumentError('FRONT_MATTER_INVALID', warning.message);
    warnings.push(warning);
    return undefined;
  };
  for (const field of Object.keys(textKeys) as (keyof typeof textKeys)[]) {
    const key = textKeys[field].find((candidate) => isStated(candidate, frontMatter[candidate]));
    const text = key && textOf(field, frontMatter[key]);
    if (text !== undefined) stated[field] = text;
    used.add(key ?? field);
  }
  for (const field of Object.keys(listKeys) as (keyof typeof listKeys)[]) {
    const values = listKeys[field].flatMap((key) => listOf(field, frontMatter[key]));
    if (field === 'authors') {
      stated.authors = values.flatMap((value) => {
        const name = textOf(field, value);
        return name === undefined ? [] : { name, ...addressOf(value) };
      });
    } else stated[field] = values.flatMap((value) => textOf(field, value) ?? []);
    for (const key of listKeys[field]) used.add(key);
  }
  stated.extra = checkExtra(
    Object.fromEntries(Object.entries(frontMatter).filter(([key]) => !used.has(key))),
  );
  return { stated, warnings };
}

function isStated(key: string, value: unknown): boolean {
  // That says that it is no draft, and no date.
  if (key === 'published' && value === true) return false;
  return value !== undefined && value !== null && !(typeof value === 'string' && value.trim() === '');
}

/** One text may name several: topics between commas, people as in a byline. */
function listOf(field: keyof typeof listKeys, value: unknown): unknown[] {
  if (typeof value === 'string' && field === 'authors') return statedNames(value);
  if (typeof value === 'string' && field === 'topics') return value.split(',');
  return (Array.isArray(value) ? (value as unknown[]) : [value]).filter(
    (item) => item !== null && item !== undefined,
  );
}

/** An author may be given as an object with a name. */
function asText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value instanceof Date) return value.toISOString();
  const name = typeof value === 'object' && value !== null && 'name' in value ? value.name : undefined;
  return typeof name === 'string' ? name : undefined;
}

/** … and with the address of their site. */
function addressOf(value: unknown): { url?: string } {
  const url = typeof value === 'object' && value !== null && 'url' in value ? value.url : undefined;
  return typeof url === 'string' ? { url } : {};
}
