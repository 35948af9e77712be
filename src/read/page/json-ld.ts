import { foldName } from '../../identity/fold.ts';
import { firstSaid } from '../stated-value.ts';

/** What a page states about its article in JSON-LD, in schema.org's words. */
export interface JsonLdArticle {
  title?: string;
  otherTitles: string[];
  authors: JsonLdPerson[];
  contributors: JsonLdPerson[];
  date?: string;
  language?: string;
  publisher?: string;
  summary?: string;
  image?: string;
  url?: string;
  topics: string[];
}

/** A person or an organisation, or where somebody wrote a text in their place, a byline. */
export interface JsonLdPerson {
  name: string;
  url?: string;
  isByline?: boolean;
}

type Node = Readonly<Record<string, unknown>>;

/** Types whose nodes are pieces to read; what ends in one of these words is one, as `NewsArticle`. */
const articleType = /(?:Article|Posting|Report)$/;
/** Types of what may be the piece, or something on its page. */
const workType = /(?:Review|Book|Chapter|Recipe|HowTo|Answer|Question|CreativeWork|PodcastEpisode)$/;
/** Of these a page may have many. */
const partType = /(?:Review|Answer|Question)$/;
/** Types that describe the page around. */
const pageType = /(?:WebPage|ItemPage|AboutPage|QAPage|VideoObject|Product)$/;
/** A page of many questions is about none of them. */
const questionsType = /FAQPage$/;
const publicationType = /(?:WebSite|Blog|Periodical|Newspaper|Magazine)$/;
/** Nodes of one block, and how deep they are looked for. */
const nodeLimit = { count: 2000, depth: 8 };

/**
 * The article that the blocks describe; null where they describe none. A block that is no JSON is passed over, one with line breaks
 * in its strings, comments around it or a comma too many is mended first.
 *
 * @param blocks the texts of the page's `<script type="application/ld+json">`
 * @param called what else the page says that it is called
 */
export function articleOfJsonLd(
  blocks: readonly string[],
  called: readonly string[] = [],
): JsonLdArticle | null {
  const nodes = blocks.flatMap((block) => nodesIn(parseBlock(block)));
  const byId = new Map(
    nodes.flatMap((node) => (typeof node['@id'] === 'string' ? [[node['@id'], node] as const] : [])),
  );
  const article = articleAmong(nodes, byId, called);
  if (!article) return null;
  const resolve = (value: unknown): unknown => {
    const isReference = isNode(value) && typeof value['@id'] === 'string' && Object.keys(value).length === 1;
    return isReference ? (byId.get(value['@id'] as string) ?? value) : value;
  };
  const text = (...values: unknown[]) => values.map(textOf).find((value) => value !== undefined);
  const [headline, name] = [textOf(article.headline), textOf(article.name)];
  const title = headline ?? name;
  const partOf = listOf(article.isPartOf)
    .map(resolve)
    .find((whole) => isNode(whole) && isOf(whole, publicationType));
  const publisher = nodeOf(
    resolve(listOf(article.publisher)[0] ?? listOf(article.sourceOrganization)[0] ?? partOf),
  );
  const image = resolve(listOf(article.image)[0] ?? listOf(article.thumbnailUrl)[0]);
  const main = resolve(article.mainEntityOfPage);
  return {
    ...optional('title', title),
    otherTitles: [name, ...listOf(article.alternativeHeadline).map(textOf)].flatMap((other) =>
      other && other !== title ? [other] : [],
    ),
    authors: listOf(article.author ?? article.creator)
      .map(resolve)
      .flatMap(personOf),
    contributors: listOf(article.contributor).map(resolve).flatMap(personOf),
    ...optional('date', text(article.datePublished, article.dateCreated, article.uploadDate)),
    ...optional(
      'language',
      text(
        article.inLanguage,
        isNode(article.inLanguage)
          ? (article.inLanguage.alternateName ?? article.inLanguage.name)
          : undefined,
      ),
    ),
    ...optional('publisher', publisher ? textOf(publisher.name) : undefined),
    ...optional('summary', text(article.description)),
    ...optional('image', text(image, isNode(image) ? (image.url ?? image.contentUrl) : undefined)),
    ...optional('url', text(article.url, main, isNode(main) ? (main['@id'] ?? main.url) : undefined)),
    topics: listOf(article.keywords).flatMap(
      (keywords) => textOf(keywords)?.split(',') ?? (isNode(keywords) ? (textOf(keywords.name) ?? []) : []),
    ),
  };
}

