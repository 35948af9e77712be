import type { TestApp } from '../support/app.ts';
import {
  SearchDocument,
  SearchHitsDocument,
  type SearchHitsQuery,
  type SearchHitsQueryVariables,
  type SearchQuery,
} from '../support/gql/graphql.ts';

type Node = SearchHitsQuery['search']['nodes'][number];

/** `take On Clocks`. */
export function nameOf(node: Node): string {
  return `${node.__typename.toLowerCase()} ${'title' in node ? node.title : node.name}`;
}

export async function edgesOf(
  app: TestApp,
  variables: SearchHitsQueryVariables,
): Promise<SearchQuery['search']['edges']> {
  return (await app.execute(SearchDocument, variables)).search.edges;
}

/** What is found, best first: of one page. */
export async function found(
  app: TestApp,
  query: string,
  more: Partial<SearchHitsQueryVariables> = {},
): Promise<string[]> {
  const { search } = await app.execute(SearchHitsDocument, { query, first: 100, ...more });
  return search.nodes.map(nameOf);
}

/** All pages, so many at a time. */
export async function walk(
  app: TestApp,
  variables: SearchHitsQueryVariables,
  between?: () => Promise<void>,
): Promise<Node[]> {
  const nodes: Node[] = [];
  for (let after: string | null = null; ;) {
    const { search }: SearchHitsQuery = await app.execute(SearchHitsDocument, { ...variables, after });
    nodes.push(...search.nodes);
    if (!search.pageInfo.hasNextPage) return nodes;
    after = search.pageInfo.endCursor;
    await between?.();
  }
}

/** Documents as JSON Lines. */
export function lines(...documents: object[]): string {
  return documents.map((document) => JSON.stringify(document)).join('\n');
}
