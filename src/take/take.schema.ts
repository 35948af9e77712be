import type { ArticleRow } from '../article/article.queries.ts';
import { ArticleType, getArticle, loadArticle } from '../article/article.schema.ts';
import { builder } from '../builder.ts';
import type { Context } from '../context.ts';
import { connectionType, edgeType, pageArgs, paged } from '../list/connection.schema.ts';
import type { FieldNames } from '../db/columns.ts';
import { countRows, countRowsBy } from '../db/count.ts';
import { uidOf } from '../identity/global-id.ts';
import { OrderDirection } from '../list/direction.schema.ts';
import { TakeFilterInput } from '../list/filter.schema.ts';
import { takeCondition, type TakeFilter } from '../list/filters.ts';
import { type TakeOrderArg, takeOrder, type takeOrderFields } from '../list/orders.ts';
import { type PageArgs, sliceOf } from '../list/page.ts';
import { batched, batchedByArgs } from '../loader.ts';
import { authorsByTakeIds } from '../person/person.queries.ts';
import { PersonType } from '../person/person.schema.ts';
import {
  type ArchiveMonth,
  findTakeByUrl,
  listTakes,
  neighboursByTakeIds,
  type TakeOwner,
  type TakeRow,
  takesByIds,
  takesByMonth,
  takesByOwners,
  takesByUids,
} from './take.queries.ts';

export const loadTake = batched(takesByIds);
const loadAuthors = batched(authorsByTakeIds);

/** A take that a foreign key names: it is there. */
export async function getTake(context: Context, id: number): Promise<TakeRow> {
  const take = await loadTake(context, id);
  if (!take) throw new Error(`Take ${id} is gone`);
  return take;
}

export const TakeType = builder.objectRef<TakeRow>('Take');

builder.node(TakeType, {
  description: "The publication's own commentary on one article.",
  id: { resolve: (take) => take.uid },
  loadManyWithoutCache: (uids: string[], context) => takesByUids(context.db, uids, context.fields),
  fields: (t) => ({
    article: t.field({
      type: ArticleType,
      resolve: (take, _args, context) => getArticle(context, take.articleId),
    }),
    headline: t.exposeString('headline', { nullable: true }),
    title: t.string({
      description: "The headline, or the article's title.",
      resolve: async (take, _args, context) =>
        take.headline ?? (await getArticle(context, take.articleId)).title,
    }),
    url: t.expose('url', {
      type: 'URL',
      nullable: true,
      description: "Where the take is read on the publication's own site, if that is known.",
    }),
    authors: t.field({
      type: [PersonType],
      description: 'In the order of the byline.',
      resolve: (take, _args, context) => loadAuthors(context, take.id),
    }),
    publishedAt: t.expose('publishedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The date that its document states.',
    }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When its current revision came.' }),
    revision: t.exposeInt('revision', { description: '1, 2, 3 …: each change of its document is one.' }),
  }),
});

const TakeEdge = edgeType('TakeEdge', TakeType, 'A take in a list.');
const TakeConnection = connectionType('TakeConnection', TakeEdge, TakeType, 'A page of takes.');

const TakeOrderField = builder.enumType('TakeOrderField', {
  description: 'What takes can be ordered by.',
  values: { PUBLISHED_AT: { description: 'The default.' }, UPDATED_AT: {} } satisfies Record<
    keyof typeof takeOrderFields,
    object
  >,
});

const TakeOrder = builder.inputType('TakeOrder', {
  description: 'A field to order takes by. Missing values come last in both directions.',
  fields: (t) => ({
    field: t.field({ type: TakeOrderField, required: true }),
    direction: t.field({ type: OrderDirection, required: true, defaultValue: 'DESC' }),
  }),
});

interface TakeListArgs extends PageArgs {
  orderBy?: TakeOrderArg[] | null;
  where?: TakeFilter | null;
}

const orderOf = (args: TakeListArgs) => takeOrder(args.orderBy);
const newestFirst = takeOrder(null);

const loadNeighbour = batchedByArgs(
  (db, ids: readonly number[], fields: FieldNames, side: 'after' | 'before') =>
    neighboursByTakeIds(db, fields, ids, newestFirst, side),
);

builder.objectFields(TakeType, (t) => ({
  previous: t.field({
    type: TakeType,
    nullable: true,
    description: 'The one before it in time, of all takes that have a date.',
    resolve: (take, _args, context) =>
      take.publishedAt === null ? null : loadNeighbour(context, take.id, context.fields, 'after'),
  }),
  next: t.field({
    type: TakeType,
    nullable: true,
    description: 'The one after it in time, of all takes that have a date.',
    resolve: (take, _args, context) =>
      take.publishedAt === null ? null : loadNeighbour(context, take.id, context.fields, 'before'),
  }),
}));

