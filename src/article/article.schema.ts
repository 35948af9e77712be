import { builder } from '../builder.ts';
import type { Context } from '../context.ts';
import { type Connection, connectionType, edgeType, pageArgs, paged } from '../list/connection.schema.ts';
import { ArticleFilterInput } from '../list/filter.schema.ts';
import { articleCondition, type ArticleFilter } from '../list/filters.ts';
import { isOwnPiece } from '../list/own-piece.ts';
import { type ArticleOrderArg, articleOrder, type articleOrderFields } from '../list/orders.ts';
import type { Order } from '../list/order.ts';
import { type PageArgs, sliceOf } from '../list/page.ts';
import { batched, batchedByArgs } from '../loader.ts';
import type { FieldNames } from '../db/columns.ts';
import { countRows } from '../db/count.ts';
import { uidOf } from '../identity/global-id.ts';
import { OrderDirection } from '../list/direction.schema.ts';
import { PersonType } from '../person/person.schema.ts';
import { findPublisher, PublisherType } from '../publisher/publisher.schema.ts';
import { authorsByArticleIds } from '../person/person.queries.ts';
import { type ArticleFacet, type FacetBucket, facetBuckets } from './facet.queries.ts';
import {
  alternativeTitlesByArticleIds,
  type ArticleRow,
  articlesByIds,
  articlesByOwners,
  articlesByUids,
  countArticlesByOwners,
  findArticleBySlug,
  findArticleByUrl,
  listArticles,
  otherUrlsByArticleIds,
} from './article.queries.ts';
import type { ArticleOwner } from './owned-articles.ts';

export const loadArticle = batched(articlesByIds);

/** An article that a foreign key names: it is there. */
export async function getArticle(context: Context, id: number): Promise<ArticleRow> {
  const article = await loadArticle(context, id);
  if (!article) throw new Error(`Article ${id} is gone`);
  return article;
}

const loadAuthors = batched(authorsByArticleIds);
const loadAlternativeTitles = batched(alternativeTitlesByArticleIds);
const loadOtherUrls = batched(otherUrlsByArticleIds);

export const ArticleType = builder.objectRef<ArticleRow>('Article');

