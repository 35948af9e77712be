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

/** What articles can be counted by. */
export type ArticleFacet =
  | 'AUTHOR'
  /** The tag as its source has it. */
  | 'LANGUAGE'
  | 'PUBLISHER'
  /** With the articles of narrower topics, as in filters. */
  | 'TOPIC'
  /** In which the original was published. */
  | 'YEAR';

/** Which articles a list holds. All that is given must hold; what is null is not given; an empty filter lets everything through. At most 50 conditions, 5 levels deep. */
export type ArticleFilter = {
  /** All of these must hold. */
  and?: Array<ArticleFilter> | null | undefined;
  /** The id of a Person on its byline. */
  author?: IdFilter | null | undefined;
  /** Whether the publication has commented on it. */
  hasTake?: boolean | null | undefined;
  /** Its own id. That of an article merged into another is that of the other. */
  id?: IdFilter | null | undefined;
  /** Whether it is a piece of the publication's own. */
  isOwn?: boolean | null | undefined;
  /** A BCP 47 tag: `startsWith: "en"`. */
  language?: StringFilter | null | undefined;
  /** The date of its newest take. */
  latestTakeAt?: DateTimeFilter | null | undefined;
  /** This must not hold. */
  not?: ArticleFilter | null | undefined;
  /** At least one of these must hold. */
  or?: Array<ArticleFilter> | null | undefined;
  /** When the original was published. */
  publishedAt?: DateTimeFilter | null | undefined;
  /** The id of a Publisher. */
  publisher?: IdFilter | null | undefined;
  /** How often its takes refer to others. */
  referenceCount?: IntFilter | null | undefined;
  /** Takes on the Article with this id refer to it. */
  referencedBy?: IdFilter | null | undefined;
  /** How often takes refer to it. */
  referencedByCount?: IntFilter | null | undefined;
  /** Its takes refer to the Article with this id. */
  references?: IdFilter | null | undefined;
  /** The main title, not alternative ones. */
  title?: StringFilter | null | undefined;
  /** What it is about. */
  topic?: TopicMatch | null | undefined;
  /** When one of its own fields last changed. */
  updatedAt?: DateTimeFilter | null | undefined;
  /** `Article.url`, not other addresses of the piece. */
  url?: StringFilter | null | undefined;
};

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

/** When a time must be. A missing time is neither before nor after another. */
export type DateTimeFilter = {
  /** Later. */
  gt?: string | null | undefined;
  /** Later, or at this time. */
  gte?: string | null | undefined;
  /** Whether there is no time. */
  isNull?: boolean | null | undefined;
  /** Earlier. */
  lt?: string | null | undefined;
  /** Earlier, or at this time. */
  lte?: string | null | undefined;
};

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

/** Why what was found is a reference, or is not sure enough to be one. */
export type DetectionReason =
  /** A link leads to an address of the article: certain. */
  | 'ADDRESS'
  /** A title of four words or more stands in the prose, word for word: sure. */
  | 'LONG_TITLE'
  /** The words of a short title stand there as any words do: a suggestion. */
  | 'SHORT_TITLE_IN_PASSING'
  /** A short title stands within a sentence, written with the title's capitals: sure. */
  | 'TITLE_IN_CAPITALS'
  /** A short title is quoted or emphasised, with no other words: sure. */
  | 'TITLE_SET_OFF';

/** Between which values a number must be. */
export type FloatFilter = {
  /** Greater or equal. */
  gte?: number | null | undefined;
  /** Less or equal. */
  lte?: number | null | undefined;
};

/** Which objects are meant. An id that is unknown, or that of another type, is the id of none. Where there are several, as authors, one of them must be meant. */
export type IdFilter = {
  /** This one. */
  eq?: string | null | undefined;
  /** One of these, at most 100. */
  in?: Array<string> | null | undefined;
  /** None of these, at most 100. Also true where there is no object. */
  notIn?: Array<string> | null | undefined;
};

/** What a number must be like. */
export type IntFilter = {
  /** Equal. */
  eq?: number | null | undefined;
  /** Greater. */
  gt?: number | null | undefined;
  /** Greater or equal. */
  gte?: number | null | undefined;
  /** Less. */
  lt?: number | null | undefined;
  /** Less or equal. */
  lte?: number | null | undefined;
};

/** Missing values come last in both. */
export type OrderDirection =
  | 'ASC'
  | 'DESC';

/** Which way references are followed. */
export type PathDirection =
  /** Both. */
  | 'ANY'
  /** From an article to those whose takes refer to it. */
  | 'BACKWARD'
  /** From an article to those that its takes refer to. */
  | 'FORWARD';

/** Any one address of a person. */
export type PersonBy =
  {   id: string; slug?: never; }
  |  { id?: never;   slug: string; };

/** Any one address of a publisher. */
export type PublisherBy =
  {   /** `Publisher.domain`, with or without `www.` */
  domain: string; id?: never; slug?: never; }
  |  { domain?: never;   id: string; slug?: never; }
  |  { domain?: never; id?: never;   slug: string; };

/** Which references a list holds. All that is given must hold; what is null is not given; an empty filter lets everything through. */
export type ReferenceFilter = {
  /** 0 to 1. */
  confidence?: FloatFilter | null | undefined;
  /** Found in one of these ways. */
  detectedBy?: Array<DetectionMethod> | null | undefined;
  /** One of these. */
  kind?: Array<ReferenceKind> | null | undefined;
  /** The date of the take that refers. */
  takePublishedAt?: DateTimeFilter | null | undefined;
};

/** How a take refers to a piece. */
export type ReferenceKind =
  /** It names or links it. What detection finds. */
  | 'MENTION'
  /** It quotes it. */
  | 'QUOTES'
  /** It sends the reader there. */
  | 'SEE_ALSO';

/** Why two articles are related. */
export type RelatedSignal =
  /** A take refers to both: the more, the fewer others it refers to. */
  | 'CO_REFERENCE'
  /** Takes of one refer to the other. */
  | 'DIRECT_REFERENCE'
  /** Both refer to an article: the more, the fewer others refer to it. */
  | 'SHARED_REFERENCE'
  /** Both are about a topic, or one broader than theirs: the more, the rarer it is. */
  | 'SHARED_TOPIC'
  /** The words that the other one says most are rare, and said by this one too. */
  | 'TEXT_SIMILARITY';

/** What is searched. */
export type SearchType =
  /** Titles, alternative titles and summaries of articles. */
  | 'ARTICLE'
  /** Names of people. */
  | 'PERSON'
  /** Takes, by their titles and what they say. */
  | 'TAKE'
  /** Names, aliases and descriptions of topics. */
  | 'TOPIC';

