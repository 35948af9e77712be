import { Client, fetchExchange } from '@urql/core';
import type { ArticleLineFragment, ArticlePageQuery } from './gql/graphql.ts';
import { graphql } from './gql/index.ts';

const ArticlePage = graphql(`
  query ArticlePage($by: ArticleBy!) {
    article(by: $by) {
      ...ArticleLine
      take {
        body {
          excerpt
        }
      }
      referencedBy(first: 10) {
        totalCount
        edges {
          node {
            ...ArticleLine
          }
          reference {
            anchors {
              sentence
            }
          }
        }
      }
    }
  }
`);

graphql(`
  fragment ArticleLine on Article {
    title
    publishedAt
    publisher {
      name
    }
  }
`);

const client = new Client({
  url: process.env['IBID_URL'] ?? 'http://127.0.0.1:4000/graphql',
  exchanges: [fetchExchange],
});

const { data, error } = await client.query(ArticlePage, { by: { url: process.argv[2] ?? '' } });

if (error) {
  // What the API refuses has a code that programs can rely on: BAD_USER_INPUT, BAD_CURSOR and so on.
  for (const { message, extensions } of error.graphQLErrors) {
    console.error(`${String(extensions['code'])}: ${message}`);
  }
  if (error.networkError) console.error(error.networkError);
  process.exitCode = 1;
} else if (data?.article) {
  show(data.article);
} else {
  console.log('No article has this address.');
}

function show(article: NonNullable<ArticlePageQuery['article']>): void {
  console.log(line(article));
  if (article.take) console.log(article.take.body.excerpt);
  console.log(`\nReferred to by ${article.referencedBy.totalCount}:`);
  for (const { node, reference } of article.referencedBy.edges) {
    console.log(`- ${line(node)}`);
    for (const { sentence } of reference.anchors) console.log(`  ${sentence}`);
  }
}

/** Whatever is nullable here is nullable in the schema: a piece may have no date and no known publisher. */
function line({ title, publisher, publishedAt }: ArticleLineFragment): string {
  return [title, publisher?.name, publishedAt?.slice(0, 10)].filter(Boolean).join(', ');
}
