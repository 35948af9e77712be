import type { ArticleRow } from '../article/article.queries.ts';
import { ArticleType, loadArticle } from '../article/article.schema.ts';
import { builder } from '../builder.ts';
import type { Context } from '../context.ts';
import type { Db } from '../db/dialect.ts';
import { connectionType, paged } from '../list/connection.schema.ts';
import { ArticleFilterInput } from '../list/filter.schema.ts';
import { articleCondition, type ArticleFilter } from '../list/filters.ts';
import { numberKey, type Order, textKey } from '../list/order.ts';
import { type Edge, Page, type Slice, sliceOf } from '../list/page.ts';
import { working } from '../limits/estimate-nodes.ts';
import { batched, batchedByArgs } from '../loader.ts';
import { CrossReferenceType, loadReference } from '../reference/reference.schema.ts';
import type { ReferenceRow } from '../reference/reference.queries.ts';
import type { TopicRow } from '../topic/topic.queries.ts';
import { loadTopic, TopicType } from '../topic/topic.schema.ts';
import type { Reason, Related } from './related-candidates.ts';
import type { RelatedSignal } from './related-score.ts';
import { relatedLimits } from './related-evidence.queries.ts';
import { relatedByArticles, termTextsByIds } from './related.queries.ts';

const defaultSize = 10;

/** More are found one after the other: what is known of their candidates is in memory at once. */
const articlesAtOnce = 20;

/** About how many nodes of a list take as long as to find what is related to one article. */
const relatedWork = 50;

const RelatedSignalType = builder.enumType('RelatedSignal', {
  description: 'Why two articles are related.',
  values: {
    DIRECT_REFERENCE: { description: 'Takes of one refer to the other.' },
    CO_REFERENCE: {
      description: 'A take refers to both: the more, the fewer others it refers to.',
    },
    SHARED_REFERENCE: { description: 'Both refer to an article: the more, the fewer others refer to it.' },
    SHARED_TOPIC: {
      description: 'Both are about a topic, or one broader than theirs: the more, the rarer it is.',
    },
    TEXT_SIMILARITY: {
      description: 'The words that the other one says most are rare, and said by this one too.',
    },
  } satisfies Record<RelatedSignal, object>,
});

const loadTermText = batched((db: Db, ids: readonly number[]) => termTextsByIds(db, ids));

const RelatedReasonType = builder.objectRef<Reason>('RelatedReason').implement({
  description: 'One of the reasons why two articles are related, with what a reader can be shown.',
  fields: (t) => ({
    signal: t.field({ type: RelatedSignalType, resolve: ({ signal }) => signal }),
    contribution: t.exposeFloat('contribution', { description: 'What it adds to the score.' }),
    references: t.field({
      type: [CrossReferenceType],
      description:
        'At most 10. Between the two, newest take first; in pairs where a third stands between them: the references of a take to both, or those of both to an article.',
      resolve: async ({ referenceIds }, _args, context) =>
        present<ReferenceRow>(await Promise.all(referenceIds.map((id) => loadReference(context, id)))),
    }),
    topics: t.field({
      type: [TopicType],
      description: 'Topics of both, the rarest first.',
      resolve: async ({ topicIds }, _args, context) =>
        present<TopicRow>(await Promise.all(topicIds.map((id) => loadTopic(context, id)))),
    }),
    terms: t.stringList({
      description: 'Words that both say, folded, those that count most first. At most 5.',
      resolve: async ({ termIds }, _args, context) =>
        present<string>(await Promise.all(termIds.map((id) => loadTermText(context, id)))),
    }),
  }),
});

/** An article in a list of those that are related to another. */
type RelatedRow = ArticleRow & { related: Related; cursor_0: number; cursor_1: string };

const RelatedArticleEdge = builder.objectRef<Edge<RelatedRow>>('RelatedArticleEdge').implement({
  description: 'A related article, with the reasons for its place in the list.',
  fields: (t) => ({
    cursor: t.exposeString('cursor', { description: 'Goes into `after`.' }),
    node: t.field({ type: ArticleType, resolve: ({ node }) => node }),
    score: t.float({
      description: 'More than 0, less than 1: the sum of what the reasons contribute.',
      resolve: ({ node }) => node.related.score,
    }),
    reasons: t.field({
      type: [RelatedReasonType],
      description: 'What contributes most comes first.',
      resolve: ({ node }) => [...node.related.reasons],
    }),
  }),
});

const RelatedArticleConnection = connectionType(
  'RelatedArticleConnection',
  RelatedArticleEdge,
  ArticleType,
  'A page of the articles that are related to one, best first.',
);

/** Its columns name the values in cursors: what is related is not ordered by the database. */
const bestFirst: Order = {
  name: 'related',
  id: 'article.id',
  keys: [numberKey('score', 'DESC'), textKey('slug', 'ASC')],
};

interface RelatedArgs {
  first?: number | null;
  after?: string | null;
  where?: ArticleFilter | null;
}

const { checkArgs } = paged((_args: RelatedArgs) => bestFirst).extensions;

const loadRelated = batchedByArgs(
  (db, ids: readonly number[], where: ArticleFilter | null | undefined, home: string | null) =>
    relatedByArticles(db, ids, { condition: where ? articleCondition(db, where, home) : undefined }),
  articlesAtOnce,
);

builder.objectFields(ArticleType, (t) => ({
  related: t.field({
    type: RelatedArticleConnection,
    description: `The nearest articles in the graph, best first, each with the reasons for its rank: references between them, takes that refer to both, articles that both refer to, topics and words of both. The best ${relatedLimits.candidates} are there to be paged through. Beside hubs the newest references are looked at, and the articles that say a word most.`,
    args: {
      first: t.arg.int({ defaultValue: defaultSize, description: 'The next so many, 0 to 100.' }),
      after: t.arg.string({ description: 'Only what follows this cursor.' }),
      where: t.arg({
        type: ArticleFilterInput,
        description: 'Only such articles, as many of them as are found among some 10,000 that are looked at.',
      }),
    },
    extensions: { checkArgs, ...working(relatedWork) },
    resolve: async (article, { first, after, where }, context) => {
      const ranked = await loadRelated(context, article.id, where, context.publication.key);
      const slice = sliceOf({ first: first ?? defaultSize, after: after ?? null }, bestFirst);
      return { page: await pageOf(context, ranked, slice), totalCount: () => Promise.resolve(ranked.length) };
    },
  }),
}));

async function pageOf(context: Context, ranked: readonly Related[], slice: Slice): Promise<Page<RelatedRow>> {
  const following = ranked.filter((related) => isAfter(related, slice)).slice(0, slice.size + 1);
  const articles = await Promise.all(following.map(({ articleId }) => loadArticle(context, articleId)));
  const rows = following.flatMap((related, i): RelatedRow[] => {
    const article = articles[i];
    return article ? [{ ...article, related, cursor_0: related.score, cursor_1: related.slug }] : [];
  });
  return new Page(rows, bestFirst, slice);
}

function isAfter({ score, slug }: Related, { after }: Slice): boolean {
  if (!after) return true;
  const [lastScore, lastSlug] = after as [number, string];
  return score < lastScore || (score === lastScore && slug > lastSlug);
}

/** Without those that went a moment ago. */
function present<T>(values: readonly (T | null)[]): T[] {
  return values.filter((value) => value !== null);
}
