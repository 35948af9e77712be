import type { TestApp } from '../support/app.ts';
import { ArticleIdsDocument, type ArticleIdsQuery } from '../support/gql/graphql.ts';

/** The ids of all articles by their slugs. */
export async function articleIdsBySlug(app: TestApp): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  let after: string | null = null;
  do {
    const { articles }: ArticleIdsQuery = await app.execute(ArticleIdsDocument, { after });
    for (const { slug, id } of articles.nodes) ids.set(slug, id);
    after = articles.pageInfo.hasNextPage ? articles.pageInfo.endCursor : null;
  } while (after !== null);
  return ids;
}
