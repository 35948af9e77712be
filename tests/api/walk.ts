import { expect } from 'vitest';

/** A page of any list. */
export interface PageOf<Edge> {
  totalCount: number;
  edges: Edge[];
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
}

export interface PageVariables {
  first?: number;
  after?: string;
  last?: number;
  before?: string;
}

export type Way = 'forward' | 'backward';

/** Follows a list from one end to the other and returns its edges in the list's order. Each page counts them all. */
export async function walkEdges<Edge extends { cursor: string }>(
  ask: (page: PageVariables) => Promise<PageOf<Edge>>,
  way: Way,
  size: number,
): Promise<Edge[]> {
  const edges: Edge[] = [];
  const counts = new Set<number>();
  let cursor: string | undefined;
  for (let i = 0; i < 200; i++) {
    const page = await ask(
      way === 'forward' ? { first: size, after: cursor } : { last: size, before: cursor },
    );
    if (way === 'forward') edges.push(...page.edges);
    else edges.unshift(...page.edges);
    counts.add(page.totalCount);
    const { hasNextPage, hasPreviousPage, startCursor, endCursor } = page.pageInfo;
    expect([startCursor, endCursor]).toEqual([
      page.edges[0]?.cursor ?? null,
      page.edges.at(-1)?.cursor ?? null,
    ]);
    expect(way === 'forward' ? hasPreviousPage : hasNextPage).toBe(i > 0);
    if (way === 'forward' ? hasNextPage : hasPreviousPage) {
      cursor = (way === 'forward' ? endCursor : startCursor)!;
      continue;
    }
    expect([...counts]).toEqual([edges.length]);
    return edges;
  }
  throw new Error('The list does not end');
}
