import type { ArticleRow } from '../article/article.queries.ts';
import { ArticleType, loadArticle } from '../article/article.schema.ts';
import { branded, builder } from '../builder.ts';
import type { Context } from '../context.ts';
import { checkFilter } from '../list/filter-limits.ts';
import { ArticleFilterInput } from '../list/filter.schema.ts';
import { articleCondition, type ArticleFilter } from '../list/filters.ts';
import { checkPageSize, defaultPageSize } from '../list/page.ts';
import { checkedBefore } from '../limits/check-arguments.ts';
import { batched } from '../loader.ts';
import type { PersonRow } from '../person/person.queries.ts';
import { loadPerson, PersonType } from '../person/person.schema.ts';
import type { TakeRow } from '../take/take.queries.ts';
import { loadTake, TakeType } from '../take/take.schema.ts';
import { rowOf, type TextKind } from '../text-index/text-id.ts';
import type { TopicRow } from '../topic/topic.queries.ts';
import { loadTopic, TopicType } from '../topic/topic.schema.ts';
import type { TextQuery } from '../db/text-query.ts';
import { highlight } from './highlight.ts';
import { decodeShown, fingerprintOf, type HitEdge, HitPage } from './hit-page.ts';
import { parseQuery } from './parse-query.ts';
import { countHits, type Hit, rankedHits, type Search, searchLimit } from './search.queries.ts';
import { textsByIds, type FoundText } from './texts-of-hits.queries.ts';

export const SearchType = builder.enumType('SearchType', {
  description: 'What is searched.',
  values: {
    ARTICLE: { description: 'Titles, alternative titles and summaries of articles.' },
    TAKE: { description: 'Takes, by their titles and what they say.' },
    TOPIC: { description: 'Names, aliases and descriptions of topics.' },
    PERSON: { description: 'Names of people.' },
  } satisfies Record<TextKind, object>,
});
const allKinds: readonly TextKind[] = ['ARTICLE', 'TAKE', 'TOPIC', 'PERSON'];

export const SearchHit = builder.unionType('SearchHit', {
  description: 'What a search finds.',
  types: [ArticleType, TakeType, TopicType, PersonType],
});

export type Found = ArticleRow | TakeRow | TopicRow | PersonRow;

/** The object of a row that is searched; null where it went a moment ago. */
export async function findFound(context: Context, kind: TextKind, rowId: number): Promise<Found | null> {
  switch (kind) {
    case 'ARTICLE':
      return branded(await loadArticle(context, rowId), ArticleType);
    case 'TAKE':
      return branded(await loadTake(context, rowId), TakeType);
    case 'TOPIC':
      return branded(await loadTopic(context, rowId), TopicType);
    case 'PERSON':
      return branded(await loadPerson(context, rowId), PersonType);
  }
}

interface Highlight {
  field: string;
  html: string;
}

const HighlightType = builder.objectRef<Highlight>('Highlight').implement({
  description: 'A part of a text that matches.',
  fields: (t) => ({
    field: t.exposeString('field', {
      description:
        '`title`, `alternativeTitles`, `summary`; `body` of a take; `name`, `aliases`, `description` of a topic; `name` of a person.',
    }),
    html: t.exposeString('html', {
      description: 'At most 200 characters: matches in `<mark>`, all else escaped.',
    }),
  }),
});

/** What a page of hits is shown with. */
interface HitConnection {
  page: HitPage;
  /** Those of its hits that are still there. Loaded when they are asked for. */
  found: () => Promise<FoundEdge[]>;
  count: () => Promise<number>;
}

/** A hit with its object, and what it was found by. */
interface FoundEdge {
  edge: HitEdge;
  node: Found;
  query: TextQuery;
}

const loadTexts = batched(textsByIds, 20);

async function highlightsOf(context: Context, { id }: Hit, { required }: TextQuery): Promise<Highlight[]> {
  const texts: FoundText[] = await loadTexts(context, id);
  await context.turn.pause();
  const highlights: Highlight[] = [];
  for (const { field, text } of texts) {
    context.budget.load(text.length);
    const html = highlight(text, required);
    if (html !== null) highlights.push({ field, html });
  }
  return highlights;
}

