import { createHash } from 'node:crypto';
import { type App, createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import type { Store } from '../../src/db/store.ts';
import type { Anchor } from '../../src/detect/anchor.ts';
import { createLog } from '../../src/server/log.ts';

export interface ListedArticle {
  slug: string;
  title: string;
  url: string | null;
  takeCount: number;
  references: {
    edges: {
      node: { slug: string; title: string; url: string | null };
      reference: {
        detectedBy: string;
        confidence: number;
        position: number;
        anchors: Omit<Anchor, 'url'>[];
      };
    }[];
  };
}

interface ReferencePage {
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  edges: ListedArticle['references']['edges'];
}

interface Listing {
  stats: { takes: number };
  articles: {
    nodes: (ListedArticle & { references: ReferencePage })[];
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  };
}

const references = `
  totalCount
  pageInfo { hasNextPage endCursor }
  edges {
    node { slug title url }
    reference { kind detectedBy confidence position anchors { exact prefix suffix sentence start end url } }
  }`;

const articlesQuery = `query Articles($after: String) {
  stats { takes }
  articles(first: 100, after: $after, orderBy: [{ field: TITLE, direction: ASC }]) {
    pageInfo { hasNextPage endCursor }
    nodes {
      slug title alternativeTitles url otherUrls isOwn summary language image publishedAt latestTakeAt
      takeCount referenceCount referencedByCount
      publisher { name domain } authors { name url } topics(first: 100) { nodes { name articleCount } }
      takes(first: 100) { nodes { headline url publishedAt authors { name url } body { markdown html text } } }
      references(first: 100) { ${references} }
      referencedBy(first: 100) { totalCount nodes { title url } }
    }
  }
}`;

const moreQuery = `query More($slug: String!, $after: String) {
  article(by: { slug: $slug }) { references(first: 100, after: $after) { ${references} } }
}`;

/** Every article through the API, in an order that does not depend on how it came in. */
async function askListing(
  app: App,
): Promise<{ articles: ListedArticle[]; takes: number; text: string; hash: string }> {
  const articles: ListedArticle[] = [];
  let takes = 0;
  let after: string | null = null;
  do {
    const page: Listing = await ask<Listing>(app, articlesQuery, { after });
    for (const { references: first, ...article } of page.articles.nodes) {
      const edges = [...first.edges, ...(await askRest(app, article.slug, first))];
      articles.push({ ...article, references: { edges } });
    }
    takes = page.stats.takes;
    after = page.articles.pageInfo.hasNextPage ? page.articles.pageInfo.endCursor : null;
  } while (after !== null);
  // Of two pieces of one title the first to come has the plain slug.
  articles.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const withoutSlugs = JSON.stringify(
    articles,
    (name, value: unknown) => (name === 'slug' ? undefined : value),
    1,
  );
  // The HTML of a take holds the ids of its references.
  const text = withoutSlugs.replaceAll(/data-reference=\\"[^"]*"/g, 'data-reference');
  return { articles, takes, text, hash: createHash('sha256').update(text).digest('hex') };
}

function keyOf({ title, url }: ListedArticle): string {
  return `${title}\n${url ?? ''}`;
}

async function askRest(app: App, slug: string, first: ReferencePage): Promise<ReferencePage['edges']> {
  const edges: ReferencePage['edges'] = [];
  for (let page = first; page.pageInfo.hasNextPage;) {
    const answer: { article: { references: ReferencePage } } = await ask(app, moreQuery, {
      slug,
      after: page.pageInfo.endCursor,
    });
    page = answer.article.references;
    edges.push(...page.edges);
  }
  return edges;
}

export async function ask<Data>(app: App, query: string, variables: Record<string, unknown>): Promise<Data> {
  const request = new Request('http://localhost/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await (await app.fetch(request)).json()) as {
    data?: Data;
    errors?: { message: string }[];
  };
  if (!data || errors) throw new Error(errors?.map((error) => error.message).join('; '));
  return data;
}

/** The API without its limits. */
export function appOver(store: Store, url: string): App {
  const config = readConfig(new Map(), {
    DATABASE_URL: url,
    LOG_LEVEL: 'error',
    NODE_LIMIT: '10000000',
    RESPONSE_LIMIT: '1000000000',
    DEADLINE: '600000',
  });
  return createApp({ store, config, log: createLog('error', process.stderr) });
}

/** Asked through the API. */
export async function listStore(store: Store, url: string): Promise<Awaited<ReturnType<typeof askListing>>> {
  await using app = appOver(store, url);
  return await askListing(app);
}