/** The piece that the page is about, else the page. */
function articleAmong(
  nodes: readonly Node[],
  byId: ReadonlyMap<unknown, Node>,
  called: readonly string[],
): Node | undefined {
  const names = called.map(foldName);
  const isCalled = (node: Node) =>
    [node.headline, node.name].some((value) => {
      const own = foldName(textOf(value) ?? '');
      return own !== '' && names.some((name) => name.includes(own));
    });
  const works = nodes.filter((node) => isOf(node, workType));
  const mains = nodes
    .filter((node) => isOf(node, pageType) && !isOf(node, questionsType))
    .flatMap((page) => listOf(page.mainEntity))
    .map((main) => (isNode(main) ? (byId.get(main['@id']) ?? main) : main));
  return (
    nodes.find((node) => isOf(node, articleType)) ??
    works.find((node) => isCalled(node) || mains.includes(node)) ??
    works.find((node) => !isOf(node, partType)) ??
    nodes.find((node) => isOf(node, pageType))
  );
}

function parseBlock(block: string): unknown {
  const bare = block
    .trim()
    .replace(/^(?:\/\/|\/\*)?\s*(?:<!--|<!\[CDATA\[)(?:\s*\*\/)?/, '')
    .replace(/(?:\/\/|\/\*)?\s*(?:-->|\]\]>)(?:\s*\*\/)?\s*$/, '')
    .replace(/;\s*$/, '');
  for (const text of [
    bare,
    bare.replace(/\p{Cc}+/gu, ' '),
    bare.replace(/\p{Cc}+/gu, ' ').replace(/,(?=\s*[}\]])/g, ''),
  ]) {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      // The next may do.
    }
  }
  return null;
}

function nodesIn(value: unknown): Node[] {
  const found: Node[] = [];
  const open = [{ value, depth: 0 }];
  for (let next = open.shift(); next && found.length < nodeLimit.count; next = open.shift()) {
    const inner = Array.isArray(next.value)
      ? (next.value as unknown[])
      : isNode(next.value)
        ? nestedIn(next.value)
        : [];
    if (isNode(next.value)) found.push(next.value);
    if (next.depth < nodeLimit.depth)
      open.push(...inner.slice(0, nodeLimit.count).map((one) => ({ value: one, depth: next.depth + 1 })));
  }
  return found;
}

/** What a page is made of, and what it is about: not the articles that an article names. */
function nestedIn(node: Node): unknown[] {
  return [node['@graph'], isOf(node, pageType) ? node.mainEntity : undefined].filter(
    (one) => one !== undefined,
  );
}

function isOf(node: Node, type: RegExp): boolean {
  return listOf(node['@type']).some((one) => typeof one === 'string' && type.test(one));
}

function personOf(value: unknown): JsonLdPerson[] {
  if (typeof value === 'string') return [{ name: value, isByline: true }];
  const node = nodeOf(value);
  if (!node) return [];
  const names = listOf(node.name).flatMap((name) => textOf(name) ?? []);
  const url = textOf(listOf(node.url)[0]) ?? textOf(listOf(node.sameAs)[0]);
  return names.map((name) => ({ name, ...(names.length === 1 && url !== undefined && { url }) }));
}

function textOf(value: unknown): string | undefined {
  const [first] = listOf(value);
  const text =
    typeof first === 'string'
      ? first
      : isNode(first) && typeof first['@value'] === 'string'
        ? first['@value']
        : undefined;
  return firstSaid(text);
}

function nodeOf(value: unknown): Node | null {
  return isNode(value) ? value : typeof value === 'string' ? { name: value } : null;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf(value: unknown): unknown[] {
  return value === undefined || value === null ? [] : Array.isArray(value) ? (value as unknown[]) : [value];
}

function optional<Field extends string>(
  field: Field,
  value: string | undefined,
): { [key in Field]?: string } {
  return (value === undefined ? {} : { [field]: value }) as { [key in Field]?: string };
}
