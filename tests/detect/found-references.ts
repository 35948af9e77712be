import { expect } from 'vitest';
import type { TestApp } from '../support/app.ts';
import { ReferencesDocument, type ReferencesQuery } from '../support/gql/graphql.ts';

export interface Piece {
  url?: string;
  permalink?: string;
  aliases?: string[];
  date?: string;
  /** Markdown; without one there is no take. */
  body?: string;
}

/** A document of a piece. */
export function piece(title: string, { body = '', ...facts }: Piece = {}): string {
  const stated = Object.entries({ title, ...facts }).map(
    ([key, value]) => `${key}: ${JSON.stringify(value)}\n`,
  );
  return `---\n${stated.join('')}---\n\n${body}\n`;
}

type FoundArticle = ReferencesQuery['articles']['nodes'][number];
type FoundEdge = FoundArticle['references']['edges'][number];

/**
 * Every reference of the graph as a line: source → target, how it was found, where, and the words.
 */
export async function referenceLines(app: TestApp): Promise<string[]> {
  return (await articlesWithReferences(app)).flatMap((article) =>
    article.references.edges.map((edge) => `${article.title} → ${lineOf(edge)}`),
  );
}

/** For each reference its global id, by the titles of its ends. */
export async function referenceIds(app: TestApp): Promise<Record<string, string>> {
  const articles = await articlesWithReferences(app);
  return Object.fromEntries(
    articles.flatMap(({ title, references }) =>
      references.edges.map(({ node, reference }) => [`${title} → ${node.title}`, reference.id]),
    ),
  );
}

/** All articles. Checks what must always hold: counters are what they count, positions 1, 2, 3 …, and both ends agree. */
export async function articlesWithReferences(app: TestApp): Promise<FoundArticle[]> {
  const { articles } = await app.execute(ReferencesDocument, {});
  expect(articles.pageInfo.hasNextPage).toBe(false);
  const backlinks = articles.nodes.flatMap((article) =>
    article.references.edges.map((edge) => identityOf(edge.node)),
  );
  for (const article of articles.nodes) {
    const { references, referencedBy, referenceCount, referencedByCount } = article;
    expect([referenceCount, references.totalCount]).toEqual(Array(2).fill(references.edges.length));
    expect([referencedByCount, referencedBy.totalCount]).toEqual(Array(2).fill(referencedBy.nodes.length));
    expect(references.edges.map(({ reference }) => reference.position)).toEqual(
      references.edges.map((_, i) => i + 1),
    );
    expect(referencedByCount).toBe(backlinks.filter((target) => target === identityOf(article)).length);
  }
  return articles.nodes;
}

function identityOf({ title, url }: { title: string; url: string | null }): string {
  return url ?? title;
}

function lineOf({ node, reference }: FoundEdge): string {
  const places = reference.anchors.map(({ start, exact }) => `${start} “${exact}”`);
  return `${node.title} ${reference.detectedBy} ${places.join(' + ')}`;
}
