import { ArticleType, getArticle } from '../article/article.schema.ts';
import { excerpt, excerptOfBeginning } from '../body/excerpt.ts';
import { builder } from '../builder.ts';
import type { Context } from '../context.ts';
import { badUserInput } from '../errors.ts';
import { checkedBefore } from '../limits/check-arguments.ts';
import { batched, batchedByArgs } from '../loader.ts';
import {
  beginningsByTakeIds,
  htmlByTakeIds,
  linksByTakeIds,
  type StoredHtml,
  textsByTakeIds,
  wordCountsByTakeIds,
} from './take.queries.ts';
import { TakeType } from './take.schema.ts';

const longestExcerpt = 10_000;

/** One statement's share: between two the budget can say that it is enough. */
const textsAtOnce = 100;

/** The text of a take. Each of its forms is loaded when it is asked for. */
export interface RichText {
  takeId: number;
}

const loadMarkdown = batched(
  (db, ids: readonly number[]) => textsByTakeIds(db, ids, 'markdown'),
  textsAtOnce,
);
const loadText = batched((db, ids: readonly number[]) => textsByTakeIds(db, ids, 'text'), textsAtOnce);
const loadBeginning = batchedByArgs(beginningsByTakeIds, textsAtOnce);
const loadHtml = batched(htmlByTakeIds, textsAtOnce);
const loadWordCount = batched(wordCountsByTakeIds);
const loadLinks = batched(linksByTakeIds);

interface Link {
  url: string;
  text: string;
  articleId: number | null;
}

/** @returns the text, when its turn comes: those of a whole page were loaded together */
async function inTurn<T extends string | StoredHtml>(context: Context, loading: Promise<T>): Promise<T> {
  const loaded = await loading;
  await context.turn.pause();
  context.budget.load(typeof loaded === 'string' ? loaded.length : loaded.html.length);
  return loaded;
}

export function textOf(context: Context, { takeId }: RichText): Promise<string> {
  return inTurn(context, loadText(context, takeId));
}

export function htmlOf(context: Context, { takeId }: RichText): Promise<StoredHtml> {
  return inTurn(context, loadHtml(context, takeId));
}

/** What stands in the first characters says how long an excerpt of them is, unless there is much white space. */
async function excerptOf(context: Context, body: RichText, length: number): Promise<string> {
  // In few sizes, so that excerpts of several lengths are loaded together.
  const loaded = 1_000 * Math.ceil((2 * length + 200) / 1_000);
  const beginning = await inTurn(context, loadBeginning(context, body.takeId, loaded));
  return excerptOfBeginning(beginning, length, loaded) ?? excerpt(await textOf(context, body), length);
}

async function linksOf(context: Context, takeId: number): Promise<Link[]> {
  const [text, links] = await Promise.all([textOf(context, { takeId }), loadLinks(context, takeId)]);
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

export const RichTextType = builder.objectRef<RichText>('RichText').implement({
  description: 'A text in the forms in which it is shown.',
  fields: (t) => ({
    markdown: t.string({
      description: 'The source where it was Markdown, else a conversion.',
      resolve: ({ takeId }, _args, context) => inTurn(context, loadMarkdown(context, takeId)),
    }),
    text: t.string({
      description: 'Blocks joined by two line feeds; offsets of anchors count UTF-16 code units of this.',
      resolve: (body, _args, context) => textOf(context, body),
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
      resolve: (body, { length }, context) => excerptOf(context, body, length ?? 280),
    }),
    wordCount: t.int({ resolve: ({ takeId }, _args, context) => loadWordCount(context, takeId) }),
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
  body: t.field({ type: RichTextType, resolve: (take) => ({ takeId: take.id }) }),
  links: t.field({
    type: [LinkType],
    description: 'Every http(s) link in the body, in order, also to pages that are no article here.',
    resolve: (take, _args, context) => linksOf(context, take.id),
  }),
}));
