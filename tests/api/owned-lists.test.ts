import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { markdown } from '../ingest/documents.ts';
import { createTestApp, type TestApp } from '../support/app.ts';
import { engines } from '../support/engines.ts';
import { TypedDocumentString } from '../support/gql/graphql.ts';
import { type PageOf, type PageVariables, walkEdges } from './walk.ts';

/** Pieces of several topics each, some of one date and some without, and a third version of a few that moves them. */
function pieces(version: number): Record<string, string> {
  const dates = ['2024-01-01', '2024-02-02', undefined, '2024-02-02'];
  const own = Array.from({ length: 18 }, (_, i) => [
    `${i}.md`,
    markdown(
      {
        title: `Owned ${i}`,
        permalink: `https://owned.example/${(i * 7) % 18}`,
        date: i % 6 === version ? '2024-03-03' : dates[i % 4],
        authors: ['Owner', `Other ${i % 3}`],
        publisher: 'Owned',
        topics: [['Wide', 'Deep'], ['Deep'], ['Wide'], ['Deep', 'Deepest'], ['Deepest']][i % 5],
      },
      `Text ${i}.`,
    ),
  ]);
  return {
    ...(Object.fromEntries(own) as Record<string, string>),
    'tree.jsonl':
      '{"type":"topic","name":"Deep","broader":"Wide"}\n{"type":"topic","name":"Deepest","broader":"Deep"}\n',
  };
}

type Ids = { nodes: { id: string }[] };
type Listed = PageOf<{ cursor: string; node: { id: string } }>;

const page =
  'totalCount edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';
const args = 'first: $first, after: $after, last: $last, before: $before';

/** Owners, their lists, and the same by a filter, which finds rows another way. */
const lists = [
  ['topic', 'wide', `articles(${args})`, 'articles', (id: string) => ({ topic: { anyOf: [id] } })],
  ['topic', 'deep', `articles(${args})`, 'articles', (id: string) => ({ topic: { anyOf: [id] } })],
  [
    'topic',
    'wide',
    `articles(${args}, includeNarrower: false)`,
    'articles',
    (id: string) => ({ topic: { anyOf: [id], includeNarrower: false } }),
  ],
  ['person', 'owner', `articles(${args})`, 'articles', (id: string) => ({ author: { eq: id } })],
  ['person', 'other-1', `articles(${args})`, 'articles', (id: string) => ({ author: { eq: id } })],
  ['person', 'owner', `takes(${args})`, 'takes', (id: string) => ({ author: { eq: id } })],
  ['publisher', 'owned', `articles(${args})`, 'articles', (id: string) => ({ publisher: { eq: id } })],
] as const;

describe.each(engines)('lists of an owner on %s', (engine) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp({ engine });
    await app.publish(pieces(0));
    await app.publish(pieces(1));
  });
  afterAll(() => app[Symbol.asyncDispose]());

  const ask = <Data>(query: string, variables: object) =>
    app.execute(new TypedDocumentString<Data, object>(query), variables);

  test.each(lists)('%s %s: %s', async (owner, slug, list, kind, filterOf) => {
    const query = `query ($first: Int, $after: String, $last: Int, $before: String) {
      ${owner}(by: { slug: "${slug}" }) { id list: ${list} { ${page} } }
    }`;
    const pageOf = async (variables: PageVariables) => {
      const answer = await ask<Record<string, { id: string; list: Listed }>>(query, variables);
      return answer[owner]!;
    };
    const { id } = await pageOf({ first: 0 });
    const type = kind === 'articles' ? 'ArticleFilter' : 'TakeFilter';
    const all = await ask<{ all: Ids }>(
      `query ($where: ${type}) { all: ${kind}(first: 100, where: $where) { nodes { id } } }`,
      { where: filterOf(id) },
    );
    const expected = all.all.nodes.map((node) => node.id);
    expect(expected.length).toBeGreaterThan(5);
    for (const way of ['forward', 'backward'] as const) {
      for (const size of [1, 4]) {
        const edges = await walkEdges(async (variables) => (await pageOf(variables)).list, way, size);
        expect(edges.map(({ node }) => node.id)).toEqual(expected);
      }
    }
  });

  it('hold what is between two cursors', async () => {
    const query = `query ($after: String, $before: String) {
      topic(by: { slug: "wide" }) { list: articles(first: 100, after: $after, before: $before) { ${page} } }
    }`;
    const between = async (after?: string, before?: string) =>
      (await ask<{ topic: { list: Listed } }>(query, { after, before })).topic.list.edges;
    const all = await between();
    for (const [i, j] of [
      [0, 3],
      [2, 9],
      [5, 6],
      [0, all.length - 1],
      [8, 4],
    ] as const) {
      // prettier-ignore
      expect(await between(all[i]!.cursor, all[j]!.cursor)).toEqual(all.slice(i + 1, j));
    }
  });
});
