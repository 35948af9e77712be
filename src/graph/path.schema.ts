import { ArticleType, getArticle } from '../article/article.schema.ts';
import { builder } from '../builder.ts';
import { badUserInput, budgetExceeded } from '../errors.ts';
import { checkedBefore } from '../limits/check-arguments.ts';
import { working } from '../limits/estimate-nodes.ts';
import { CrossReferenceType } from '../reference/reference.schema.ts';
import { findArticleById, getReference } from './found.schema.ts';
import {
  findPath,
  type FoundPath,
  longestPath,
  pathBudget,
  PathBudgetError,
  type PathDirection,
} from './path.queries.ts';

/** About how many nodes of a list take as long as a search for a path that ends at its budget. */
const pathWork = 1_000;

const PathDirectionType = builder.enumType('PathDirection', {
  description: 'Which way references are followed.',
  values: {
    FORWARD: { description: 'From an article to those that its takes refer to.' },
    BACKWARD: { description: 'From an article to those whose takes refer to it.' },
    ANY: { description: 'Both.' },
  } satisfies Record<PathDirection, object>,
});

const PathType = builder.objectRef<FoundPath>('Path').implement({
  description: 'A chain of references from one article to another.',
  fields: (t) => ({
    length: t.int({
      description: 'Its steps; 0 from an article to itself.',
      resolve: ({ referenceIds }) => referenceIds.length,
    }),
    articles: t.field({
      type: [ArticleType],
      description: 'From the first to the last, one more than steps.',
      resolve: ({ articleIds }, _args, context) =>
        Promise.all(articleIds.map((id) => getArticle(context, id))),
    }),
    references: t.field({
      type: [CrossReferenceType],
      description:
        'One for each step: of those between its two articles that of the newest take. It says itself which way it goes.',
      resolve: ({ referenceIds }, _args, context) =>
        Promise.all(referenceIds.map((id) => getReference(context, id))),
    }),
  }),
});

builder.queryField('path', (t) =>
  t.field({
    type: PathType,
    nullable: true,
    description: `A shortest chain of references between two articles; null where there is none of so few steps, or no such article. Of several that whose first reference is the newest take's, then whose second is, and so on. It looks at ${pathBudget.toLocaleString('en')} references at most: where that is not enough to tell it fails with BUDGET_EXCEEDED.`,
    args: {
      from: t.arg.id({ required: true, description: 'The id of an Article.' }),
      to: t.arg.id({ required: true, description: 'The id of an Article.' }),
      maxLength: t.arg.int({
        defaultValue: longestPath,
        description: `At most so many steps, 1 to ${longestPath}.`,
      }),
      direction: t.arg({ type: PathDirectionType, defaultValue: 'ANY' }),
    },
    extensions: {
      ...checkedBefore(({ maxLength }: { maxLength?: number | null }) => {
        if (maxLength != null && (maxLength < 1 || maxLength > longestPath))
          throw badUserInput(`\`maxLength\` is ${maxLength}; allowed are 1 to ${longestPath}`);
      }).extensions,
      ...working(pathWork),
    },
    resolve: async (_root, args, context) => {
      const [from, to] = await Promise.all([
        findArticleById(context, args.from),
        findArticleById(context, args.to),
      ]);
      if (!from || !to) return null;
      const options = { maxLength: args.maxLength ?? longestPath, direction: args.direction ?? 'ANY' };
      try {
        return await findPath(context.db, from.id, to.id, options);
      } catch (error) {
        if (!(error instanceof PathBudgetError)) throw error;
        throw budgetExceeded(
          `${error.message}, which is all that is allowed. Ask for a smaller \`maxLength\` or for one \`direction\``,
        );
      }
    },
  }),
);
