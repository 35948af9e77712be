import { headingOf } from '../body/heading.ts';
import { markdownToTree } from '../body/markdown.ts';
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

/**
 * Markdown with front matter: the front matter states, the body is the take.
 *
 * @returns null for a draft
 * @throws DocumentError
 */
export function parseMarkdown(source: string): SourceDocument | null {
  const { frontMatter, body } = divideFrontMatter(source, keysOfText);
  if (isDraft(frontMatter)) return null;
  const tree = markdownToTree(body);
  const { stated, warnings } = statedFacts(frontMatter);
  stated.title ??= headingOf(tree);
  const checked = checkFacts(stated);
  const markdown = body.trim();
  return {
    facts: checked.facts,
    warnings: [...warnings, ...checked.warnings],
    body: markdown === '' ? null : { tree, markdown },
  };
}

/** `published: false` is Jekyll's way. */
function isDraft({ draft, published }: FrontMatter): boolean {
  return draft === true || draft === 'true' || draft === 'yes' || published === false;
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

/** Topics in one text are divided at commas, as in `tags: a, b`; a person's name may hold one. */
function listOf(field: keyof typeof listKeys, value: unknown): unknown[] {
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