/** What a text must be like. `contains` and `startsWith` compare without regard to case and accents, the others exactly. At most 1,000 characters each. */
export type StringFilter = {
  /** Any text contains the empty one. */
  contains?: string | null | undefined;
  /** Exactly this. */
  eq?: string | null | undefined;
  /** One of these, at most 100. */
  in?: Array<string> | null | undefined;
  /** Whether there is no text. */
  isNull?: boolean | null | undefined;
  /** Anything but this. Also true where there is no text. */
  ne?: string | null | undefined;
  /** Any text starts with the empty one. */
  startsWith?: string | null | undefined;
};

/** Which takes a list holds. All that is given must hold; what is null is not given; an empty filter lets everything through. At most 50 conditions, 5 levels deep. */
export type TakeFilter = {
  /** All of these must hold. */
  and?: Array<TakeFilter> | null | undefined;
  /** The id of the Article that it is about. */
  article?: IdFilter | null | undefined;
  /** The id of a Person on the take's byline. */
  author?: IdFilter | null | undefined;
  /** Its own id. */
  id?: IdFilter | null | undefined;
  /** This must not hold. */
  not?: TakeFilter | null | undefined;
  /** At least one of these must hold. */
  or?: Array<TakeFilter> | null | undefined;
  /** The date that its document states. */
  publishedAt?: DateTimeFilter | null | undefined;
  /** It refers to the Article with this id. */
  references?: IdFilter | null | undefined;
  /** Topics of the article that it is about. */
  topic?: TopicMatch | null | undefined;
};

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

/** What a text is written in. */
export type TextFormat =
  | 'HTML'
  | 'MARKDOWN'
  | 'TEXT';

/** Who gave an article its topic. */
export type TopicAssignment =
  /** An editor. */
  | 'EDITOR'
  /** A take names it, by its name or an alias, often enough. */
  | 'KEYWORD'
  /** Its document. */
  | 'SOURCE';

/** Any one address of a topic. */
export type TopicBy =
  {   id: string; slug?: never; }
  |  { id?: never;   slug: string; };

/** Which topics a list holds. All that is given must hold; what is null is not given; an empty filter lets everything through. */
export type TopicFilter = {
  /** The id of the Topic directly above it. */
  broader?: IdFilter | null | undefined;
  /** Whether there is no broader topic. */
  isRoot?: boolean | null | undefined;
  /** Its name, not aliases. */
  name?: StringFilter | null | undefined;
};

/** Which topics an article must have. At most 100 in each list. */
export type TopicMatch = {
  /** Each of these. */
  allOf?: Array<string> | null | undefined;
  /** At least one of these. */
  anyOf?: Array<string> | null | undefined;
  /** An article of a narrower topic, at any depth, is one of the broader too. */
  includeNarrower?: boolean | null | undefined;
  /** None of these. */
  noneOf?: Array<string> | null | undefined;
};

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


export type ArticleQuery = { article: { id: string, slug: string, title: string, alternativeTitles: Array<string>, url: string | null, otherUrls: Array<string>, isOwn: boolean, summary: string | null, language: string | null, image: string | null, publishedAt: string | null, latestTakeAt: string | null, takeCount: number, createdAt: string, updatedAt: string, publisher: { id: string, slug: string, name: string, domain: string | null, articleCount: number } | null, authors: Array<{ id: string, slug: string, name: string, articleCount: number }>, topics: { totalCount: number, edges: Array<{ assignedBy: TopicAssignment, confidence: number, node: { id: string, slug: string, name: string, articleCount: number } }> }, take: { id: string, headline: string | null, title: string, url: string | null, publishedAt: string | null, updatedAt: string, revision: number, authors: Array<{ name: string }>, body: { html: string, markdown: string, text: string, excerpt: string, wordCount: number }, references: { totalCount: number, edges: Array<{ node: { title: string }, reference: { id: string } }> }, links: Array<{ url: string, text: string, article: { title: string } | null }> } | null } | null };

export type DetectReferencesQueryVariables = Exact<{
  text: string;
  format?: TextFormat | null | undefined;
}>;


export type DetectReferencesQuery = { detectReferences: Array<{ detectedBy: DetectionMethod, confidence: number, isReference: boolean, reason: DetectionReason, matched: string, article: { title: string }, anchor: { exact: string, sentence: string, start: number, end: number, url: string | null } }> };

export type BacklinksQueryVariables = Exact<{ [key: string]: never; }>;


export type BacklinksQuery = { articles: { nodes: Array<{ title: string, referencedByCount: number, referencedBy: { edges: Array<{ node: { title: string, slug: string }, reference: { detectedBy: DetectionMethod, confidence: number, anchors: Array<{ exact: string, sentence: string, url: string | null }> } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } }> } };

export type ArticlePageQueryVariables = Exact<{ [key: string]: never; }>;


export type ArticlePageQuery = { articles: { nodes: Array<{ id: string, slug: string, title: string, url: string | null, publishedAt: string | null, publisher: { name: string } | null, authors: Array<{ name: string }>, topics: { nodes: Array<{ name: string, slug: string }> }, take: { title: string, publishedAt: string | null, body: { excerpt: string, html: string } } | null, references: { totalCount: number, nodes: Array<{ title: string, slug: string }> }, referencedBy: { totalCount: number, nodes: Array<{ title: string, slug: string }> } }> } };

export type LatestTakesQueryVariables = Exact<{ [key: string]: never; }>;


export type LatestTakesQuery = { takes: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ title: string, publishedAt: string | null, url: string | null, body: { excerpt: string, wordCount: number }, article: { title: string, url: string | null, publisher: { name: string } | null } }> } };

export type TopicQueryVariables = Exact<{ [key: string]: never; }>;


export type TopicQuery = { topics: { totalCount: number, nodes: Array<{ name: string, slug: string, description: string | null, articleCount: number, narrower: { nodes: Array<{ name: string, articleCount: number, narrower: { nodes: Array<{ name: string, articleCount: number }> } }> }, articles: { nodes: Array<{ title: string, latestTakeAt: string | null, take: { body: { excerpt: string } } | null }> } }> } };

export type ThreeLevelsQueryVariables = Exact<{ [key: string]: never; }>;


export type ThreeLevelsQuery = { articles: { nodes: Array<{ title: string, references: { nodes: Array<{ title: string, references: { nodes: Array<{ title: string, references: { nodes: Array<{ title: string }> } }> } }> } }> } };

