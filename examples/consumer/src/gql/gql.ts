/* eslint-disable */
import * as types from './graphql.ts';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  query LatestTakes($first: Int!, $after: String) {\n    takes(first: $first, after: $after) {\n      edges {\n        node {\n          id\n          publishedAt\n          body {\n            excerpt(length: 100)\n          }\n          article {\n            id\n            title\n            url\n            publisher {\n              id\n              name\n            }\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.LatestTakesDocument,
    "\n  query ArticlePage($by: ArticleBy!) {\n    article(by: $by) {\n      ...ArticleLine\n      take {\n        body {\n          excerpt\n        }\n      }\n      referencedBy(first: 10) {\n        totalCount\n        edges {\n          node {\n            ...ArticleLine\n          }\n          reference {\n            anchors {\n              sentence\n            }\n          }\n        }\n      }\n    }\n  }\n": typeof types.ArticlePageDocument,
    "\n  fragment ArticleLine on Article {\n    title\n    publishedAt\n    publisher {\n      name\n    }\n  }\n": typeof types.ArticleLineFragmentDoc,
};
const documents: Documents = {
    "\n  query LatestTakes($first: Int!, $after: String) {\n    takes(first: $first, after: $after) {\n      edges {\n        node {\n          id\n          publishedAt\n          body {\n            excerpt(length: 100)\n          }\n          article {\n            id\n            title\n            url\n            publisher {\n              id\n              name\n            }\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.LatestTakesDocument,
    "\n  query ArticlePage($by: ArticleBy!) {\n    article(by: $by) {\n      ...ArticleLine\n      take {\n        body {\n          excerpt\n        }\n      }\n      referencedBy(first: 10) {\n        totalCount\n        edges {\n          node {\n            ...ArticleLine\n          }\n          reference {\n            anchors {\n              sentence\n            }\n          }\n        }\n      }\n    }\n  }\n": types.ArticlePageDocument,
    "\n  fragment ArticleLine on Article {\n    title\n    publishedAt\n    publisher {\n      name\n    }\n  }\n": types.ArticleLineFragmentDoc,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LatestTakes($first: Int!, $after: String) {\n    takes(first: $first, after: $after) {\n      edges {\n        node {\n          id\n          publishedAt\n          body {\n            excerpt(length: 100)\n          }\n          article {\n            id\n            title\n            url\n            publisher {\n              id\n              name\n            }\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  query LatestTakes($first: Int!, $after: String) {\n    takes(first: $first, after: $after) {\n      edges {\n        node {\n          id\n          publishedAt\n          body {\n            excerpt(length: 100)\n          }\n          article {\n            id\n            title\n            url\n            publisher {\n              id\n              name\n            }\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ArticlePage($by: ArticleBy!) {\n    article(by: $by) {\n      ...ArticleLine\n      take {\n        body {\n          excerpt\n        }\n      }\n      referencedBy(first: 10) {\n        totalCount\n        edges {\n          node {\n            ...ArticleLine\n          }\n          reference {\n            anchors {\n              sentence\n            }\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query ArticlePage($by: ArticleBy!) {\n    article(by: $by) {\n      ...ArticleLine\n      take {\n        body {\n          excerpt\n        }\n      }\n      referencedBy(first: 10) {\n        totalCount\n        edges {\n          node {\n            ...ArticleLine\n          }\n          reference {\n            anchors {\n              sentence\n            }\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ArticleLine on Article {\n    title\n    publishedAt\n    publisher {\n      name\n    }\n  }\n"): (typeof documents)["\n  fragment ArticleLine on Article {\n    title\n    publishedAt\n    publisher {\n      name\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;