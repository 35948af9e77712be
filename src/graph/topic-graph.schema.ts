import { ArticleType, getArticle } from '../article/article.schema.ts';
import { builder } from '../builder.ts';
import { checkPageSize } from '../list/page.ts';
import { checkedBefore } from '../limits/check-arguments.ts';
import { working } from '../limits/estimate-nodes.ts';
import { batchedByArgs } from '../loader.ts';
import { loadTopic, TopicType } from '../topic/topic.schema.ts';
import {
  adjacentByTopics,
  type AdjacentOptions,
  type AdjacentTopic,
  mostReferencedByTopics,
  type MostReferencedOptions,
  type ReferencedArticle,
} from './topic-graph.queries.ts';

const defaultSize = 10;

/** About how many nodes of a list take as long as to go through the articles of a topic. */
const topicWork = 200;

const sized = {
  extensions: {
    ...checkedBefore(({ first }: { first?: number | null }, limits) =>
      checkPageSize({ first: first ?? null }, limits.page),
    ).extensions,
    ...working(topicWork),
  },
};

const ReferencedArticleType = builder.objectRef<ReferencedArticle>('ReferencedArticle').implement({
  description: 'An article that takes refer to.',
  fields: (t) => ({
    article: t.field({
      type: ArticleType,
      resolve: ({ articleId }, _args, context) => getArticle(context, articleId),
    }),
    count: t.exposeInt('count', { description: 'How many takes refer to it.' }),
  }),
});

const AdjacentTopicType = builder.objectRef<AdjacentTopic>('AdjacentTopic').implement({
  description: 'A topic that shares articles with another.',
  fields: (t) => ({
    topic: t.field({
      type: TopicType,
      resolve: async ({ topicId }, _args, context) => {
        const topic = await loadTopic(context, topicId);
        if (!topic) throw new Error(`Topic ${topicId} is gone`);
        return topic;
      },
    }),
    sharedArticles: t.exposeInt('sharedArticles', { description: 'How many articles are of both.' }),
    similarity: t.exposeFloat('similarity', {
      description: 'The Jaccard index: the articles of both, as a part of those of either. 0 to 1.',
    }),
  }),
});

const loadMostReferenced = batchedByArgs((db, ids: readonly number[], options: MostReferencedOptions) =>
  mostReferencedByTopics(db, ids, options),
);
const loadAdjacent = batchedByArgs((db, ids: readonly number[], options: AdjacentOptions) =>
  adjacentByTopics(db, ids, options),
);

builder.objectFields(TopicType, (t) => ({
  mostReferenced: t.field({
    type: [ReferencedArticleType],
    description: 'The articles of this topic that most takes refer to.',
    args: {
      first: t.arg.int({ defaultValue: defaultSize, description: 'At most so many, 0 to 100.' }),
      since: t.arg({
        type: 'DateTime',
        description: 'Only takes of this date or later count. Those without a date are earlier.',
      }),
      includeNarrower: t.arg.boolean({
        defaultValue: true,
        description: 'Also the articles of narrower topics, to any depth.',
      }),
    },
    ...sized,
    resolve: ({ id }, { first, since, includeNarrower }, context) =>
      loadMostReferenced(context, id, {
        limit: first ?? defaultSize,
        since: since ?? null,
        includeNarrower: includeNarrower !== false,
      }),
  }),
  adjacent: t.field({
    type: [AdjacentTopicType],
    description:
      'Topics that share articles with this one, the most alike first. Each has the articles of its narrower ones too.',
    args: {
      first: t.arg.int({ defaultValue: defaultSize, description: 'At most so many, 0 to 100.' }),
      includeBroaderAndNarrower: t.arg.boolean({
        defaultValue: true,
        description: 'Also those above and below this one, which share articles by being that.',
      }),
    },
    ...sized,
    resolve: ({ id }, { first, includeBroaderAndNarrower }, context) =>
      loadAdjacent(context, id, {
        limit: first ?? defaultSize,
        includeBroaderAndNarrower: includeBroaderAndNarrower !== false,
      }),
  }),
}));