export type FilterQueryVariables = Exact<{ [key: string]: never; }>;


export type FilterQuery = { articles: { totalCount: number, nodes: Array<{ title: string, url: string | null, otherUrls: Array<string>, referencedByCount: number, referenceCount: number, take: { publishedAt: string | null, next: { title: string } | null } | null }> } };

export type WhatWouldItReferToQueryVariables = Exact<{ [key: string]: never; }>;


export type WhatWouldItReferToQuery = { detectReferences: Array<{ isReference: boolean, confidence: number, reason: DetectionReason, article: { title: string, slug: string }, anchor: { exact: string, sentence: string } }> };

export type SearchEverythingQueryVariables = Exact<{
  query: string;
}>;


export type SearchEverythingQuery = { search: { totalCount: number, edges: Array<{ score: number, highlights: Array<{ field: string, html: string }>, node:
        | { __typename: 'Article', title: string, slug: string }
        | { __typename: 'Person', name: string }
        | { __typename: 'Take', title: string, publishedAt: string | null }
        | { __typename: 'Topic', name: string }
       }> } };

export type SearchBoxQueryVariables = Exact<{
  prefix: string;
}>;


export type SearchBoxQuery = { suggest: Array<{ text: string, node:
      | { __typename: 'Article', slug: string }
      | { __typename: 'Person', slug: string }
      | { __typename: 'Take' }
      | { __typename: 'Topic', slug: string }
     }> };

export type CountByFacetQueryVariables = Exact<{ [key: string]: never; }>;


export type CountByFacetQuery = { articles: { totalCount: number, facets: Array<{ by: ArticleFacet, buckets: Array<{ key: string, label: string, count: number, node:
          | { id: string }
          | { id: string }
          | { id: string }
          | { id: string }
          | { id: string }
          | { id: string }
         | null }> }> }, takeArchive: Array<{ year: number, month: number, count: number }> };

export type WhatToReadNextQueryVariables = Exact<{
  slug: string;
}>;


export type WhatToReadNextQuery = { article: { id: string, title: string, related: { edges: Array<{ score: number, node: { id: string, title: string }, reasons: Array<{ signal: RelatedSignal, contribution: number, terms: Array<string>, topics: Array<{ name: string }>, references: Array<{ source: { title: string }, target: { title: string } }> }> }> } } | null };

export type TopicPageQueryVariables = Exact<{
  slug: string;
  since: string;
}>;


export type TopicPageQuery = { topic: { name: string, articleCount: number, mostReferenced: Array<{ count: number, article: { title: string } }>, lately: Array<{ count: number, article: { title: string } }>, adjacent: Array<{ sharedArticles: number, similarity: number, topic: { name: string } }> } | null };

export type FacetsQueryVariables = Exact<{
  where?: ArticleFilter | null | undefined;
  facets: Array<ArticleFacet> | ArticleFacet;
  limit?: number | null | undefined;
}>;


export type FacetsQuery = { articles: { totalCount: number, facets: Array<{ by: ArticleFacet, buckets: Array<{ key: string, label: string, count: number, node:
          | { __typename: 'Article', id: string }
          | { __typename: 'CrossReference', id: string }
          | { __typename: 'Person', id: string }
          | { __typename: 'Publisher', id: string }
          | { __typename: 'Take', id: string }
          | { __typename: 'Topic', id: string }
         | null }> }> } };

export type TakeArchiveQueryVariables = Exact<{ [key: string]: never; }>;


export type TakeArchiveQuery = { takeArchive: Array<{ year: number, month: number, count: number }> };

export type FilterDataQueryVariables = Exact<{ [key: string]: never; }>;


export type FilterDataQuery = { articles: { totalCount: number, nodes: Array<{ id: string, slug: string, title: string, url: string | null, language: string | null, isOwn: boolean, publishedAt: string | null, latestTakeAt: string | null, updatedAt: string, takeCount: number, referenceCount: number, referencedByCount: number, publisher: { id: string } | null, authors: Array<{ id: string }>, topics: { nodes: Array<{ id: string }> }, references: { nodes: Array<{ id: string }> }, referencedBy: { nodes: Array<{ id: string }> } }> }, takes: { totalCount: number, nodes: Array<{ id: string, publishedAt: string | null, updatedAt: string, article: { id: string }, authors: Array<{ id: string }>, references: { nodes: Array<{ id: string }> } }> }, topics: { nodes: Array<{ id: string, slug: string, name: string, articleCount: number, broader: { id: string } | null }> } };

export type FilteredReferencesQueryVariables = Exact<{
  first: number;
  where?: ReferenceFilter | null | undefined;
  articles?: ArticleFilter | null | undefined;
}>;


export type FilteredReferencesQuery = { articles: { totalCount: number, nodes: Array<{ title: string, references: { totalCount: number, nodes: Array<{ title: string }> }, referencedBy: { totalCount: number, nodes: Array<{ title: string }> }, take: { references: { totalCount: number, nodes: Array<{ title: string }> } } | null }> } };

export type RelatedArticlesQueryVariables = Exact<{
  slug: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
  where?: ArticleFilter | null | undefined;
}>;


export type RelatedArticlesQuery = { article: { id: string, related: { totalCount: number, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, endCursor: string | null }, nodes: Array<{ slug: string }>, edges: Array<{ cursor: string, score: number, node: { id: string, slug: string }, reasons: Array<{ signal: RelatedSignal, contribution: number, terms: Array<string>, topics: Array<{ slug: string }>, references: Array<{ id: string, source: { slug: string }, target: { slug: string } }> }> }> } } | null };

export type RelatedInListsQueryVariables = Exact<{
  first?: number | null | undefined;
  related?: number | null | undefined;
  where?: ArticleFilter | null | undefined;
}>;


export type RelatedInListsQuery = { articles: { nodes: Array<{ slug: string, related: { edges: Array<{ score: number, node: { slug: string }, reasons: Array<{ signal: RelatedSignal, terms: Array<string>, references: Array<{ kind: ReferenceKind }>, topics: Array<{ slug: string }> }> }> } }> } };

export type PathBetweenQueryVariables = Exact<{
  from: string;
  to: string;
  maxLength?: number | null | undefined;
  direction?: PathDirection | null | undefined;
}>;


export type PathBetweenQuery = { path: { length: number, articles: Array<{ slug: string }>, references: Array<{ id: string, source: { slug: string }, target: { slug: string } }> } | null };

export type NeighborhoodOfQueryVariables = Exact<{
  id: string;
  depth?: number | null | undefined;
  limit?: number | null | undefined;
}>;


