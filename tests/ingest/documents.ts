import type { TestApp } from '../support/app.ts';
import type { Engine } from '../support/engines.ts';
import {
  IngestIdsDocument,
  type IngestIdsQuery,
  IngestListingDocument,
  type IngestListingQuery,
} from '../support/gql/graphql.ts';

/** A Markdown document with front matter; what is undefined is left out. */
export function markdown(frontMatter: Record<string, unknown>, body = ''): string {
  const stated = Object.entries(frontMatter).filter(([, value]) => value !== undefined);
  const lines = stated.map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`);
  return `---\n${lines.join('')}---\n${body === '' ? '' : `\n${body}\n`}`;
}

type ListedArticle = IngestListingQuery['articles']['nodes'][number];

export interface Listing {
  stats: IngestListingQuery['stats'];
  topics: IngestListingQuery['topics']['nodes'];
  articles: ListedArticle[];
}

/** Everything in the graph but ids and times; in an order that does not depend on slugs. */
export async function listGraph(app: TestApp): Promise<Listing> {
  const articles: ListedArticle[] = [];
  let after: string | null = null;
  for (;;) {
    const page: IngestListingQuery = await app.execute(IngestListingDocument, { after });
    articles.push(...page.articles.nodes);
    after = page.articles.pageInfo.endCursor;
    if (!page.articles.pageInfo.hasNextPage) {
      const key = ({ title, url }: ListedArticle) => `${title}\n${url ?? ''}`;
      const inOrder = articles.sort((a, b) => (key(a) < key(b) ? -1 : 1));
      return { stats: page.stats, topics: page.topics.nodes, articles: inOrder };
    }
  }
}

export type ListedIds = NonNullable<IngestIdsQuery['article']>;

/** An article with its ids and those of its takes, topics and references. */
export async function findIds(app: TestApp, url: string): Promise<ListedIds | null> {
  return (await app.execute(IngestIdsDocument, { by: { url } })).article;
}

/** The same of an article that must be there. */
export async function getIds(
  app: TestApp,
  by: { url: string } | { slug: string } | { id: string },
): Promise<ListedIds> {
  const { article } = await app.execute(IngestIdsDocument, { by });
  if (!article) throw new Error(`No article ${JSON.stringify(by)}`);
  return article;
}

/** Ways to put these in order: all on SQLite, two on PostgreSQL, where a new database takes its time. */
export function ordersOn<T>(engine: Engine, items: readonly T[]): T[][] {
  return engine === 'sqlite' ? permutations(items) : [[...items], items.toReversed()];
}

/** All the ways to put these in order. */
export function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, i) => permutations(items.toSpliced(i, 1)).map((rest) => [item, ...rest]));
}

/** A report without the folder that documents are in. */
export function relativeTo<Report>(app: TestApp, report: Report): Report {
  return JSON.parse(JSON.stringify(report).replaceAll(`${app.folder}/`, '')) as Report;
}

export const none = { created: 0, updated: 0, unchanged: 0, failed: 0, references: 0, problems: [] };