builder.node(ArticleType, {
  description: 'A piece published somewhere, by someone: what takes are about and references point to.',
  id: { resolve: (article) => article.uid },
  loadManyWithoutCache: (uids: string[], context) => articlesByUids(context.db, uids, context.fields),
  fields: (t) => ({
    slug: t.exposeString('slug', {
      description: 'Its part of an address on your site. Never changes by itself.',
    }),
    title: t.exposeString('title'),
    alternativeTitles: t.stringList({
      description: 'Other titles that the piece has or had: takes that name one refer to it.',
      resolve: (article, _args, context) => loadAlternativeTitles(context, article.id),
    }),
    url: t.expose('url', {
      type: 'URL',
      nullable: true,
      description: 'Where the original is read. Null for a piece known by its title only.',
    }),
    otherUrls: t.field({
      type: ['URL'],
      description: 'Other addresses of the same piece: redirects, permalinks, mobile and AMP pages.',
      resolve: (article, _args, context) => loadOtherUrls(context, article.id),
    }),
    isOwn: t.boolean({
      description: "A piece of the publication's own (its takes are its text).",
      resolve: (article, _args, { publication }) => isOwnPiece(article, publication.key),
    }),
    publisher: t.field({
      type: PublisherType,
      nullable: true,
      resolve: (article, _args, context) =>
        article.publisherId === null ? null : findPublisher(context, article.publisherId),
    }),
    authors: t.field({
      type: [PersonType],
      description: 'In the order of the byline.',
      resolve: (article, _args, context) => loadAuthors(context, article.id),
    }),
    publishedAt: t.expose('publishedAt', { type: 'DateTime', nullable: true }),
    summary: t.exposeString('summary', { nullable: true }),
    language: t.exposeString('language', {
      nullable: true,
      description: 'A BCP 47 tag, as its source has it.',
    }),
    image: t.expose('image', { type: 'URL', nullable: true }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it came into this graph.' }),
    updatedAt: t.expose('updatedAt', {
      type: 'DateTime',
      description: 'When one of its own fields last changed.',
    }),
  }),
});

export const ArticleEdge = edgeType('ArticleEdge', ArticleType, 'An article in a list.');
export const ArticleConnection = connectionType(
  'ArticleConnection',
  ArticleEdge,
  ArticleType,
  'A page of articles.',
);
/** The list of all articles, or of those that a filter lets through. */
interface ArticleList extends Connection<ArticleRow> {
  /** The values that most of them have, of all pages together. */
  facet: (facet: ArticleFacet, limit: number) => Promise<FacetBucket[]>;
}

export const ArticleListConnection = connectionType<ArticleRow, ArticleRow, ArticleList>(
  'ArticleListConnection',
  ArticleEdge,
  ArticleType,
  'A page of the list of all articles.',
);

const ArticleOrderField = builder.enumType('ArticleOrderField', {
  description: 'What articles can be ordered by.',
  values: {
    LATEST_TAKE_AT: { description: 'The newest take: what the publication wrote about last. The default.' },
    PUBLISHED_AT: { description: 'When the original was published.' },
    UPDATED_AT: {},
    TITLE: { description: 'Without regard to case and accents.' },
    REFERENCED_BY_COUNT: { description: 'How often takes refer to it.' },
    REFERENCE_COUNT: { description: 'How often its takes refer to others.' },
  } satisfies Record<keyof typeof articleOrderFields, object>,
});

export const ArticleOrder = builder.inputType('ArticleOrder', {
  description: 'A field to order articles by. Missing values come last in both directions.',
  fields: (t) => ({
    field: t.field({ type: ArticleOrderField, required: true }),
    direction: t.field({ type: OrderDirection, required: true, defaultValue: 'DESC' }),
  }),
});

interface ArticleListArgs extends PageArgs {
  orderBy?: ArticleOrderArg[] | null;
  where?: ArticleFilter | null;
}

const orderOf = (args: ArticleListArgs): Order => articleOrder(args.orderBy);

/** Arguments and marks of a list of articles. */
export const articleListArgs = {
  ...pageArgs,
  ...builder.args((t) => ({ orderBy: t.field({ type: [ArticleOrder], required: false }) })),
};
export const pagedArticles = paged(orderOf);

const loadPage = batchedByArgs(
  (db, ids: readonly number[], fields: FieldNames, owner: ArticleOwner, args: ArticleListArgs) => {
    const order = orderOf(args);
    return articlesByOwners(db, fields, owner, ids, order, sliceOf(args, order));
  },
);
const loadCount = batchedByArgs((db, ids: readonly number[], owner: ArticleOwner) =>
  countArticlesByOwners(db, owner, ids),
);

/** The articles of a topic, an author or a publisher. */
export async function articlesOf(context: Context, owner: ArticleOwner, id: number, args: ArticleListArgs) {
  const page = await loadPage(context, id, context.fields, owner, args);
  return { page, totalCount: () => loadCount(context, id, owner) };
}

/** How many articles a topic, an author or a publisher has. */
export function articleCountOf(context: Context, owner: ArticleOwner, id: number): Promise<number> {
  return loadCount(context, id, owner);
}

const ArticleBy = builder.inputType('ArticleBy', {
  isOneOf: true,
  description: 'Any one address of an article.',
  fields: (t) => ({
    id: t.id(),
    slug: t.string(),
    url: t.field({ type: 'URL', description: 'Any of its addresses, in any spelling.' }),
  }),
});

builder.queryFields((t) => ({
  article: t.field({
    type: ArticleType,
    nullable: true,
    description: 'Any address of the article finds it.',
    args: { by: t.arg({ type: ArticleBy, required: true }) },
    resolve: async (_root, { by }, { db, fields }) => {
      if (by.slug != null) return findArticleBySlug(db, by.slug, fields);
      if (by.url != null) return findArticleByUrl(db, by.url, fields);
      const uid = uidOf('Article', by.id);
      return uid === null ? null : (await articlesByUids(db, [uid], fields))[0];
    },
  }),
  articles: t.field({
    type: ArticleListConnection,
    description: 'All articles; without `orderBy` those with the newest takes first.',
    args: { ...articleListArgs, where: t.arg({ type: ArticleFilterInput, description: 'Which of them.' }) },
    ...pagedArticles,
    resolve: async (_root, args, { db, fields, publication }) => {
      const order = orderOf(args);
      const condition = args.where ? articleCondition(db, args.where, publication.key) : undefined;
      const page = await listArticles(db, fields, order, sliceOf(args, order), condition);
      return {
        page,
        totalCount: () => countRows(db, 'article', condition),
        facet: (facet, limit) => facetBuckets(db, facet, limit, condition),
      };
    },
  }),
}));
