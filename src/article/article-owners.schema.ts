import { builder } from '../builder.ts';
import type { FieldNames } from '../db/columns.ts';
import { countRowsBy } from '../db/count.ts';
import { connectionType, pageArgs, paged } from '../list/connection.schema.ts';
import { type Edge, type PageArgs, sliceOf } from '../list/page.ts';
import { type Order, textKey } from '../list/order.ts';
import { batched, batchedByArgs } from '../loader.ts';
import { PersonType } from '../person/person.schema.ts';
import { PublisherType } from '../publisher/publisher.schema.ts';
import { TopicType } from '../topic/topic.schema.ts';
import {
  articleCountOf,
  ArticleConnection,
  articleListArgs,
  articlesOf,
  ArticleType,
  pagedArticles,
} from './article.schema.ts';
import { type ArticleTopicRow, topicsByArticles } from './article-topic.queries.ts';

const articleLists = {
  description: 'Newest takes first where `orderBy` says nothing else.',
  type: ArticleConnection,
  ...pagedArticles,
};

builder.objectFields(TopicType, (t) => ({
  articles: t.field({
    ...articleLists,
    args: {
      ...articleListArgs,
      includeNarrower: t.arg.boolean({
        defaultValue: true,
        description: 'Also the articles of narrower topics, to any depth.',
      }),
    },
    resolve: (topic, { includeNarrower, ...args }, context) =>
      articlesOf(context, includeNarrower === false ? 'topic' : 'topicAndNarrower', topic.id, args),
  }),
}));

builder.objectFields(PersonType, (t) => ({
  articles: t.field({
    ...articleLists,
    args: articleListArgs,
    resolve: (person, args, context) => articlesOf(context, 'author', person.id, args),
  }),
  articleCount: t.int({ resolve: (person, _args, context) => articleCountOf(context, 'author', person.id) }),
}));

builder.objectFields(PublisherType, (t) => ({
  articles: t.field({
    ...articleLists,
    args: articleListArgs,
    resolve: (publisher, args, context) => articlesOf(context, 'publisher', publisher.id, args),
  }),
  articleCount: t.int({
    resolve: (publisher, _args, context) => articleCountOf(context, 'publisher', publisher.id),
  }),
}));

const TopicAssignment = builder.enumType('TopicAssignment', {
  description: 'Who gave an article its topic.',
  values: {
    SOURCE: { description: 'Its document.' },
    KEYWORD: { description: 'A take names it, by its name or an alias, often enough.' },
    EDITOR: { description: 'An editor.' },
  },
});

const ArticleTopicEdge = builder.objectRef<Edge<ArticleTopicRow>>('ArticleTopicEdge').implement({
  description: 'A topic of an article, and how it came to it.',
  fields: (t) => ({
    cursor: t.exposeString('cursor', { description: 'Goes into `after` or `before`.' }),
    node: t.field({ type: TopicType, resolve: (edge) => edge.node }),
    assignedBy: t.field({ type: TopicAssignment, resolve: (edge) => edge.node.assignedBy }),
    confidence: t.float({
      description:
        '1 where a document states it; for `KEYWORD` how sure it is that a take is about it, from 0.5 on.',
      resolve: (edge) => edge.node.confidence,
    }),
  }),
});

const ArticleTopicConnection = connectionType(
  'ArticleTopicConnection',
  ArticleTopicEdge,
  TopicType,
  'A page of the topics of an article.',
);

/** By name, as `topicOrder` has it: no two topics have one key. */
const byName: Order = {
  name: 'ARTICLE_TOPIC',
  id: 'topic.id',
  keys: [textKey('article_topic.topic_key', 'ASC')],
};
const loadTopics = batchedByArgs((db, ids: readonly number[], fields: FieldNames, args: PageArgs) =>
  topicsByArticles(db, fields, ids, byName, sliceOf(args, byName)),
);
const loadTopicCount = batched((db, ids: readonly number[]) =>
  countRowsBy(db, 'article_topic', 'article_id', ids),
);

builder.objectFields(ArticleType, (t) => ({
  topics: t.field({
    type: ArticleTopicConnection,
    description: 'By name.',
    args: pageArgs,
    ...paged(() => byName),
    resolve: async (article, args, context) => ({
      page: await loadTopics(context, article.id, context.fields, args),
      totalCount: () => loadTopicCount(context, article.id),
    }),
  }),
}));
