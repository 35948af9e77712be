import type { ServedApp } from '../server/served-app.ts';
import type { Known } from './generated-values.ts';

interface KnownData {
  [list: string]: { edges: { cursor: string; node: { id: string; slug?: string; url?: string | null } }[] };
}

/** What a store holds, as it answers. */
export async function readKnown({ ask }: Pick<ServedApp, 'ask'>): Promise<Known> {
  const lists = ['TITLE', 'REFERENCED_BY_COUNT', 'LATEST_TAKE_AT', 'PUBLISHED_AT'].map(
    (field) =>
      `${field}: articles(first: 3, orderBy: [{ field: ${field} }]) { edges { cursor node { id slug url } } }`,
  );
  const response = await ask(`{
    ${lists.join(' ')}
    takes(first: 3) { edges { cursor node { id url } } }
    topics(first: 3) { edges { cursor node { id slug } } }
    byCount: topics(first: 3, orderBy: [{ field: ARTICLE_COUNT }]) { edges { cursor node { id slug } } }
    people(first: 3) { edges { cursor node { id slug } } }
    publishers(first: 3) { edges { cursor node { id slug } } }
  }`);
  const { data } = (await response.json()) as { data: KnownData };
  const edges = Object.values(data).flatMap((list) => list.edges);
  return {
    ids: edges.map(({ node }) => node.id),
    slugs: edges.flatMap(({ node }) => node.slug ?? []),
    urls: edges.flatMap(({ node }) => node.url ?? []),
    cursors: edges.map(({ cursor }) => cursor),
  };
}