export type NeighborhoodOfQuery = { neighborhood: { truncated: boolean, root: { slug: string }, articles: Array<{ slug: string }>, references: Array<{ id: string, source: { slug: string }, target: { slug: string } }> } | null };

export type TopicGraphQueryVariables = Exact<{
  slug: string;
  first?: number | null | undefined;
  since?: string | null | undefined;
  includeNarrower?: boolean | null | undefined;
}>;


export type TopicGraphQuery = { topic: { id: string, articleCount: number, mostReferenced: Array<{ count: number, article: { slug: string } }>, adjacent: Array<{ sharedArticles: number, similarity: number, topic: { slug: string } }> } | null };

export type TopicGraphInListsQueryVariables = Exact<{
  first?: number | null | undefined;
  since?: string | null | undefined;
}>;


export type TopicGraphInListsQuery = { topics: { nodes: Array<{ slug: string, articleCount: number, mostReferenced: Array<{ count: number, article: { slug: string } }>, adjacent: Array<{ sharedArticles: number, topic: { slug: string } }> }> } };

export type ArticleIdsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type ArticleIdsQuery = { articles: { nodes: Array<{ id: string, slug: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type IngestListingQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type IngestListingQuery = { stats: { articles: number, takes: number, topics: number, people: number, publishers: number, crossReferences: number }, topics: { nodes: Array<{ name: string, aliases: Array<string>, description: string | null, articleCount: number, broader: { name: string } | null }> }, articles: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ slug: string, title: string, alternativeTitles: Array<string>, url: string | null, otherUrls: Array<string>, isOwn: boolean, summary: string | null, language: string | null, image: string | null, publishedAt: string | null, latestTakeAt: string | null, takeCount: number, referenceCount: number, referencedByCount: number, publisher: { name: string, slug: string, domain: string | null, articleCount: number } | null, authors: Array<{ name: string, url: string | null, slug: string, articleCount: number }>, topics: { edges: Array<{ assignedBy: TopicAssignment, confidence: number, node: { name: string, slug: string, articleCount: number } }> }, takes: { nodes: Array<{ headline: string | null, title: string, url: string | null, publishedAt: string | null, previous: { title: string, url: string | null } | null, next: { title: string, url: string | null } | null, authors: Array<{ name: string, slug: string }>, body: { markdown: string, text: string, wordCount: number }, links: Array<{ url: string, text: string, article: { title: string, url: string | null } | null }>, references: { totalCount: number, edges: Array<{ node: { title: string, url: string | null }, reference: { kind: ReferenceKind, detectedBy: DetectionMethod, confidence: number, position: number, targetTake: { url: string | null } | null, anchors: Array<{ exact: string, prefix: string, suffix: string, sentence: string, start: number, end: number, url: string | null }> } }> } }> }, references: { totalCount: number, nodes: Array<{ title: string }> }, referencedBy: { totalCount: number, nodes: Array<{ title: string }> } }> } };

export type IngestListingTakeFragment = { headline: string | null, title: string, url: string | null, publishedAt: string | null, previous: { title: string, url: string | null } | null, next: { title: string, url: string | null } | null, authors: Array<{ name: string, slug: string }>, body: { markdown: string, text: string, wordCount: number }, links: Array<{ url: string, text: string, article: { title: string, url: string | null } | null }>, references: { totalCount: number, edges: Array<{ node: { title: string, url: string | null }, reference: { kind: ReferenceKind, detectedBy: DetectionMethod, confidence: number, position: number, targetTake: { url: string | null } | null, anchors: Array<{ exact: string, prefix: string, suffix: string, sentence: string, start: number, end: number, url: string | null }> } }> } };

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
  where?: ArticleFilter | null | undefined;
  orderBy?: Array<ArticleOrder> | ArticleOrder | null | undefined;
}>;