const loadTakes = batchedByArgs(
  (db, ids: readonly number[], fields: FieldNames, owner: TakeOwner, args: TakeListArgs) => {
    const order = orderOf(args);
    return takesByOwners(db, fields, owner, ids, order, sliceOf(args, order));
  },
);

const newestOnly = sliceOf({ first: 1 }, newestFirst);

const loadNewest = batched(async (db, ids: readonly number[], fields) => {
  const pages = await takesByOwners(db, fields, 'article', ids, newestFirst, newestOnly);
  return pages.map(({ nodes }) => nodes[0] ?? null);
});

/** Takes of this article will be asked for it, where takes are asked for articles at all. */
function primeArticle(context: Context, article: ArticleRow): void {
  const { fields } = context;
  if (fields.has('Take.article') || fields.has('Take.title')) loadArticle.prime(context, article.id, article);
}

builder.objectFields(ArticleType, (t) => ({
  take: t.field({
    type: TakeType,
    nullable: true,
    description: 'The newest take, what a page about this article shows.',
    resolve: (article, _args, context) => {
      primeArticle(context, article);
      return loadNewest(context, article.id);
    },
  }),
  takes: t.field({
    type: TakeConnection,
    description: 'Newest first where `orderBy` says nothing else.',
    args: { ...pageArgs, orderBy: t.arg({ type: [TakeOrder], required: false }) },
    ...paged(orderOf),
    resolve: async (article, args, context) => {
      primeArticle(context, article);
      const page = await loadTakes(context, article.id, context.fields, 'article', args);
      return { page, totalCount: () => Promise.resolve(article.takeCount) };
    },
  }),
  takeCount: t.exposeInt('takeCount'),
  latestTakeAt: t.expose('latestTakeAt', {
    type: 'DateTime',
    nullable: true,
    description: 'The date of the newest take.',
  }),
}));

const loadTakeCountOfAuthor = batched((db, ids: readonly number[]) =>
  countRowsBy(db, 'take_author', 'person_id', ids),
);

builder.objectFields(PersonType, (t) => ({
  takes: t.field({
    type: TakeConnection,
    description: 'Takes they wrote, newest first.',
    args: pageArgs,
    ...paged(() => newestFirst),
    resolve: async (person, args, context) => ({
      page: await loadTakes(context, person.id, context.fields, 'author', args),
      totalCount: () => loadTakeCountOfAuthor(context, person.id),
    }),
  }),
}));

const ArchiveMonthType = builder.objectRef<ArchiveMonth>('ArchiveMonth').implement({
  description: 'A month in which takes were published.',
  fields: (t) => ({
    year: t.exposeInt('year'),
    month: t.exposeInt('month', { description: '1 to 12.' }),
    count: t.exposeInt('count'),
  }),
});

const TakeBy = builder.inputType('TakeBy', {
  isOneOf: true,
  description: 'Any one address of a take.',
  fields: (t) => ({
    id: t.id(),
    url: t.field({ type: 'URL', description: 'Its own address, in any spelling.' }),
  }),
});

builder.queryFields((t) => ({
  takeArchive: t.field({
    type: [ArchiveMonthType],
    description: 'How many takes a month, in UTC, newest first. Takes without a date are in none.',
    resolve: (_root, _args, { db }) => takesByMonth(db),
  }),
  take: t.field({
    type: TakeType,
    nullable: true,
    args: { by: t.arg({ type: TakeBy, required: true }) },
    resolve: async (_root, { by }, { db, fields }) => {
      if (by.url != null) return findTakeByUrl(db, by.url, fields);
      const uid = uidOf('Take', by.id);
      return uid === null ? null : (await takesByUids(db, [uid], fields))[0];
    },
  }),
  takes: t.field({
    type: TakeConnection,
    description: 'All takes; without `orderBy` newest first.',
    args: {
      ...pageArgs,
      where: t.arg({ type: TakeFilterInput, description: 'Which of them.' }),
      orderBy: t.arg({ type: [TakeOrder], required: false }),
    },
    ...paged(orderOf),
    resolve: async (_root, args, { db, fields }) => {
      const order = orderOf(args);
      const condition = args.where ? takeCondition(db, args.where) : undefined;
      const page = await listTakes(db, fields, order, sliceOf(args, order), condition);
      return { page, totalCount: () => countRows(db, 'take', condition) };
    },
  }),
}));
