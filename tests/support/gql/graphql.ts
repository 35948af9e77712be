/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Any one address of an article. */
export type ArticleBy =
  {   id: string; slug?: never; url?: never; }
  |  { id?: never;   slug: string; url?: never; }
  |  { id?: never; slug?: never;   /** Any of its addresses, in any spelling. */
  url: string; };

/** A field to order articles by. Missing values come last in both directions. */
export type ArticleOrder = {
  direction?: OrderDirection;
  field: ArticleOrderField;
};

/** What articles can be ordered by. */
export type ArticleOrderField =
  /** The newest take: what the publication wrote about last. The default. */
  | 'LATEST_TAKE_AT'
  /** When the original was published. */
  | 'PUBLISHED_AT'
  /** How often takes refer to it. */
  | 'REFERENCED_BY_COUNT'
  /** How often its takes refer to others. */
  | 'REFERENCE_COUNT'
  /** Without regard to case and accents. */
  | 'TITLE'
  | 'UPDATED_AT';

/** How a reference was found. */
export type DetectionMethod =
  /** By an import. */
  | 'IMPORTED'
  /** By a link to an address of the piece. */
  | 'LINK'
  /** By an editor. */
  | 'MANUAL'
  /** By the piece's title in the prose. */
  | 'TITLE';

/** Missing values come last in both. */
export type OrderDirection =
  | 'ASC'
  | 'DESC';

/** How a take refers to a piece. */
export type ReferenceKind =
  /** It names or links it. What detection finds. */
  | 'MENTION'
  /** It quotes it. */
  | 'QUOTES'
  /** It sends the reader there. */
  | 'SEE_ALSO';

/** A field to order takes by. Missing values come last in both directions. */
export type TakeOrder = {
  direction?: OrderDirection;
  field: TakeOrderField;
};

/** What takes can be ordered by. */
export type TakeOrderField =
  /** The default. */
  | 'PUBLISHED_AT'
  | 'UPDATED_AT';

/** Who gave an article its topic. */
export type TopicAssignment =
  /** An editor. */
  | 'EDITOR'
  /** Found in its text. */
  | 'KEYWORD'
  /** Its document. */
  | 'SOURCE';

/** A field to order topics by. */
export type TopicOrder = {
  direction?: OrderDirection;
  field: TopicOrderField;
};

/** What topics can be ordered by. */
export type TopicOrderField =
  /** With the articles of narrower topics. */
  | 'ARTICLE_COUNT'
  /** Without regard to case and accents. The default. */
  | 'NAME';

export type ArticleCardsQueryVariables = Exact<{
  first: number;
}>;


export type ArticleCardsQuery = { articles: { nodes: Array<{ title: string, publisher: { name: string } | null, authors: Array<{ name: string }>, take: { title: string, authors: Array<{ name: string }>, body: { excerpt: string } } | null, topics: { nodes: Array<{ name: string }> }, references: { nodes: Array<{ title: string }> }, referencedBy: { nodes: Array<{ title: string }> } }> } };

export type ArticleQueryVariables = Exact<{
  by: ArticleBy;
}>;


export type ArticleQuery = { article: { id: string, slug: string, title: string, url: string | null, summary: string | null, language: string | null, image: string | null, publishedAt: string | null, latestTakeAt: string | null, takeCount: number, createdAt: string, updatedAt: string, publisher: { id: string, slug: string, name: string, domain: string | null, articleCount: number } | null, authors: Array<{ id: string, slug: string, name: string, articleCount: number }>, topics: { totalCount: number, edges: Array<{ assignedBy: TopicAssignment, confidence: number, node: { id: string, slug: string, name: string, articleCount: number } }> }, take: { id: string, headline: string | null, title: string, url: string | null, publishedAt: string | null, updatedAt: string, revision: number, authors: Array<{ name: string }>, body: { html: string, markdown: string, text: string, excerpt: string, wordCount: number }, references: { totalCount: number, edges: Array<{ node: { title: string }, reference: { id: string } }> }, links: Array<{ url: string, text: string, article: { title: string } | null }> } | null } | null };

export type ArticlePageQueryVariables = Exact<{ [key: string]: never; }>;


