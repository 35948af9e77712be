import { parse, YAMLParseError } from 'yaml';
import { headingOf } from '../body/heading.ts';
import { markdownToTree } from '../body/markdown.ts';
import { checkFacts, type StatedFacts } from './check-facts.ts';
import { DocumentError, type SourceDocument } from './document.ts';

/** For each field the keys it goes by, the project's own first, then those of common site generators. */
const textKeys = {
  title: ['title'],
  url: ['url', 'link', 'external_url'],
  permalink: ['permalink'],
  headline: ['headline'],
  publisher: ['publisher'],
  date: ['date', 'published', 'published_at', 'pubDate'],
  summary: ['summary', 'description', 'excerpt'],
  language: ['language', 'lang'],
  image: ['image', 'cover'],
} as const;
const listKeys = {
  authors: ['authors', 'author'],
  topics: ['topics', 'tags', 'categories'],
  aliases: ['aliases'],
} as const;
const known = new Set<string>([
  ...Object.values(textKeys).flat(),
  ...Object.values(listKeys).flat(),
  'draft',
]);

/**
 * Markdown with front matter: the front matter states, the body is the take.
 *
 * @returns null for a draft
 * @throws DocumentError
 */
export function parseMarkdown(source: string): SourceDocument | null {
  const { frontMatter, body } = divide(source);
  if (frontMatter.draft === true || frontMatter.draft === 'true') return null;
  const tree = markdownToTree(body);
  const stated = statedFacts(frontMatter);
  stated.title ??= headingOf(tree);
  return {
    ...checkFacts(stated),
    body: body.trim() === '' ? null : { tree, markdown: body.trim() },
  };
}

function divide(source: string): { frontMatter: Record<string, unknown>; body: string } {
  const open = /^---[ \t]*(?:\r\n|\n|$)/.exec(source);
  if (!open) return { frontMatter: {}, body: source };
  const rest = source.slice(open[0].length);
  const close = /^(?:---|\.\.\.)[ \t]*(?:\r\n|\n|$)/m.exec(rest);
  if (!close)
    throw new DocumentError(
      'FRONT_MATTER_INVALID',
      'The front matter that begins with --- has no --- that ends it',
    );
  return {
    frontMatter: parseYaml(rest.slice(0, close.index)),
    body: rest.slice(close.index + close[0].length),
  };
}

function parseYaml(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = parse(text, { schema: 'core', maxAliasCount: 100, logLevel: 'error' });
  } catch (error) {
    // The line of the file: the front matter's first is the file's second.
    const line =
      error instanceof YAMLParseError && error.linePos ? ` in line ${error.linePos[0].line + 1}` : '';
    const reason =
      error instanceof Error
        ? error.message.split('\n', 1)[0]!.replace(/ at line \d+, column \d+:?$/, '')
        : '';
    throw new DocumentError('FRONT_MATTER_INVALID', `The front matter is no YAML${line}: ${reason}`);
  }
  if (value === null || value === undefined) return {};
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw new DocumentError('FRONT_MATTER_INVALID', 'The front matter is no list of `key: value` lines');
  }
  return value as Record<string, unknown>;
}

function statedFacts(frontMatter: Record<string, unknown>): StatedFacts {
  const stated: StatedFacts = {
    extra: Object.fromEntries(Object.entries(frontMatter).filter(([key]) => !known.has(key))),
  };
  for (const field of Object.keys(textKeys) as (keyof typeof textKeys)[]) {
    const value = firstOf(frontMatter, textKeys[field]);
    if (value !== undefined) stated[field] = asText(field, value);
  }
  for (const field of Object.keys(listKeys) as (keyof typeof listKeys)[]) {
    const value = firstOf(frontMatter, listKeys[field]);
    if (value !== undefined)
      stated[field] = (Array.isArray(value) ? value : [value]).map((item) => asText(field, item));
  }
  return stated;
}

function firstOf(frontMatter: Record<string, unknown>, keys: readonly string[]): unknown {
  return keys.map((key) => frontMatter[key]).find((value) => value !== undefined && value !== null);
}

/** YAML reads `title: 1984` as a number; an author may be given as an object with a name. */
function asText(field: string, value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value === 'object' && value !== null && 'name' in value) return asText(field, value.name);
  throw new DocumentError('FRONT_MATTER_INVALID', `${field} is ${JSON.stringify(value)}, which is no text`);
}
