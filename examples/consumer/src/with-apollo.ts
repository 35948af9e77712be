import { ApolloClient, CombinedGraphQLErrors, HttpLink, InMemoryCache } from '@apollo/client';
import { relayStylePagination } from '@apollo/client/utilities';
import { graphql } from './gql/index.ts';

const LatestTakes = graphql(`
  query LatestTakes($first: Int!, $after: String) {
    takes(first: $first, after: $after) {
      edges {
        node {
          id
          publishedAt
          body {
            excerpt(length: 100)
          }
          article {
            id
            title
            url
            publisher {
              id
              name
            }
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

const client = new ApolloClient({
  link: new HttpLink({ uri: process.env['IBID_URL'] ?? 'http://127.0.0.1:4000/graphql' }),
  cache: new InMemoryCache({
    typePolicies: {
      // Pages become one list for each filter and order: of `edges`, while `nodes` would be those of the last.
      Query: { fields: { takes: relayStylePagination(['where', 'orderBy']) } },
      // A text has no id of its own: what several queries ask of it is put together in its take.
      RichText: { merge: true },
    },
  }),
});

/** The next page, and those before it: what a component gets from useQuery and its fetchMore. */
async function loadTakes(after: string | null = null) {
  const { data } = await client.query({
    query: LatestTakes,
    variables: { first: 3, after },
    // By itself the cache would answer with the pages that it has.
    fetchPolicy: 'network-only',
  });
  return data?.takes;
}

async function main(): Promise<void> {
  let takes = await loadTakes();
  if (takes?.pageInfo.hasNextPage) takes = await loadTakes(takes.pageInfo.endCursor);
  for (const { node } of takes?.edges ?? []) {
    const { title, publisher, url } = node.article;
    console.log(
      `${node.publishedAt?.slice(0, 10) ?? 'Undated'}: on "${title}" (${publisher?.name ?? 'unknown'})`,
    );
    console.log(`  ${node.body.excerpt}`);
    if (url) console.log(`  ${url}`);
  }
}

/** What the API refuses has a code that programs can rely on: BAD_USER_INPUT, BAD_CURSOR and so on. */
function fail(error: unknown): void {
  if (CombinedGraphQLErrors.is(error)) {
    for (const { message, extensions } of error.errors) {
      console.error(`${String(extensions?.['code'])}: ${message}`);
    }
  } else {
    console.error(error);
  }
  process.exitCode = 1;
}

await main().catch(fail);
