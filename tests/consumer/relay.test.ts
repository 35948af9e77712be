import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, inject, test } from 'vitest';
import { z } from 'zod';
import { projectRoot } from '../../src/server/project-root.ts';
import { runTool } from './run-tool.ts';
import { serveGraph } from './served-graph.ts';

/** What a component of React with Relay holds: fragments that it can fetch again, two of them lists with more to load. */
const component = `
graphql\`
  query ArticlePageQuery($by: ArticleBy!) {
    article(by: $by) {
      id
      take {
        id
        ...ArticlePage_take
      }
      ...ArticlePage_backlinks @arguments(count: 1)
    }
    ...ArticlePage_list
  }
\`;

graphql\`
  fragment ArticlePage_backlinks on Article
  @refetchable(queryName: "ArticlePageBacklinksQuery")
  @argumentDefinitions(
    count: { type: "Int", defaultValue: 10 }
    cursor: { type: "String" }
    where: { type: "ReferenceFilter" }
  ) {
    referencedBy(first: $count, after: $cursor, where: $where) @connection(key: "ArticlePage_referencedBy") {
      edges {
        node {
          title
        }
        reference {
          anchors {
            sentence
          }
        }
      }
    }
  }
\`;

graphql\`
  fragment ArticlePage_list on Query
  @refetchable(queryName: "ArticlePageListQuery")
  @argumentDefinitions(
    count: { type: "Int", defaultValue: 2 }
    cursor: { type: "String" }
    orderBy: { type: "[ArticleOrder!]" }
  ) {
    articles(first: $count, after: $cursor, orderBy: $orderBy) @connection(key: "ArticlePage_articles") {
      edges {
        node {
          title
        }
      }
    }
  }
\`;

graphql\`
  fragment ArticlePage_take on Take @refetchable(queryName: "ArticlePageTakeQuery") {
    publishedAt
    body {
      excerpt
    }
  }
\`;
`;

const config = {
  src: 'src',
  schema: 'schema.graphql',
  language: 'typescript',
  artifactDirectory: 'src/generated',
  requireCustomScalarTypes: true,
  customScalarTypes: { DateTime: 'string', URL: 'string' },
  persistConfig: { file: 'queries.json' },
};

/** The texts of the queries that Relay makes of the component, by their names. */
async function compile(): Promise<Map<string, string>> {
  const folder = mkdtempSync(path.join(inject('runDirectory'), 'relay-'));
  mkdirSync(path.join(folder, config.artifactDirectory), { recursive: true });
  const write = (name: string, text: string) => writeFileSync(path.join(folder, name), text);
  write('src/ArticlePage.ts', component);
  write('schema.graphql', readFileSync(path.join(projectRoot, 'schema', 'schema.graphql'), 'utf8'));
  write('relay.config.json', JSON.stringify(config));
  write('queries.json', '{}');
  const { status, stdout, stderr } = await runTool('relay-compiler', [], { cwd: folder });
  expect([status, stdout + stderr]).toEqual([0, expect.any(String)]);
  const queries = z
    .record(z.string(), z.string())
    .parse(JSON.parse(readFileSync(path.join(folder, 'queries.json'), 'utf8')));
  return new Map(Object.values(queries).map((text) => [/^query (\w+)/.exec(text)?.[1] ?? text, text]));
}

interface Page<Edge> {
  edges: (Edge & { cursor: string })[];
  pageInfo: { hasNextPage: boolean; endCursor: string };
}
interface Backlinks {
  referencedBy: Page<{ node: { title: string }; reference: { anchors: { sentence: string }[] } }>;
}
interface List {
  articles: Page<{ node: { title: string } }>;
}

test('Relay takes the printed schema, and what it makes to fetch parts again is answered', async () => {
  const queries = await compile();
  await using graph = await serveGraph();
  const ask = async <Data>(name: string, variables: Record<string, unknown>): Promise<Data> => {
    const response = await fetch(graph.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: queries.get(name), variables }),
    });
    const { data, errors } = (await response.json()) as { data: Data; errors?: unknown };
    expect(errors).toBeUndefined();
    return data;
  };

  const { article, articles } = await ask<
    { article: { id: string; take: { id: string } } & Backlinks } & List
  >('ArticlePageQuery', {
    by: { url: 'https://www.theatlantic.com/magazine/archive/1945/07/as-we-may-think/303881/' },
  });
  expect(article.referencedBy.edges.map(({ node }) => node.title)).toEqual([
    'The Anatomy of a Large-Scale Hypertextual Web Search Engine',
  ]);
  expect(articles.edges.map(({ node }) => node.title)).toEqual([
    'Attention Is All You Need',
    'In Search of an Understandable Consensus Algorithm',
  ]);

  expect(queries.get('ArticlePageBacklinksQuery')).toMatch(/^ {2}node\(id: \$id\) \{$/m);
  const backlinks = await ask<{ node: Backlinks }>('ArticlePageBacklinksQuery', {
    id: article.id,
    count: 2,
    cursor: article.referencedBy.pageInfo.endCursor,
  });
  expect(backlinks.node.referencedBy).toMatchObject({
    edges: [
      {
        node: { title: 'Information Management: A Proposal' },
        reference: {
          anchors: [
            {
              sentence:
                'Of his forebears, Bush wanted the reader to be an author and Engelbart wanted her to be a better one.',
            },
          ],
        },
      },
      {
        node: { title: 'Augmenting Human Intellect: A Conceptual Framework' },
        reference: { anchors: [{ sentence: 'Bush is quoted at great length and with gratitude.' }] },
      },
    ],
    pageInfo: { hasNextPage: false },
  });

  const list = await ask<List>('ArticlePageListQuery', { cursor: articles.pageInfo.endCursor });
  expect(list.articles.edges.map(({ node }) => node.title)).toEqual([
    'ImageNet Classification with Deep Convolutional Neural Networks',
    'Bitcoin: A Peer-to-Peer Electronic Cash System',
  ]);

  expect(queries.get('ArticlePageTakeQuery')).toMatch(/^ {2}node\(id: \$id\) \{$/m);
  expect(await ask('ArticlePageTakeQuery', { id: article.take.id })).toEqual({
    node: {
      __typename: 'Take',
      id: article.take.id,
      publishedAt: '1945-07-01T00:00:00.000Z',
      body: {
        excerpt: expect.stringMatching(/^The memex was a desk with microfilm in it, [^]*…$/) as string,
      },
    },
  });
});