export type ArticleListQuery = { articles: { totalCount: number, edges: Array<{ cursor: string, node: { slug: string, title: string, publishedAt: string | null, latestTakeAt: string | null, updatedAt: string, referenceCount: number, referencedByCount: number } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type TakeListQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  where?: TakeFilter | null | undefined;
  orderBy?: Array<TakeOrder> | TakeOrder | null | undefined;
}>;


export type TakeListQuery = { takes: { totalCount: number, edges: Array<{ cursor: string, node: { id: string, title: string, publishedAt: string | null, updatedAt: string } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type TopicListQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  where?: TopicFilter | null | undefined;
  orderBy?: Array<TopicOrder> | TopicOrder | null | undefined;
}>;


export type TopicListQuery = { topics: { totalCount: number, edges: Array<{ cursor: string, node: { slug: string, name: string, articleCount: number } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type PersonListQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type PersonListQuery = { people: { totalCount: number, edges: Array<{ cursor: string, node: { id: string, slug: string, name: string } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type PublisherListQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type PublisherListQuery = { publishers: { totalCount: number, edges: Array<{ cursor: string, node: { id: string, slug: string, name: string, domain: string | null } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type ReferenceListQueryVariables = Exact<{
  slug: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  where?: ReferenceFilter | null | undefined;
  to?: boolean | null | undefined;
  from?: boolean | null | undefined;
  ofTake?: boolean | null | undefined;
}>;


export type ReferenceListQuery = { article: { references?: { totalCount: number, edges: Array<{ cursor: string, node: { slug: string }, reference: { kind: ReferenceKind, detectedBy: DetectionMethod, confidence: number, take: { publishedAt: string | null } } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } }, referencedBy?: { totalCount: number, edges: Array<{ cursor: string, node: { slug: string }, reference: { kind: ReferenceKind, detectedBy: DetectionMethod, confidence: number, take: { publishedAt: string | null } } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } }, take?: { references: { totalCount: number, edges: Array<{ cursor: string, node: { slug: string }, reference: { kind: ReferenceKind, detectedBy: DetectionMethod, confidence: number, take: { publishedAt: string | null } } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } } | null } | null };

export type ReferencePageFragment = { totalCount: number, edges: Array<{ cursor: string, node: { slug: string }, reference: { kind: ReferenceKind, detectedBy: DetectionMethod, confidence: number, take: { publishedAt: string | null } } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } };

export type NeighboursQueryVariables = Exact<{
  first: number;
}>;


export type NeighboursQuery = { takes: { nodes: Array<{ title: string, publishedAt: string | null, previous: { title: string } | null, next: { title: string } | null }> } };

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

export type NodesQueryVariables = Exact<{
  ids: Array<string> | string;
}>;


export type NodesQuery = { nodes: Array<
    | { __typename: 'Article', title: string, id: string }
    | { __typename: 'CrossReference', id: string, source: { title: string }, target: { title: string }, take: { title: string } }
    | { __typename: 'Person', name: string, id: string }
    | { __typename: 'Publisher', name: string, id: string }
    | { __typename: 'Take', title: string, id: string }
    | { __typename: 'Topic', name: string, id: string }
   | null> };

type AnyNode_Article_Fragment = { __typename: 'Article', title: string, id: string };

type AnyNode_CrossReference_Fragment = { __typename: 'CrossReference', id: string, source: { title: string }, target: { title: string }, take: { title: string } };

type AnyNode_Person_Fragment = { __typename: 'Person', name: string, id: string };

type AnyNode_Publisher_Fragment = { __typename: 'Publisher', name: string, id: string };

type AnyNode_Take_Fragment = { __typename: 'Take', title: string, id: string };

type AnyNode_Topic_Fragment = { __typename: 'Topic', name: string, id: string };

export type AnyNodeFragment =
  | AnyNode_Article_Fragment
  | AnyNode_CrossReference_Fragment
  | AnyNode_Person_Fragment
  | AnyNode_Publisher_Fragment
  | AnyNode_Take_Fragment
  | AnyNode_Topic_Fragment
;

export type PersonQueryVariables = Exact<{
  by: PersonBy;
}>;


export type PersonQuery = { person: { id: string, slug: string, name: string, url: string | null, articleCount: number } | null };

export type PublisherQueryVariables = Exact<{
  by: PublisherBy;
}>;


export type PublisherQuery = { publisher: { id: string, slug: string, name: string, domain: string | null, articleCount: number } | null };

export type PublicationQueryVariables = Exact<{ [key: string]: never; }>;


export type PublicationQuery = { publication: { name: string, url: string | null, description: string | null, language: string | null, updatedAt: string | null } };

export type ReferencesQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type ReferencesQuery = { articles: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ slug: string, title: string, url: string | null, referenceCount: number, referencedByCount: number, references: { totalCount: number, edges: Array<{ node: { title: string, url: string | null }, reference: { id: string, kind: ReferenceKind, detectedBy: DetectionMethod, confidence: number, position: number, targetTake: { url: string | null } | null, anchors: Array<{ exact: string, prefix: string, suffix: string, sentence: string, start: number, end: number, url: string | null }> } }> }, referencedBy: { totalCount: number, nodes: Array<{ title: string }> } }> } };

export type SearchQueryVariables = Exact<{
  query: string;
  types?: Array<SearchType> | SearchType | null | undefined;
  where?: ArticleFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type SearchQuery = { search: { totalCount: number, totalCountIsCapped: boolean, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, edges: Array<{ cursor: string, score: number, highlights: Array<{ field: string, html: string }>, node:
        | { __typename: 'Article', id: string, title: string }
        | { __typename: 'Person', id: string, name: string }
        | { __typename: 'Take', id: string, title: string, publishedAt: string | null }
        | { __typename: 'Topic', id: string, name: string }
       }> } };

export type SearchHitsQueryVariables = Exact<{
  query: string;
  types?: Array<SearchType> | SearchType | null | undefined;
  where?: ArticleFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type SearchHitsQuery = { search: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<
      | { __typename: 'Article', id: string, title: string }
      | { __typename: 'Person', id: string, name: string }
      | { __typename: 'Take', id: string, title: string, publishedAt: string | null }
      | { __typename: 'Topic', id: string, name: string }
    > } };

export type SuggestQueryVariables = Exact<{
  prefix: string;
  types?: Array<SearchType> | SearchType | null | undefined;
  first?: number | null | undefined;
}>;


export type SuggestQuery = { suggest: Array<{ text: string, node:
      | { __typename: 'Article', id: string, title: string }
      | { __typename: 'Person', id: string, name: string }
      | { __typename: 'Take', id: string, title: string, publishedAt: string | null }
      | { __typename: 'Topic', id: string, name: string }
     }> };

type FoundNode_Article_Fragment = { __typename: 'Article', id: string, title: string };

type FoundNode_Person_Fragment = { __typename: 'Person', id: string, name: string };

type FoundNode_Take_Fragment = { __typename: 'Take', id: string, title: string, publishedAt: string | null };

type FoundNode_Topic_Fragment = { __typename: 'Topic', id: string, name: string };

export type FoundNodeFragment =
  | FoundNode_Article_Fragment
  | FoundNode_Person_Fragment
  | FoundNode_Take_Fragment
  | FoundNode_Topic_Fragment
;

export type StatsQueryVariables = Exact<{ [key: string]: never; }>;


export type StatsQuery = { stats: { articles: number, takes: number, topics: number, people: number, publishers: number, crossReferences: number } };

export type TopicListingQueryVariables = Exact<{ [key: string]: never; }>;


export type TopicListingQuery = { topics: { nodes: Array<{ name: string, aliases: Array<string>, description: string | null, articleCount: number, broader: { name: string, broader: { name: string } | null } | null, articles: { nodes: Array<{ title: string }> } }> } };

export type TopicTreeQueryVariables = Exact<{
  by: TopicBy;
}>;


export type TopicTreeQuery = { topic: { id: string, slug: string, name: string, aliases: Array<string>, description: string | null, articleCount: number, broader: { name: string } | null, narrower: { totalCount: number, nodes: Array<{ name: string }> } } | null };

export type TopicsOfArticlesQueryVariables = Exact<{ [key: string]: never; }>;


export type TopicsOfArticlesQuery = { articles: { nodes: Array<{ title: string, topics: { edges: Array<{ assignedBy: TopicAssignment, confidence: number, node: { name: string } }> } }> }, topics: { nodes: Array<{ name: string, articleCount: number, articles: { totalCount: number } }> } };

export type WantedQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type WantedQuery = { wanted: { totalCount: number, nodes: Array<{ url: string, text: string, takeCount: number }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

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
  previous {
    title
    url
  }
  next {
    title
    url
  }
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
export const ReferencePageFragmentDoc = new TypedDocumentString(`
    fragment ReferencePage on ReferenceConnection {
  totalCount
  edges {
    cursor
    node {
      slug
    }
    reference {
      kind
      detectedBy
      confidence
      take {
        publishedAt
      }
    }
  }
  pageInfo {
    hasNextPage
    hasPreviousPage
    startCursor
    endCursor
  }
}
    `, {"fragmentName":"ReferencePage"}) as unknown as TypedDocumentString<ReferencePageFragment, unknown>;
export const AnyNodeFragmentDoc = new TypedDocumentString(`
    fragment AnyNode on Node {
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
    `, {"fragmentName":"AnyNode"}) as unknown as TypedDocumentString<AnyNodeFragment, unknown>;
export const FoundNodeFragmentDoc = new TypedDocumentString(`
    fragment FoundNode on SearchHit {
  __typename
  ... on Article {
    id
    title
  }
  ... on Take {
    id
    title
    publishedAt
  }
  ... on Topic {
    id
    name
  }
  ... on Person {
    id
    name
  }
}
    `, {"fragmentName":"FoundNode"}) as unknown as TypedDocumentString<FoundNodeFragment, unknown>;
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
    alternativeTitles
    url
    otherUrls
    isOwn
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
export const DetectReferencesDocument = new TypedDocumentString(`
    query DetectReferences($text: String!, $format: TextFormat = MARKDOWN) {
  detectReferences(text: $text, format: $format) {
    article {
      title
    }
    anchor {
      exact
      sentence
      start
      end
      url
    }
    detectedBy
    confidence
    isReference
    reason
    matched
  }
}
    `) as unknown as TypedDocumentString<DetectReferencesQuery, DetectReferencesQueryVariables>;
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
  topics(
    first: 10
    where: { isRoot: true }
    orderBy: [{ field: ARTICLE_COUNT, direction: DESC }]
  ) {
    totalCount
    nodes {
      name
      slug
      description
      articleCount
      narrower {
        nodes {
          name
          articleCount
          narrower {
            nodes {
              name
              articleCount
            }
          }
        }
      }
      articles(first: 3) {
        nodes {
          title
          latestTakeAt
          take {
            body {
              excerpt(length: 100)
            }
          }
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
          references(first: 3) {
            nodes {
              title
              references(first: 3) {
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
export const FilterDocument = new TypedDocumentString(`
    query Filter {
  articles(
    first: 10
    where: {
      isOwn: false
      referencedByCount: { gte: 3 }
      or: [{ hasTake: false }, { referenceCount: { lte: 2 } }]
      not: { language: { startsWith: "de" } }
    }
    orderBy: [{ field: REFERENCED_BY_COUNT }, { field: TITLE, direction: ASC }]
  ) {
    totalCount
    nodes {
      title
      url
      otherUrls
      referencedByCount
      referenceCount
      take {
        publishedAt
        next {
          title
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FilterQuery, FilterQueryVariables>;
export const WhatWouldItReferToDocument = new TypedDocumentString(`
    query WhatWouldItReferTo {
  detectReferences(
    text: """
    Before we wrote down how to share secrets, there was
    New Directions in Cryptography; and A Mathematical
    Theory of Communication had said what there is to hide.
    """
  ) {
    article {
      title
      slug
    }
    anchor {
      exact
      sentence
    }
    isReference
    confidence
    reason
  }
}
    `) as unknown as TypedDocumentString<WhatWouldItReferToQuery, WhatWouldItReferToQueryVariables>;
export const SearchEverythingDocument = new TypedDocumentString(`
    query SearchEverything($query: String!) {
  search(query: $query, first: 10) {
    totalCount
    edges {
      score
      highlights {
        field
        html
      }
      node {
        __typename
        ... on Article {
          title
          slug
        }
        ... on Take {
          title
          publishedAt
        }
        ... on Topic {
          name
        }
        ... on Person {
          name
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SearchEverythingQuery, SearchEverythingQueryVariables>;
export const SearchBoxDocument = new TypedDocumentString(`
    query SearchBox($prefix: String!) {
  suggest(prefix: $prefix) {
    text
    node {
      __typename
      ... on Article {
        slug
      }
      ... on Topic {
        slug
      }
      ... on Person {
        slug
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SearchBoxQuery, SearchBoxQueryVariables>;
export const CountByFacetDocument = new TypedDocumentString(`
    query CountByFacet {
  articles(first: 0, where: { hasTake: true }) {
    totalCount
    facets(by: [TOPIC, AUTHOR, YEAR], limit: 5) {
      by
      buckets {
        key
        label
        count
        node {
          id
        }
      }
    }
  }
  takeArchive {
    year
    month
    count
  }
}
    `) as unknown as TypedDocumentString<CountByFacetQuery, CountByFacetQueryVariables>;
export const WhatToReadNextDocument = new TypedDocumentString(`
    query WhatToReadNext($slug: String!) {
  article(by: { slug: $slug }) {
    id
    title
    related(first: 5) {
      edges {
        score
        node {
          id
          title
        }
        reasons {
          signal
          contribution
          terms
          topics {
            name
          }
          references {
            source {
              title
            }
            target {
              title
            }
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<WhatToReadNextQuery, WhatToReadNextQueryVariables>;
export const TopicPageDocument = new TypedDocumentString(`
    query TopicPage($slug: String!, $since: DateTime!) {
  topic(by: { slug: $slug }) {
    name
    articleCount
    mostReferenced(first: 5) {
      count
      article {
        title
      }
    }
    lately: mostReferenced(first: 5, since: $since) {
      count
      article {
        title
      }
    }
    adjacent(first: 5, includeBroaderAndNarrower: false) {
      sharedArticles
      similarity
      topic {
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TopicPageQuery, TopicPageQueryVariables>;
export const FacetsDocument = new TypedDocumentString(`
    query Facets($where: ArticleFilter, $facets: [ArticleFacet!]!, $limit: Int) {
  articles(where: $where, first: 0) {
    totalCount
    facets(by: $facets, limit: $limit) {
      by
      buckets {
        key
        label
        count
        node {
          __typename
          id
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FacetsQuery, FacetsQueryVariables>;
export const TakeArchiveDocument = new TypedDocumentString(`
    query TakeArchive {
  takeArchive {
    year
    month
    count
  }
}
    `) as unknown as TypedDocumentString<TakeArchiveQuery, TakeArchiveQueryVariables>;
export const FilterDataDocument = new TypedDocumentString(`
    query FilterData {
  articles(first: 100, orderBy: [{ field: TITLE, direction: ASC }]) {
    totalCount
    nodes {
      id
      slug
      title
      url
      language
      isOwn
      publishedAt
      latestTakeAt
      updatedAt
      takeCount
      referenceCount
      referencedByCount
      publisher {
        id
      }
      authors {
        id
      }
      topics(first: 100) {
        nodes {
          id
        }
      }
      references(first: 100) {
        nodes {
          id
        }
      }
      referencedBy(first: 100) {
        nodes {
          id
        }
      }
    }
  }
  takes(first: 100) {
    totalCount
    nodes {
      id
      publishedAt
      updatedAt
      article {
        id
      }
      authors {
        id
      }
      references(first: 100) {
        nodes {
          id
        }
      }
    }
  }
  topics(first: 100) {
    nodes {
      id
      slug
      name
      articleCount
      broader {
        id
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FilterDataQuery, FilterDataQueryVariables>;
export const FilteredReferencesDocument = new TypedDocumentString(`
    query FilteredReferences($first: Int!, $where: ReferenceFilter, $articles: ArticleFilter) {
  articles(
    first: $first
    where: $articles
    orderBy: [{ field: TITLE, direction: ASC }]
  ) {
    totalCount
    nodes {
      title
      references(first: 5, where: $where) {
        totalCount
        nodes {
          title
        }
      }
      referencedBy(first: 5, where: $where) {
        totalCount
        nodes {
          title
        }
      }
      take {
        references(first: 5, where: $where) {
          totalCount
          nodes {
            title
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FilteredReferencesQuery, FilteredReferencesQueryVariables>;
export const RelatedArticlesDocument = new TypedDocumentString(`
    query RelatedArticles($slug: String!, $first: Int, $after: String, $where: ArticleFilter) {
  article(by: { slug: $slug }) {
    id
    related(first: $first, after: $after, where: $where) {
      totalCount
      pageInfo {
        hasNextPage
        hasPreviousPage
        endCursor
      }
      nodes {
        slug
      }
      edges {
        cursor
        score
        node {
          id
          slug
        }
        reasons {
          signal
          contribution
          terms
          topics {
            slug
          }
          references {
            id
            source {
              slug
            }
            target {
              slug
            }
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<RelatedArticlesQuery, RelatedArticlesQueryVariables>;
export const RelatedInListsDocument = new TypedDocumentString(`
    query RelatedInLists($first: Int, $related: Int, $where: ArticleFilter) {
  articles(first: $first, orderBy: [{ field: TITLE, direction: ASC }]) {
    nodes {
      slug
      related(first: $related, where: $where) {
        edges {
          score
          node {
            slug
          }
          reasons {
            signal
            references {
              kind
            }
            topics {
              slug
            }
            terms
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<RelatedInListsQuery, RelatedInListsQueryVariables>;
export const PathBetweenDocument = new TypedDocumentString(`
    query PathBetween($from: ID!, $to: ID!, $maxLength: Int, $direction: PathDirection) {
  path(from: $from, to: $to, maxLength: $maxLength, direction: $direction) {
    length
    articles {
      slug
    }
    references {
      id
      source {
        slug
      }
      target {
        slug
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PathBetweenQuery, PathBetweenQueryVariables>;
export const NeighborhoodOfDocument = new TypedDocumentString(`
    query NeighborhoodOf($id: ID!, $depth: Int, $limit: Int) {
  neighborhood(of: $id, depth: $depth, limit: $limit) {
    root {
      slug
    }
    articles {
      slug
    }
    references {
      id
      source {
        slug
      }
      target {
        slug
      }
    }
    truncated
  }
}
    `) as unknown as TypedDocumentString<NeighborhoodOfQuery, NeighborhoodOfQueryVariables>;
export const TopicGraphDocument = new TypedDocumentString(`
    query TopicGraph($slug: String!, $first: Int, $since: DateTime, $includeNarrower: Boolean) {
  topic(by: { slug: $slug }) {
    id
    articleCount(includeNarrower: $includeNarrower)
    mostReferenced(first: $first, since: $since, includeNarrower: $includeNarrower) {
      count
      article {
        slug
      }
    }
    adjacent(first: $first) {
      sharedArticles
      similarity
      topic {
        slug
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TopicGraphQuery, TopicGraphQueryVariables>;
export const TopicGraphInListsDocument = new TypedDocumentString(`
    query TopicGraphInLists($first: Int, $since: DateTime) {
  topics(first: $first) {
    nodes {
      slug
      articleCount(includeNarrower: false)
      mostReferenced(first: 3, since: $since) {
        count
        article {
          slug
        }
      }
      adjacent(first: 3) {
        sharedArticles
        topic {
          slug
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TopicGraphInListsQuery, TopicGraphInListsQueryVariables>;
export const ArticleIdsDocument = new TypedDocumentString(`
    query ArticleIds($after: String) {
  articles(first: 100, after: $after) {
    nodes {
      id
      slug
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<ArticleIdsQuery, ArticleIdsQueryVariables>;
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
  topics(first: 100) {
    nodes {
      name
      aliases
      description
      articleCount
      broader {
        name
      }
    }
  }
  articles(first: 100, after: $after, orderBy: [{ field: TITLE, direction: ASC }]) {
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      slug
      title
      alternativeTitles
      url
      otherUrls
      isOwn
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
        url
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
  previous {
    title
    url
  }
  next {
    title
    url
  }
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
    query ArticleList($first: Int, $after: String, $last: Int, $before: String, $where: ArticleFilter, $orderBy: [ArticleOrder!]) {
  articles(
    first: $first
    after: $after
    last: $last
    before: $before
    where: $where
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
    query TakeList($first: Int, $after: String, $last: Int, $before: String, $where: TakeFilter, $orderBy: [TakeOrder!]) {
  takes(
    first: $first
    after: $after
    last: $last
    before: $before
    where: $where
    orderBy: $orderBy
  ) {
    totalCount
    edges {
      cursor
      node {
        id
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
    query TopicList($first: Int, $after: String, $last: Int, $before: String, $where: TopicFilter, $orderBy: [TopicOrder!]) {
  topics(
    first: $first
    after: $after
    last: $last
    before: $before
    where: $where
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
export const PersonListDocument = new TypedDocumentString(`
    query PersonList($first: Int, $after: String, $last: Int, $before: String) {
  people(first: $first, after: $after, last: $last, before: $before) {
    totalCount
    edges {
      cursor
      node {
        id
        slug
        name
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
    `) as unknown as TypedDocumentString<PersonListQuery, PersonListQueryVariables>;
export const PublisherListDocument = new TypedDocumentString(`
    query PublisherList($first: Int, $after: String, $last: Int, $before: String) {
  publishers(first: $first, after: $after, last: $last, before: $before) {
    totalCount
    edges {
      cursor
      node {
        id
        slug
        name
        domain
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
    `) as unknown as TypedDocumentString<PublisherListQuery, PublisherListQueryVariables>;
export const ReferenceListDocument = new TypedDocumentString(`
    query ReferenceList($slug: String!, $first: Int, $after: String, $last: Int, $before: String, $where: ReferenceFilter, $to: Boolean = false, $from: Boolean = false, $ofTake: Boolean = false) {
  article(by: { slug: $slug }) {
    references(
      first: $first
      after: $after
      last: $last
      before: $before
      where: $where
    ) @include(if: $to) {
      ...ReferencePage
    }
    referencedBy(
      first: $first
      after: $after
      last: $last
      before: $before
      where: $where
    ) @include(if: $from) {
      ...ReferencePage
    }
    take @include(if: $ofTake) {
      references(
        first: $first
        after: $after
        last: $last
        before: $before
        where: $where
      ) {
        ...ReferencePage
      }
    }
  }
}
    fragment ReferencePage on ReferenceConnection {
  totalCount
  edges {
    cursor
    node {
      slug
    }
    reference {
      kind
      detectedBy
      confidence
      take {
        publishedAt
      }
    }
  }
  pageInfo {
    hasNextPage
    hasPreviousPage
    startCursor
    endCursor
  }
}`) as unknown as TypedDocumentString<ReferenceListQuery, ReferenceListQueryVariables>;
export const NeighboursDocument = new TypedDocumentString(`
    query Neighbours($first: Int!) {
  takes(first: $first) {
    nodes {
      title
      publishedAt
      previous {
        title
      }
      next {
        title
      }
    }
  }
}
    `) as unknown as TypedDocumentString<NeighboursQuery, NeighboursQueryVariables>;
export const NodeDocument = new TypedDocumentString(`
    query Node($id: ID!) {
  node(id: $id) {
    ...AnyNode
  }
}
    fragment AnyNode on Node {
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
}`) as unknown as TypedDocumentString<NodeQuery, NodeQueryVariables>;
export const NodesDocument = new TypedDocumentString(`
    query Nodes($ids: [ID!]!) {
  nodes(ids: $ids) {
    ...AnyNode
  }
}
    fragment AnyNode on Node {
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
}`) as unknown as TypedDocumentString<NodesQuery, NodesQueryVariables>;
export const PersonDocument = new TypedDocumentString(`
    query Person($by: PersonBy!) {
  person(by: $by) {
    id
    slug
    name
    url
    articleCount
  }
}
    `) as unknown as TypedDocumentString<PersonQuery, PersonQueryVariables>;
export const PublisherDocument = new TypedDocumentString(`
    query Publisher($by: PublisherBy!) {
  publisher(by: $by) {
    id
    slug
    name
    domain
    articleCount
  }
}
    `) as unknown as TypedDocumentString<PublisherQuery, PublisherQueryVariables>;
export const PublicationDocument = new TypedDocumentString(`
    query Publication {
  publication {
    name
    url
    description
    language
    updatedAt
  }
}
    `) as unknown as TypedDocumentString<PublicationQuery, PublicationQueryVariables>;
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
export const SearchDocument = new TypedDocumentString(`
    query Search($query: String!, $types: [SearchType!], $where: ArticleFilter, $first: Int, $after: String) {
  search(
    query: $query
    types: $types
    where: $where
    first: $first
    after: $after
  ) {
    totalCount
    totalCountIsCapped
    pageInfo {
      hasNextPage
      hasPreviousPage
      startCursor
      endCursor
    }
    edges {
      cursor
      score
      highlights {
        field
        html
      }
      node {
        ...FoundNode
      }
    }
  }
}
    fragment FoundNode on SearchHit {
  __typename
  ... on Article {
    id
    title
  }
  ... on Take {
    id
    title
    publishedAt
  }
  ... on Topic {
    id
    name
  }
  ... on Person {
    id
    name
  }
}`) as unknown as TypedDocumentString<SearchQuery, SearchQueryVariables>;
export const SearchHitsDocument = new TypedDocumentString(`
    query SearchHits($query: String!, $types: [SearchType!], $where: ArticleFilter, $first: Int, $after: String) {
  search(
    query: $query
    types: $types
    where: $where
    first: $first
    after: $after
  ) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      ...FoundNode
    }
  }
}
    fragment FoundNode on SearchHit {
  __typename
  ... on Article {
    id
    title
  }
  ... on Take {
    id
    title
    publishedAt
  }
  ... on Topic {
    id
    name
  }
  ... on Person {
    id
    name
  }
}`) as unknown as TypedDocumentString<SearchHitsQuery, SearchHitsQueryVariables>;
export const SuggestDocument = new TypedDocumentString(`
    query Suggest($prefix: String!, $types: [SearchType!], $first: Int) {
  suggest(prefix: $prefix, types: $types, first: $first) {
    text
    node {
      ...FoundNode
    }
  }
}
    fragment FoundNode on SearchHit {
  __typename
  ... on Article {
    id
    title
  }
  ... on Take {
    id
    title
    publishedAt
  }
  ... on Topic {
    id
    name
  }
  ... on Person {
    id
    name
  }
}`) as unknown as TypedDocumentString<SuggestQuery, SuggestQueryVariables>;
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
export const TopicListingDocument = new TypedDocumentString(`
    query TopicListing {
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
    `) as unknown as TypedDocumentString<TopicListingQuery, TopicListingQueryVariables>;
export const TopicTreeDocument = new TypedDocumentString(`
    query TopicTree($by: TopicBy!) {
  topic(by: $by) {
    id
    slug
    name
    aliases
    description
    articleCount
    broader {
      name
    }
    narrower {
      totalCount
      nodes {
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TopicTreeQuery, TopicTreeQueryVariables>;
export const TopicsOfArticlesDocument = new TypedDocumentString(`
    query TopicsOfArticles {
  articles(first: 100, orderBy: [{ field: TITLE, direction: ASC }]) {
    nodes {
      title
      topics(first: 100) {
        edges {
          assignedBy
          confidence
          node {
            name
          }
        }
      }
    }
  }
  topics(first: 100) {
    nodes {
      name
      articleCount
      articles(first: 100) {
        totalCount
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TopicsOfArticlesQuery, TopicsOfArticlesQueryVariables>;
export const WantedDocument = new TypedDocumentString(`
    query Wanted($first: Int, $after: String, $last: Int, $before: String) {
  wanted(first: $first, after: $after, last: $last, before: $before) {
    totalCount
    nodes {
      url
      text
      takeCount
    }
    pageInfo {
      hasNextPage
      hasPreviousPage
      startCursor
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<WantedQuery, WantedQueryVariables>;