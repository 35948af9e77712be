import { ArticleType, getArticle } from '../article/article.schema.ts';
import { excerpt } from '../body/excerpt.ts';
import { builder } from '../builder.ts';
import type { Context } from '../context.ts';
import { badUserInput } from '../errors.ts';
import { checkedBefore } from '../limits/check-arguments.ts';
import { batched } from '../loader.ts';
import { bodiesByTakeIds, linksByTakeIds, type TakeBodyRow } from './take.queries.ts';
import { TakeType } from './take.schema.ts';

const longestExcerpt = 10_000;

/** One statement's share: between two the budget can say that it is enough. */
const bodiesAtOnce = 100;

const loadBodyRow = batched(bodiesByTakeIds, bodiesAtOnce);
const loadLinks = batched(linksByTakeIds);

interface Link {
  url: string;
  text: string;
  articleId: number | null;
}

async function loadBody(context: Context, takeId: number): Promise<TakeBodyRow> {
  const body = await loadBodyRow(context, takeId);
  // Those of a whole page were loaded together.
  await context.turn.pause();
  context.budget.load(body.text.length);
  return body;
}

async function linksOf(context: Context, takeId: number): Promise<Link[]> {
  const [{ text }, links] = await Promise.all([loadBody(context, takeId), loadLinks(context, takeId)]);
  return links.map(({ url, start, end, articleId }) => ({
    url,
    text: text.slice(start, end),
    articleId,
  }));
}

function checkLength({ length }: { length?: number | null }): void {
  if (length != null && (length < 1 || length > longestExcerpt)) {
    throw badUserInput(`\`length\` is ${length}; allowed are 1 to ${longestExcerpt}`);
  }
}

export const RichTextType = builder.objectRef<TakeBodyRow>('RichText').implement({
  description: 'A text in the forms in which it is shown.',
  fields: (t) => ({
    markdown: t.exposeString('markdown', {
      description: 'The source where it was Markdown, else a conversion.',
    }),
    text: t.exposeString('text', {
      description: 'Blocks joined by two line feeds; offsets of anchors count UTF-16 code units of this.',
    }),
    excerpt: t.string({
      description: 'The beginning of the text on one line, cut between words.',
      args: {
        length: t.arg.int({
          defaultValue: 280,
          description: `At most so many UTF-16 code units, 1 to ${longestExcerpt}.`,
        }),
      },
      ...checkedBefore(checkLength),
      resolve: ({ text }, { length }) => excerpt(text, length ?? 280),
    }),
    wordCount: t.exposeInt('wordCount'),
  }),
});

const LinkType = builder.objectRef<Link>('Link').implement({
  description: 'A link in the text of a take.',
  fields: (t) => ({
    url: t.expose('url', { type: 'URL' }),
    text: t.exposeString('text', { description: 'The linked words; empty for a linked image.' }),
    article: t.field({
      type: ArticleType,
      nullable: true,
      description: 'The article at that address, if the graph holds it.',
      resolve: ({ articleId }, _args, context) =>
        articleId === null ? null : getArticle(context, articleId),
    }),
  }),
});

builder.objectFields(TakeType, (t) => ({
  body: t.field({ type: RichTextType, resolve: (take, _args, context) => loadBody(context, take.id) }),
  links: t.field({
    type: [LinkType],
    description: 'Every http(s) link in the body, in order, also to pages that are no article here.',
    resolve: (take, _args, context) => linksOf(context, take.id),
  }),
}));