const SearchEdgeType = builder.objectRef<FoundEdge>('SearchEdge').implement({
  description: 'A hit and where it stands in the list.',
  fields: (t) => ({
    cursor: t.string({
      description: 'Goes into `after`. It grows with the number of hits up to it.',
      resolve: ({ edge }) => edge.cursor,
    }),
    node: t.field({ type: SearchHit, resolve: ({ node }) => node }),
    score: t.float({
      description:
        'How well it matches, more than 0: BM25 on SQLite, cover density on PostgreSQL; a word of a title counts as ten of a text. Compare it within one answer only.',
      resolve: ({ edge }) => edge.node.score,
    }),
    highlights: t.field({
      type: [HighlightType],
      description: 'The best part of each of its texts in which a word or phrase of the query stands.',
      resolve: ({ edge, query }, _args, context) => highlightsOf(context, edge.node, query),
    }),
  }),
});

const SearchConnectionType = builder.objectRef<HitConnection>('SearchConnection').implement({
  description: 'A page of what a search finds, best first.',
  fields: (t) => ({
    edges: t.field({ type: [SearchEdgeType], resolve: ({ found }) => found() }),
    nodes: t.field({
      type: [SearchHit],
      description: 'The nodes of the edges.',
      resolve: async ({ found }) => (await found()).map(({ node }) => node),
    }),
    pageInfo: t.field({ type: builder.pageInfoRef(), resolve: ({ page }) => page }),
    totalCount: t.int({
      description: `How many hits there are, at most ${searchLimit.toLocaleString('en')}. Counted only when asked for.`,
      resolve: async ({ count }) => Math.min(await count(), searchLimit),
    }),
    totalCountIsCapped: t.boolean({
      description: `Whether there are more than ${searchLimit.toLocaleString('en')} hits.`,
      resolve: async ({ count }) => (await count()) > searchLimit,
    }),
  }),
});

interface SearchArgs {
  query: string;
  types?: readonly TextKind[] | null;
  where?: ArticleFilter | null;
  first?: number | null;
  after?: string | null;
}

const fingerprint = ({ query, types, where }: SearchArgs) =>
  fingerprintOf([query, types && [...new Set(types)].sort(), where]);

builder.queryField('search', (t) =>
  t.field({
    type: SearchConnectionType,
    description:
      'Full text over titles, takes, topics and people, best first. A query is words, "phrases", -without and begin*, all of which must hold; case, accents and width make no difference. Any text is a query. The best 10,000 hits can be paged through; hits that come or change meanwhile neither repeat nor hide others.',
    args: {
      query: t.arg.string({
        required: true,
        description: 'Of a longer text the first 2,000 characters and 32 words.',
      }),
      types: t.arg({ type: [SearchType], description: 'Without it all.' }),
      where: t.arg({
        type: ArticleFilterInput,
        description: 'Only such articles, and takes of such articles; no topics and people then.',
      }),
      first: t.arg.int({ defaultValue: defaultPageSize, description: 'The next so many, 0 to 100.' }),
      after: t.arg.string({ description: 'Only what follows this cursor.' }),
    },
    ...checkedBefore((args: SearchArgs, limits) => {
      checkPageSize(args, limits.page);
      decodeShown(fingerprint(args), args.after);
      if (args.where) checkFilter(args.where);
    }),
    resolve: async (_root, args, context) => {
      const { db, publication } = context;
      const own = fingerprint(args);
      const shown = decodeShown(own, args.after);
      const size = args.first ?? defaultPageSize;
      const search = searchOf(args, () => articleCondition(db, args.where!, publication.key));
      const ranked = search ? await rankedHits(db, search, shown.length + size + 1) : [];
      const page = new HitPage(ranked, size, shown, own);
      return {
        page,
        found: once(() => (search ? foundEdges(context, page, search.query) : Promise.resolve([]))),
        count: once(() => (search ? countHits(db, search) : Promise.resolve(0))),
      };
    },
  }),
);

async function foundEdges(context: Context, page: HitPage, query: TextQuery): Promise<FoundEdge[]> {
  const { edges } = page;
  const nodes = await Promise.all(
    edges.map((edge) => {
      const { kind, rowId } = rowOf(edge.node.id);
      return findFound(context, kind, rowId);
    }),
  );
  return edges.flatMap((edge, i) => (nodes[i] ? [{ edge, node: nodes[i], query }] : []));
}

/** For fields that need the same. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => (result ??= work());
}

/** Null where it can find nothing. */
function searchOf({ query, types, where }: SearchArgs, condition: () => Search['condition']): Search | null {
  const wanted = new Set(types ?? allKinds);
  const kinds = allKinds.filter(
    (kind) => wanted.has(kind) && (!where || kind === 'ARTICLE' || kind === 'TAKE'),
  );
  const parsed = parseQuery(query);
  if (!parsed || kinds.length === 0) return null;
  return { query: parsed, kinds, condition: where ? condition() : undefined };
}
