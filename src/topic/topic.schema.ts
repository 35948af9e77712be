import { builder } from '../builder.ts';
import type { FieldNames } from '../db/columns.ts';
import { countRows, countRowsBy } from '../db/count.ts';
import { uidOf } from '../identity/global-id.ts';
import { OrderDirection } from '../list/direction.schema.ts';
import { connectionType, edgeType, pageArgs, paged } from '../list/connection.schema.ts';
import { TopicFilterInput } from '../list/filter.schema.ts';
import { topicCondition, type TopicFilter } from '../list/filters.ts';
import { type TopicOrderArg, topicOrder, type topicOrderFields } from '../list/orders.ts';
import { type PageArgs, sliceOf } from '../list/page.ts';
import { batched, batchedByArgs } from '../loader.ts';
import {
  aliasesByTopicIds,
  findTopicBySlug,
  listTopics,
  narrowerByTopicIds,
  type TopicRow,
  topicsByIds,
  topicsByUids,
} from './topic.queries.ts';

export const TopicType = builder.objectRef<TopicRow>('Topic');
const TopicEdge = edgeType('TopicEdge', TopicType, 'A topic in a list.');
const TopicConnection = connectionType('TopicConnection', TopicEdge, TopicType, 'A page of topics.');

const byName = topicOrder(null);
export const loadTopic = batched(topicsByIds);
const loadAliases = batched(aliasesByTopicIds);
const loadNarrowerCount = batched((db, ids: readonly number[]) =>
  countRowsBy(db, 'topic', 'broader_id', ids),
);
const loadOwnArticleCount = batched((db, ids: readonly number[]) =>
  countRowsBy(db, 'article_topic', 'topic_id', ids),
);
const loadNarrower = batchedByArgs((db, ids: readonly number[], fields: FieldNames, args: PageArgs) =>
  narrowerByTopicIds(db, fields, ids, byName, sliceOf(args, byName)),
);

builder.node(TopicType, {
  description: 'A concept that articles are about, with broader and narrower ones.',
  id: { resolve: (topic) => topic.uid },
  loadManyWithoutCache: (uids: string[], context) => topicsByUids(context.db, uids, context.fields),
  fields: (t) => ({
    slug: t.exposeString('slug'),
    name: t.exposeString('name'),
    aliases: t.stringList({
      description: 'Other names by which it is known.',
      resolve: (topic, _args, context) => loadAliases(context, topic.id),
    }),
    description: t.exposeString('description', { nullable: true }),
    broader: t.field({
      type: TopicType,
      nullable: true,
      resolve: (topic, _args, context) =>
        topic.broaderId === null ? null : loadTopic(context, topic.broaderId),
    }),
    narrower: t.field({
      type: TopicConnection,
      description: 'Topics directly below this one, by name.',
      args: pageArgs,
      ...paged(() => byName),
      resolve: async (topic, args, context) => ({
        page: await loadNarrower(context, topic.id, context.fields, args),
        totalCount: () => loadNarrowerCount(context, topic.id),
      }),
    }),
    articleCount: t.int({
      description: 'With the articles of narrower topics, kept; without them, counted.',
      args: {
        includeNarrower: t.arg.boolean({
          defaultValue: true,
          description: 'Also the articles of narrower topics, to any depth.',
        }),
      },
      resolve: (topic, { includeNarrower }, context) =>
        includeNarrower === false ? loadOwnArticleCount(context, topic.id) : topic.articleCount,
    }),
  }),
});

const TopicOrderField = builder.enumType('TopicOrderField', {
  description: 'What topics can be ordered by.',
  values: {
    NAME: { description: 'Without regard to case and accents. The default.' },
    ARTICLE_COUNT: { description: 'With the articles of narrower topics.' },
  } satisfies Record<keyof typeof topicOrderFields, object>,
});

const TopicOrder = builder.inputType('TopicOrder', {
  description: 'A field to order topics by.',
  fields: (t) => ({
    field: t.field({ type: TopicOrderField, required: true }),
    direction: t.field({ type: OrderDirection, required: true, defaultValue: 'ASC' }),
  }),
});

const TopicBy = builder.inputType('TopicBy', {
  isOneOf: true,
  description: 'Any one address of a topic.',
  fields: (t) => ({ id: t.id(), slug: t.string() }),
});

interface TopicListArgs extends PageArgs {
  orderBy?: TopicOrderArg[] | null;
  where?: TopicFilter | null;
}

const orderOf = (args: TopicListArgs) => topicOrder(args.orderBy);

builder.queryFields((t) => ({
  topic: t.field({
    type: TopicType,
    nullable: true,
    args: { by: t.arg({ type: TopicBy, required: true }) },
    resolve: async (_root, { by }, { db, fields }) => {
      if (by.slug != null) return findTopicBySlug(db, by.slug, fields);
      const uid = uidOf('Topic', by.id);
      return uid === null ? null : (await topicsByUids(db, [uid], fields))[0];
    },
  }),
  topics: t.field({
    type: TopicConnection,
    description: 'All topics; without `orderBy` by name.',
    args: {
      ...pageArgs,
      where: t.arg({ type: TopicFilterInput, description: 'Which of them.' }),
      orderBy: t.arg({ type: [TopicOrder], required: false }),
    },
    ...paged(orderOf),
    resolve: async (_root, args, { db, fields }) => {
      const order = orderOf(args);
      const condition = args.where ? topicCondition(db, args.where) : undefined;
      const page = await listTopics(db, fields, order, sliceOf(args, order), condition);
      return { page, totalCount: () => countRows(db, 'topic', condition) };
    },
  }),
}));
