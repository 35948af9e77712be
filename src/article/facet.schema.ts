import { branded, builder } from '../builder.ts';
import type { Context } from '../context.ts';
import { badUserInput } from '../errors.ts';
import { checkedBefore } from '../limits/check-arguments.ts';
import { loadPerson, PersonType } from '../person/person.schema.ts';
import { findPublisher, PublisherType } from '../publisher/publisher.schema.ts';
import { loadTopic, TopicType } from '../topic/topic.schema.ts';
import { ArticleListConnection } from './article.schema.ts';
import type { ArticleFacet, FacetBucket } from './facet.queries.ts';

const defaultLimit = 10;
const mostBuckets = 100;

const ArticleFacetType = builder.enumType('ArticleFacet', {
  description: 'What articles can be counted by.',
  values: {
    PUBLISHER: {},
    AUTHOR: {},
    TOPIC: { description: 'With the articles of narrower topics, as in filters.' },
    YEAR: { description: 'In which the original was published.' },
    LANGUAGE: { description: 'The tag as its source has it.' },
  } satisfies Record<ArticleFacet, object>,
});

interface BucketOf extends FacetBucket {
  facet: ArticleFacet;
}

const FacetBucketType = builder.objectRef<BucketOf>('FacetBucket').implement({
  description: 'Articles that have one value in common.',
  fields: (t) => ({
    key: t.exposeString('key', {
      description: 'The slug of a publisher, a person or a topic; a year; a language.',
    }),
    label: t.exposeString('label', { description: 'What a reader is shown.' }),
    count: t.exposeInt('count'),
    node: t.field({
      type: builder.nodeInterfaceRef(),
      nullable: true,
      description: 'The publisher, the person or the topic; null for a year and a language.',
      resolve: nodeOf,
    }),
  }),
});

async function nodeOf({ facet, rowId }: BucketOf, _args: object, context: Context) {
  if (rowId === null) return null;
  switch (facet) {
    case 'PUBLISHER':
      return branded(await findPublisher(context, rowId), PublisherType);
    case 'AUTHOR':
      return branded(await loadPerson(context, rowId), PersonType);
    case 'TOPIC':
      return branded(await loadTopic(context, rowId), TopicType);
    default:
      return null;
  }
}

const FacetType = builder.objectRef<{ by: ArticleFacet; buckets: FacetBucket[] }>('Facet').implement({
  description: 'How many of the articles have which value.',
  fields: (t) => ({
    by: t.field({ type: ArticleFacetType, resolve: ({ by }) => by }),
    buckets: t.field({
      type: [FacetBucketType],
      description: 'The most frequent values first. Articles without one are in none.',
      // By the arguments of `facets`.
      extensions: { isCountedAbove: true },
      resolve: ({ by, buckets }) => buckets.map((bucket) => ({ ...bucket, facet: by })),
    }),
  }),
});

interface FacetArgs {
  by: readonly ArticleFacet[];
  limit?: number | null;
}

builder.objectField(ArticleListConnection, 'facets', (t) =>
  t.field({
    type: [FacetType],
    description: 'Counts over all articles that `where` lets through, not only those of the page.',
    args: {
      by: t.arg({
        type: [ArticleFacetType],
        required: true,
        description: 'One facet for each different one, in this order.',
      }),
      limit: t.arg.int({
        defaultValue: defaultLimit,
        description: `At most so many values each, 0 to ${mostBuckets}.`,
      }),
    },
    ...checkedBefore(({ limit }: FacetArgs) => {
      if (limit != null && (limit < 0 || limit > mostBuckets))
        throw badUserInput(`\`limit\` is ${limit}; allowed are 0 to ${mostBuckets}`);
    }),
    resolve: ({ facet }, { by, limit }) =>
      Promise.all(
        [...new Set(by)].map(async (one) => ({ by: one, buckets: await facet(one, limit ?? defaultLimit) })),
      ),
  }),
);
