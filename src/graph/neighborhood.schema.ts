import type { ArticleRow } from '../article/article.queries.ts';
import { ArticleType, getArticle } from '../article/article.schema.ts';
import { builder } from '../builder.ts';
import { badUserInput } from '../errors.ts';
import { checkedBefore } from '../limits/check-arguments.ts';
import { working } from '../limits/estimate-nodes.ts';
import { CrossReferenceType } from '../reference/reference.schema.ts';
import { findNeighborhood, type FoundNeighborhood, neighborhoodLimits } from './neighborhood.queries.ts';
import { findArticleById, getReference } from './found.schema.ts';

const defaultLimit = 200;

/** About how many nodes of a list take as long as to find the articles of a neighbourhood, beside these. */
const neighborhoodWork = 200;

/** Counted by `limit`. */
const counted = { extensions: { isCountedAbove: true } };

const NeighborhoodType = builder
  .objectRef<FoundNeighborhood & { root: ArticleRow }>('Neighborhood')
  .implement({
    description: 'The part of the graph around an article.',
    fields: (t) => ({
      root: t.field({ type: ArticleType, resolve: ({ root }) => root }),
      articles: t.field({
        ...counted,
        type: [ArticleType],
        description: 'The root, then the others, those nearest to it first.',
        resolve: ({ articleIds }, _args, context) =>
          Promise.all(articleIds.map((id) => getArticle(context, id))),
      }),
      references: t.field({
        ...counted,
        type: [CrossReferenceType],
        description: `All references between these articles, newest take first, at most ${neighborhoodLimits.references.toLocaleString('en')}.`,
        resolve: ({ referenceIds }, _args, context) =>
          Promise.all(referenceIds.map((id) => getReference(context, id))),
      }),
      truncated: t.boolean({
        description: 'Whether there are more articles within `depth`, or more references between these.',
        resolve: ({ isTruncated }) => isTruncated,
      }),
    }),
  });

interface NeighborhoodArgs {
  depth?: number | null;
  limit?: number | null;
}

function checkRange(name: string, value: number | null | undefined, least: number, most: number): void {
  if (value != null && (value < least || value > most))
    throw badUserInput(`\`${name}\` is ${value}; allowed are ${least} to ${most}`);
}

builder.queryField('neighborhood', (t) =>
  t.field({
    type: NeighborhoodType,
    nullable: true,
    description:
      'The articles around one, breadth first, along references in both directions; null where there is no such article. An article comes before what is found from it: first what it refers to, newest take first, then what refers to it.',
    args: {
      of: t.arg.id({ required: true, description: 'The id of an Article.' }),
      depth: t.arg.int({
        defaultValue: 1,
        description: `Within so many steps, 1 to ${neighborhoodLimits.depth}.`,
      }),
      limit: t.arg.int({
        defaultValue: defaultLimit,
        description: `At most so many articles, the root among them, 1 to ${neighborhoodLimits.articles}.`,
      }),
    },
    extensions: {
      ...checkedBefore(({ depth, limit }: NeighborhoodArgs) => {
        checkRange('depth', depth, 1, neighborhoodLimits.depth);
        checkRange('limit', limit, 1, neighborhoodLimits.articles);
      }).extensions,
      ...working(neighborhoodWork),
    },
    resolve: async (_root, { of, depth, limit }, context) => {
      const root = await findArticleById(context, of);
      if (!root) return null;
      const options = { depth: depth ?? 1, limit: limit ?? defaultLimit };
      return { root, ...(await findNeighborhood(context.db, root.id, options)) };
    },
  }),
);