export type ArticlePageQuery = { articles: { nodes: Array<{ id: string, slug: string, title: string, url: string | null, publishedAt: string | null, publisher: { name: string } | null, authors: Array<{ name: string }>, topics: { nodes: Array<{ name: string, slug: string }> }, take: { title: string, publishedAt: string | null, body: { excerpt: string, html: string } } | null, references: { totalCount: number, nodes: Array<{ title: string, slug: string }> }, referencedBy: { totalCount: number, nodes: Array<{ title: string, slug: string }> } }> } };

export type LatestTakesQueryVariables = Exact<{ [key: string]: never; }>;


export type LatestTakesQuery = { takes: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ title: string, publishedAt: string | null, url: string | null, body: { excerpt: string, wordCount: number }, article: { title: string, url: string | null, publisher: { name: string } | null } }> } };

export type TopicQueryVariables = Exact<{ [key: string]: never; }>;


export type TopicQuery = { topics: { totalCount: number, nodes: Array<{ name: string, slug: string, description: string | null, articleCount: number, broader: { name: string } | null, narrower: { nodes: Array<{ name: string, articleCount: number }> }, articles: { nodes: Array<{ title: string, latestTakeAt: string | null }> } }> } };

export type ThreeLevelsQueryVariables = Exact<{ [key: string]: never; }>;


export type ThreeLevelsQuery = { articles: { nodes: Array<{ title: string, references: { nodes: Array<{ title: string, references: { nodes: Array<{ title: string, references: { nodes: Array<{ title: string }> } }> } }> } }> } };

export type BacklinksQueryVariables = Exact<{ [key: string]: never; }>;


export type BacklinksQuery = { articles: { nodes: Array<{ title: string, referencedByCount: number, referencedBy: { edges: Array<{ node: { title: string, slug: string }, reference: { detectedBy: DetectionMethod, confidence: number, anchors: Array<{ exact: string, sentence: string, url: string | null }> } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } }> } };

export type IngestListingQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type IngestListingQuery = { stats: { articles: number, takes: number, topics: number, people: number, publishers: number, crossReferences: number }, articles: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ slug: string, title: string, url: string | null, summary: string | null, language: string | null, image: string | null, publishedAt: string | null, latestTakeAt: string | null, takeCount: number, referenceCount: number, referencedByCount: number, publisher: { name: string, slug: string, domain: string | null, articleCount: number } | null, authors: Array<{ name: string, slug: string, articleCount: number }>, topics: { edges: Array<{ assignedBy: TopicAssignment, confidence: number, node: { name: string, slug: string, articleCount: number } }> }, takes: { nodes: Array<{ headline: string | null, title: string, url: string | null, publishedAt: string | null, authors: Array<{ name: string, slug: string }>, body: { markdown: string, text: string, wordCount: number }, links: Array<{ url: string, text: string, article: { title: string, url: string | null } | null }>, references: { totalCount: number, edges: Array<{ node: { title: string, url: string | null }, reference: { kind: ReferenceKind, detectedBy: DetectionMethod, confidence: number, position: number, targetTake: { url: string | null } | null, anchors: Array<{ exact: string, prefix: string, suffix: string, sentence: string, start: number, end: number, url: string | null }> } }> } }> }, references: { totalCount: number, nodes: Array<{ title: string }> }, referencedBy: { totalCount: number, nodes: Array<{ title: string }> } }> } };

export type IngestListingTakeFragment = { headline: string | null, title: string, url: string | null, publishedAt: string | null, authors: Array<{ name: string, slug: string }>, body: { markdown: string, text: string, wordCount: number }, links: Array<{ url: string, text: string, article: { title: string, url: string | null } | null }>, references: { totalCount: number, edges: Array<{ node: { title: string, url: string | null }, reference: { kind: ReferenceKind, detectedBy: DetectionMethod, confidence: number, position: number, targetTake: { url: string | null } | null, anchors: Array<{ exact: string, prefix: string, suffix: string, sentence: string, start: number, end: number, url: string | null }> } }> } };

export type IngestIdsQueryVariables = Exact<{
  by: ArticleBy;
}>;


export type IngestIdsQuery = { article: { id: string, slug: string, title: string, url: string | null, updatedAt: string, topics: { nodes: Array<{ id: string, name: string }> }, takes: { nodes: Array<{ id: string, url: string | null, revision: number, references: { edges: Array<{ node: { id: string, title: string }, reference: { id: string } }> } }> } } | null };

export type TakeByUrlQueryVariables = Exact<{
  url: string;
}>;


export type TakeByUrlQuery = { take: { id: string, article: { id: string } } | null };

