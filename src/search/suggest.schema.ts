import { builder } from '../builder.ts';
import { checkPageSize } from '../list/page.ts';
import { checkedBefore } from '../limits/check-arguments.ts';
import type { TextKind } from '../text-index/text-id.ts';
import { type Found, findFound, SearchHit, SearchType } from './search.schema.ts';
import { suggestions } from './suggest.queries.ts';

/** Takes have the titles of their articles. */
const suggested: readonly TextKind[] = ['ARTICLE', 'TOPIC', 'PERSON'];
const defaultSize = 8;

const SuggestionType = builder.objectRef<{ text: string; node: Found }>('Suggestion').implement({
  description: 'What a reader who types may mean.',
  fields: (t) => ({
    text: t.exposeString('text', {
      description: 'The title, the name, or the alias of a topic that begins so.',
    }),
    node: t.field({
      type: SearchHit,
      resolve: ({ node }) => node,
    }),
  }),
});

interface SuggestArgs {
  prefix: string;
  types?: readonly TextKind[] | null;
  first?: number | null;
}

builder.queryField('suggest', (t) =>
  t.field({
    type: [SuggestionType],
    description:
      'For a search box: titles of articles, names and aliases of topics and names of people that start like this, without regard to case and accents. What is called just so comes first, then what is most referred to.',
    args: {
      prefix: t.arg.string({ required: true }),
      types: t.arg({
        type: [SearchType],
        description: 'Without it all. Takes have no titles of their own here.',
      }),
      first: t.arg.int({ defaultValue: defaultSize, description: 'At most so many, 0 to 100.' }),
    },
    ...checkedBefore(({ first }: SuggestArgs, limits) =>
      checkPageSize({ first: first ?? null }, limits.page),
    ),
    resolve: async (_root, { prefix, types, first }, context) => {
      const found = await suggestions(context.db, prefix, new Set(types ?? suggested), first ?? defaultSize);
      const nodes = await Promise.all(found.map(({ kind, rowId }) => findFound(context, kind, rowId)));
      return found.flatMap(({ text }, i) => (nodes[i] ? { text, node: nodes[i] } : []));
    },
  }),
);
