/** One question in the two dialects. Both answer with the same articles, topics and people, in the same order. */
export interface Query {
  /** What RESULTS.md says of it. */
  about: string;
  ibid: string;
  postgraphile: string;
  /** Which arguments it is asked with, drawn anew for each request, or always the same. */
  variables: 'ordinary' | 'one' | 'hub' | 'topic' | 'none';
}

const card = 'slug title url publishedAt summary';

const pageOfIbid = `query Page($slug: String!) {
  article(by: { slug: $slug }) {
    ${card} isOwn language referenceCount referencedByCount
    publisher { slug name }
    take { headline url publishedAt authors { slug name } body { excerpt wordCount } }
    topics(first: 10) { nodes { slug name } }
    references(first: 10) { edges { reference { confidence position } node { ${card} } } }
    referencedBy(first: 10) { edges { reference { confidence position } node { ${card} } } }
  }
}`;

const pageOfPostgraphile = `query Page($slug: String!) {
  articleBySlug(slug: $slug) {
    ${card} isOwn language referenceCount referencedByCount
    publisherByPublisherId { slug name }
    takesByArticleId(first: 1, orderBy: [PUBLISHED_AT_DESC]) { nodes {
      headline url publishedAt
      takeAuthorsByTakeId(orderBy: [POSITION_ASC]) { nodes { personByPersonId { slug name } } }
      takeBodyByTakeId { excerpt wordCount }
    } }
    articleTopicsByArticleId(first: 10) { nodes { topicByTopicId { slug name } } }
    crossReferencesBySourceId(first: 10, orderBy: [TAKE_TIME_DESC, TAKE_KEY_ASC, POSITION_ASC]) {
      nodes { confidence position articleByTargetId { ${card} } }
    }
    crossReferencesByTargetId(first: 10, orderBy: [TAKE_TIME_DESC, TAKE_KEY_ASC]) {
      nodes { confidence position articleBySourceId { ${card} } }
    }
  }
}`;

const page = { ibid: pageOfIbid, postgraphile: pageOfPostgraphile };
const byPosition = 'first: 5, orderBy: [TAKE_TIME_DESC, TAKE_KEY_ASC, POSITION_ASC]';

export const queries: Readonly<Record<string, Query>> = {
  page: {
    about: 'an article by its slug with its take, topics, 10 references and 10 backlinks with their articles',
    variables: 'ordinary',
    ...page,
  },
  list: {
    about: "the 20 articles with the newest takes, with the take's authors and the topics",
    variables: 'none',
    ibid: `{ articles(first: 20) { nodes {
      slug title url latestTakeAt
      take { url publishedAt authors { slug name } }
      topics(first: 10) { nodes { slug name } }
    } } }`,
    postgraphile: `{ allArticles(first: 20, orderBy: [LATEST_TAKE_AT_DESC, SLUG_ASC]) { nodes {
      slug title url latestTakeAt
      takesByArticleId(first: 1, orderBy: [PUBLISHED_AT_DESC]) { nodes {
        url publishedAt
        takeAuthorsByTakeId(orderBy: [POSITION_ASC]) { nodes { personByPersonId { slug name } } }
      } }
      articleTopicsByArticleId(first: 10) { nodes { topicByTopicId { slug name } } }
    } } }`,
  },
  deep: {
    about: 'five references of an article, five of each of those, and five of each of those',
    variables: 'ordinary',
    ibid: `query Deep($slug: String!) { article(by: { slug: $slug }) { slug title
      references(first: 5) { nodes { slug title
        references(first: 5) { nodes { slug title
          references(first: 5) { nodes { slug title } }
        } }
      } }
    } }`,
    postgraphile: `query Deep($slug: String!) { articleBySlug(slug: $slug) { slug title
      crossReferencesBySourceId(${byPosition}) { nodes { articleByTargetId { slug title
        crossReferencesBySourceId(${byPosition}) { nodes { articleByTargetId { slug title
          crossReferencesBySourceId(${byPosition}) { nodes { articleByTargetId { slug title } } }
        } } }
      } } }
    } }`,
  },
  hub: { about: 'the page of an article with thousands of backlinks', variables: 'hub', ...page },
  topic: {
    about: 'a topic with the 20 newest articles of it and of narrower topics',
    variables: 'topic',
    ibid: `query Topic($slug: String!) { topic(by: { slug: $slug }) {
      slug name articleCount articles(first: 20) { nodes { slug title latestTakeAt } }
    } }`,
    postgraphile: `query Topic($slug: String!) { topicBySlug(slug: $slug) {
      slug name articleCount newestArticles(first: 20) { nodes { slug title latestTakeAt } }
    } }`,
  },
  'two-hops': {
    about:
      'ten backlinks of an article with thousands, and ten of each of those: four of them have thousands too',
    variables: 'hub',
    ibid: `query TwoHops($slug: String!) { article(by: { slug: $slug }) { slug title
      referencedBy(first: 10) { nodes { slug title referencedBy(first: 10) { nodes { slug title } } } }
    } }`,
    postgraphile: `query TwoHops($slug: String!) { articleBySlug(slug: $slug) { slug title
      crossReferencesByTargetId(first: 10, orderBy: [TAKE_TIME_DESC, TAKE_KEY_ASC]) { nodes { articleBySourceId {
        slug title
        crossReferencesByTargetId(first: 10, orderBy: [TAKE_TIME_DESC, TAKE_KEY_ASC]) { nodes {
          articleBySourceId { slug title }
        } }
      } } }
    } }`,
  },
  repeated: {
    about: 'the page of one and the same article, while nothing changes',
    variables: 'one',
    ...page,
  },
};

/** What names the rows of an answer, in its order: equal for two answers with the same rows. */
export function slugsOf(answer: unknown): string[] {
  if (typeof answer !== 'object' || answer === null) return [];
  return Object.entries(answer).flatMap(([key, value]: [string, unknown]) =>
    key === 'slug' && typeof value === 'string' ? [value] : slugsOf(value),
  );
}