export type ArticleListQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  orderBy?: Array<ArticleOrder> | ArticleOrder | null | undefined;
}>;


export type ArticleListQuery = { articles: { totalCount: number, edges: Array<{ cursor: string, node: { slug: string, title: string, publishedAt: string | null, latestTakeAt: string | null, updatedAt: string, referenceCount: number, referencedByCount: number } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type TakeListQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  orderBy?: Array<TakeOrder> | TakeOrder | null | undefined;
}>;


export type TakeListQuery = { takes: { totalCount: number, edges: Array<{ cursor: string, node: { title: string, publishedAt: string | null, updatedAt: string } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type TopicListQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  orderBy?: Array<TopicOrder> | TopicOrder | null | undefined;
}>;


export type TopicListQuery = { topics: { totalCount: number, edges: Array<{ cursor: string, node: { slug: string, name: string, articleCount: number } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type NodeQueryVariables = Exact<{
  id: string;
}>;


export type NodeQuery = { node:
    | { __typename: 'Article', title: string, id: string }
    | { __typename: 'CrossReference', id: string, source: { title: string }, target: { title: string }, take: { title: string } }
    | { __typename: 'Person', name: string, id: string }
    | { __typename: 'Publisher', name: string, id: string }
    | { __typename: 'Take', title: string, id: string }
    | { __typename: 'Topic', name: string, id: string }
   | null };

export type ReferencesQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type ReferencesQuery = { articles: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ slug: string, title: string, url: string | null, referenceCount: number, referencedByCount: number, references: { totalCount: number, edges: Array<{ node: { title: string, url: string | null }, reference: { id: string, kind: ReferenceKind, detectedBy: DetectionMethod, confidence: number, position: number, targetTake: { url: string | null } | null, anchors: Array<{ exact: string, prefix: string, suffix: string, sentence: string, start: number, end: number, url: string | null }> } }> }, referencedBy: { totalCount: number, nodes: Array<{ title: string }> } }> } };

export type StatsQueryVariables = Exact<{ [key: string]: never; }>;


export type StatsQuery = { stats: { articles: number, takes: number, topics: number, people: number, publishers: number, crossReferences: number } };

export type TopicTreeQueryVariables = Exact<{ [key: string]: never; }>;


export type TopicTreeQuery = { topics: { nodes: Array<{ name: string, aliases: Array<string>, description: string | null, articleCount: number, broader: { name: string, broader: { name: string } | null } | null, articles: { nodes: Array<{ title: string }> } }> } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const IngestListingTakeFragmentDoc = new TypedDocumentString(`
    fragment IngestListingTake on Take {
  headline
  title
  url
  publishedAt
  authors {
    name
    slug
  }
  body {
    markdown
    text
    wordCount
  }
  links {
    url
    text
    article {
      title
      url
    }
  }
  references(first: 100) {
    totalCount
    edges {
      node {
        title
        url
      }
      reference {
        kind
        detectedBy
        confidence
        position
        targetTake {
          url
        }
        anchors {
          exact
          prefix
          suffix
          sentence
          start
          end
          url
        }
      }
    }
  }
}
    `, {"fragmentName":"IngestListingTake"}) as unknown as TypedDocumentString<IngestListingTakeFragment, unknown>;
export const ArticleCardsDocument = new TypedDocumentString(`
    query ArticleCards($first: Int!) {
  articles(first: $first, orderBy: [{ field: TITLE, direction: ASC }]) {
    nodes {
      title
      publisher {
        name
      }
      authors {
        name
      }
      take {
        title
        authors {
          name
        }
        body {
          excerpt
        }
      }
      topics {
        nodes {
          name
        }
      }
      references(first: 5) {
        nodes {
          title
        }
      }
      referencedBy(first: 5) {
        nodes {
          title
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ArticleCardsQuery, ArticleCardsQueryVariables>;
export const ArticleDocument = new TypedDocumentString(`
    query Article($by: ArticleBy!) {
  article(by: $by) {
    id
    slug
    title
    url
    summary
    language
    image
    publishedAt
    latestTakeAt
    takeCount
    createdAt
    updatedAt
    publisher {
      id
      slug
      name
      domain
      articleCount
    }
    authors {
      id
      slug
      name
      articleCount
    }
    topics {
      totalCount
      edges {
        assignedBy
        confidence
        node {
          id
          slug
          name
          articleCount
        }
      }
    }
    take {
      id
      headline
      title
      url
      publishedAt
      updatedAt
      revision
      authors {
        name
      }
      body {
        html
        markdown
        text
        excerpt(length: 60)
        wordCount
      }
      references {
        totalCount
        edges {
          node {
            title
          }
          reference {
            id
          }
        }
      }
      links {
        url
        text
        article {
          title
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ArticleQuery, ArticleQueryVariables>;
export const ArticlePageDocument = new TypedDocumentString(`
    query ArticlePage {
  articles(first: 1, orderBy: [{ field: REFERENCED_BY_COUNT }]) {
    nodes {
      id
      slug
      title
      url
      publishedAt
      publisher {
        name
      }
      authors {
        name
      }
      topics {
        nodes {
          name
          slug
        }
      }
      take {
        title
        publishedAt
        body {
          excerpt(length: 400)
          html
        }
      }
      references(first: 10) {
        totalCount
        nodes {
          title
          slug
        }
      }
      referencedBy(first: 10) {
        totalCount
        nodes {
          title
          slug
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ArticlePageQuery, ArticlePageQueryVariables>;
export const LatestTakesDocument = new TypedDocumentString(`
    query LatestTakes {
  takes(first: 10) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      title
      publishedAt
      url
      body {
        excerpt(length: 200)
        wordCount
      }
      article {
        title
        url
        publisher {
          name
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<LatestTakesQuery, LatestTakesQueryVariables>;
export const TopicDocument = new TypedDocumentString(`
    query Topic {
  topics(first: 5, orderBy: [{ field: ARTICLE_COUNT, direction: DESC }]) {
    totalCount
    nodes {
      name
      slug
      description
      articleCount
      broader {
        name
      }
      narrower {
        nodes {
          name
          articleCount
        }
      }
      articles(first: 5) {
        nodes {
          title
          latestTakeAt
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TopicQuery, TopicQueryVariables>;
export const ThreeLevelsDocument = new TypedDocumentString(`
    query ThreeLevels {
  articles(first: 1, orderBy: [{ field: REFERENCE_COUNT }]) {
    nodes {
      title
      references(first: 5) {
        nodes {
          title
          references(first: 5) {
            nodes {
              title
              references(first: 5) {
                nodes {
                  title
                }
              }
            }
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ThreeLevelsQuery, ThreeLevelsQueryVariables>;
export const BacklinksDocument = new TypedDocumentString(`
    query Backlinks {
  articles(first: 1, orderBy: [{ field: REFERENCED_BY_COUNT }]) {
    nodes {
      title
      referencedByCount
      referencedBy(first: 10) {
        edges {
          node {
            title
            slug
          }
          reference {
            detectedBy
            confidence
            anchors {
              exact
              sentence
              url
            }
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<BacklinksQuery, BacklinksQueryVariables>;
export const IngestListingDocument = new TypedDocumentString(`
    query IngestListing($after: String) {
  stats {
    articles
    takes
    topics
    people
    publishers
    crossReferences
  }
  articles(first: 100, after: $after, orderBy: [{ field: TITLE, direction: ASC }]) {
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      slug
      title
      url
      summary
      language
      image
      publishedAt
      latestTakeAt
      takeCount
      referenceCount
      referencedByCount
      publisher {
        name
        slug
        domain
        articleCount
      }
      authors {
        name
        slug
        articleCount
      }
      topics(first: 100) {
        edges {
          assignedBy
          confidence
          node {
            name
            slug
            articleCount
          }
        }
      }
      takes(first: 100) {
        nodes {
          ...IngestListingTake
        }
      }
      references(first: 100) {
        totalCount
        nodes {
          title
        }
      }
      referencedBy(first: 100) {
        totalCount
        nodes {
          title
        }
      }
    }
  }
}
    fragment IngestListingTake on Take {
  headline
  title
  url
  publishedAt
  authors {
    name
    slug
  }
  body {
    markdown
    text
    wordCount
  }
  links {
    url
    text
    article {
      title
      url
    }
  }
  references(first: 100) {
    totalCount
    edges {
      node {
        title
        url
      }
      reference {
        kind
        detectedBy
        confidence
        position
        targetTake {
          url
        }
        anchors {
          exact
          prefix
          suffix
          sentence
          start
          end
          url
        }
      }
    }
  }
}`) as unknown as TypedDocumentString<IngestListingQuery, IngestListingQueryVariables>;
export const IngestIdsDocument = new TypedDocumentString(`
    query IngestIds($by: ArticleBy!) {
  article(by: $by) {
    id
    slug
    title
    url
    updatedAt
    topics(first: 100) {
      nodes {
        id
        name
      }
    }
    takes(first: 100) {
      nodes {
        id
        url
        revision
        references(first: 100) {
          edges {
            node {
              id
              title
            }
            reference {
              id
            }
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<IngestIdsQuery, IngestIdsQueryVariables>;
export const TakeByUrlDocument = new TypedDocumentString(`
    query TakeByUrl($url: URL!) {
  take(by: { url: $url }) {
    id
    article {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<TakeByUrlQuery, TakeByUrlQueryVariables>;
export const ArticleListDocument = new TypedDocumentString(`
    query ArticleList($first: Int, $after: String, $last: Int, $before: String, $orderBy: [ArticleOrder!]) {
  articles(
    first: $first
    after: $after
    last: $last
    before: $before
    orderBy: $orderBy
  ) {
    totalCount
    edges {
      cursor
      node {
        slug
        title
        publishedAt
        latestTakeAt
        updatedAt
        referenceCount
        referencedByCount
      }
    }
    pageInfo {
      hasNextPage
      hasPreviousPage
      startCursor
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<ArticleListQuery, ArticleListQueryVariables>;
export const TakeListDocument = new TypedDocumentString(`
    query TakeList($first: Int, $after: String, $last: Int, $before: String, $orderBy: [TakeOrder!]) {
  takes(
    first: $first
    after: $after
    last: $last
    before: $before
    orderBy: $orderBy
  ) {
    totalCount
    edges {
      cursor
      node {
        title
        publishedAt
        updatedAt
      }
    }
    pageInfo {
      hasNextPage
      hasPreviousPage
      startCursor
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<TakeListQuery, TakeListQueryVariables>;
export const TopicListDocument = new TypedDocumentString(`
    query TopicList($first: Int, $after: String, $last: Int, $before: String, $orderBy: [TopicOrder!]) {
  topics(
    first: $first
    after: $after
    last: $last
    before: $before
    orderBy: $orderBy
  ) {
    totalCount
    edges {
      cursor
      node {
        slug
        name
        articleCount
      }
    }
    pageInfo {
      hasNextPage
      hasPreviousPage
      startCursor
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<TopicListQuery, TopicListQueryVariables>;
export const NodeDocument = new TypedDocumentString(`
    query Node($id: ID!) {
  node(id: $id) {
    __typename
    id
    ... on Article {
      title
    }
    ... on Take {
      title
    }
    ... on Topic {
      name
    }
    ... on Person {
      name
    }
    ... on Publisher {
      name
    }
    ... on CrossReference {
      source {
        title
      }
      target {
        title
      }
      take {
        title
      }
    }
  }
}
    `) as unknown as TypedDocumentString<NodeQuery, NodeQueryVariables>;
export const ReferencesDocument = new TypedDocumentString(`
    query References($after: String) {
  articles(first: 100, after: $after, orderBy: [{ field: TITLE, direction: ASC }]) {
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      slug
      title
      url
      referenceCount
      referencedByCount
      references(first: 100) {
        totalCount
        edges {
          node {
            title
            url
          }
          reference {
            id
            kind
            detectedBy
            confidence
            position
            targetTake {
              url
            }
            anchors {
              exact
              prefix
              suffix
              sentence
              start
              end
              url
            }
          }
        }
      }
      referencedBy(first: 100) {
        totalCount
        nodes {
          title
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ReferencesQuery, ReferencesQueryVariables>;
export const StatsDocument = new TypedDocumentString(`
    query Stats {
  stats {
    articles
    takes
    topics
    people
    publishers
    crossReferences
  }
}
    `) as unknown as TypedDocumentString<StatsQuery, StatsQueryVariables>;
export const TopicTreeDocument = new TypedDocumentString(`
    query TopicTree {
  topics(first: 100) {
    nodes {
      name
      aliases
      description
      articleCount
      broader {
        name
        broader {
          name
        }
      }
      articles(first: 100, orderBy: [{ field: TITLE, direction: ASC }]) {
        nodes {
          title
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TopicTreeQuery, TopicTreeQueryVariables>;