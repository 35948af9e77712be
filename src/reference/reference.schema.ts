import { encodeGlobalID } from '@pothos/plugin-relay';
import type { ArticleRow } from '../article/article.queries.ts';
import { ArticleType, getArticle } from '../article/article.schema.ts';
import { type ReferenceMark, renderBodyHtml } from '../body/render.ts';
import { builder } from '../builder.ts';
import type { Context } from '../context.ts';
import type { Anchor } from '../detect/anchor.ts';
import type { FieldNames } from '../db/columns.ts';
import { connectionType, pageArgs, paged } from '../list/connection.schema.ts';
import type { ReferenceFilter } from '../list/filters.ts';
import { type Edge, type PageArgs, sliceOf } from '../list/page.ts';
import { batched, batchedByArgs } from '../loader.ts';
import { htmlOf, RichTextType } from '../take/rich-text.schema.ts';
import { linksByTakeIds } from '../take/take.queries.ts';
import { getTake, TakeType } from '../take/take.schema.ts';
import { DetectionMethod, ReferenceFilterInput, ReferenceKind } from './reference-filter.schema.ts';
import {
  anchorsOf,
  countReferencesByOwners,
  type ReferenceOwner,
  referenceOrders,
  type ReferenceRow,
  referencesByIds,
  referencesByOwners,
  referencesByUids,
  type ShownReference,
  shownReferencesByTakeIds,
  placesByReferenceIds,
} from './reference.queries.ts';

export const TextAnchorType = builder.objectRef<Anchor>('TextAnchor').implement({
  description:
    'The words that make a reference: W3C Web Annotation text quote and position. Offsets count UTF-16 code units of `body.text`.',
  fields: (t) => ({
    exact: t.exposeString('exact', { description: 'The words; empty for a linked image.' }),
    prefix: t.exposeString('prefix', { description: 'Up to 32 characters before.' }),
    suffix: t.exposeString('suffix', { description: 'Up to 32 characters after.' }),
    sentence: t.exposeString('sentence', { description: 'The sentence that holds the words: the evidence.' }),
    start: t.exposeInt('start'),
    end: t.exposeInt('end'),
    url: t.expose('url', {
      type: 'URL',
      nullable: true,
      description: "The link's address; null for a title.",
    }),
  }),
});

const loadPlaces = batched(placesByReferenceIds);

export const loadReference = batched(referencesByIds);

export const CrossReferenceType = builder.objectRef<ReferenceRow>('CrossReference');

builder.node(CrossReferenceType, {
  description:
    'One take refers to one article: there is at most one such edge for the pair, and its anchors are all the places where the take does it.',
  id: {
    resolve: async ({ takeId, targetId }, _args, context) => {
      const [take, target] = await Promise.all([getTake(context, takeId), getArticle(context, targetId)]);
      return `${take.uid}:${target.uid}`;
    },
  },
  loadManyWithoutCache: (uids: string[], context) => referencesByUids(context.db, uids, context.fields),
  fields: (t) => ({
    take: t.field({
      type: TakeType,
      resolve: (reference, _args, context) => getTake(context, reference.takeId),
    }),
    source: t.field({
      type: ArticleType,
      description: 'The article of the take.',
      resolve: (reference, _args, context) => getArticle(context, reference.sourceId),
    }),
    target: t.field({
      type: ArticleType,
      resolve: (reference, _args, context) => getArticle(context, reference.targetId),
    }),
    targetTake: t.field({
      type: TakeType,
      nullable: true,
      description: "Set when a link pointed at a take's own address.",
      resolve: (reference, _args, context) =>
        reference.targetTakeId === null ? null : getTake(context, reference.targetTakeId),
    }),
    kind: t.field({ type: ReferenceKind, resolve: (reference) => reference.kind }),
    detectedBy: t.field({
      type: DetectionMethod,
      description: 'How its first place was found; LINK is stronger than TITLE.',
      resolve: (reference) => reference.detectedBy,
    }),
    confidence: t.exposeFloat('confidence', { description: '0 to 1.' }),
    anchors: t.field({
      type: [TextAnchorType],
      description: 'In reading order; none for a reference made by hand.',
      resolve: async ({ referenceId, takeId, targetId }, _args, context) => {
        const places = await loadPlaces(context, referenceId);
        return places?.takeId === takeId && places.targetId === targetId ? anchorsOf(places) : [];
      },
    }),
    position: t.exposeInt('position', {
      description: "1, 2, 3 … among the take's references, in reading order of their first anchors.",
    }),
  }),
});

const ReferenceEdgeType = builder.objectRef<Edge<ReferenceRow & ArticleRow>>('ReferenceEdge').implement({
  description: 'A reference, seen from one of its ends.',
  fields: (t) => ({
    cursor: t.exposeString('cursor', { description: 'Goes into `after` or `before`.' }),
    node: t.field({
      type: ArticleType,
      description:
        'The article at the far end: the target under `references`, the source under `referencedBy`.',
      resolve: (edge) => edge.node,
    }),
    reference: t.field({ type: CrossReferenceType, resolve: (edge) => edge.node }),
  }),
});

const ReferenceConnection = connectionType(
  'ReferenceConnection',
  ReferenceEdgeType,
  ArticleType,
  'A page of references.',
);

interface ReferenceListArgs extends PageArgs {
  where?: ReferenceFilter | null;
}

/** Arguments and marks of a list of references. */
const referenceList = (owner: ReferenceOwner) => ({
  type: ReferenceConnection,
  args: {
    ...pageArgs,
    ...builder.args((t) => ({
      where: t.field({ type: ReferenceFilterInput, description: 'Which of them.' }),
    })),
  },
  ...paged((_args: ReferenceListArgs) => referenceOrders[owner]),
});

const loadPage = batchedByArgs(
  (db, ids: readonly number[], fields: FieldNames, owner: ReferenceOwner, args: ReferenceListArgs) =>
    referencesByOwners(db, fields, owner, ids, sliceOf(args, referenceOrders[owner]), args.where),
);
const loadCount = batchedByArgs(
  (db, ids: readonly number[], owner: ReferenceOwner, where: ReferenceFilter | null | undefined) =>
    countReferencesByOwners(db, owner, ids, where),
);

/** @param kept how many there are without a filter, where that is known */
async function referencesOf(
  context: Context,
  owner: ReferenceOwner,
  id: number,
  args: ReferenceListArgs,
  kept?: number,
) {
  const { where } = args;
  return {
    page: await loadPage(context, id, context.fields, owner, args),
    totalCount: async () => (kept === undefined || where ? loadCount(context, id, owner, where) : kept),
  };
}

builder.objectFields(ArticleType, (t) => ({
  references: t.field({
    ...referenceList('source'),
    description: "Articles that this article's takes refer to, newest take first, in reading order.",
    resolve: (article, args, context) =>
      referencesOf(context, 'source', article.id, args, article.referenceCount),
  }),
  referencedBy: t.field({
    ...referenceList('target'),
    description: 'Articles whose takes refer to this one (backlinks), newest take first.',
    resolve: (article, args, context) =>
      referencesOf(context, 'target', article.id, args, article.referencedByCount),
  }),
  referenceCount: t.exposeInt('referenceCount', {
    description: 'Equal to `references.totalCount` without a filter; kept, not counted.',
  }),
  referencedByCount: t.exposeInt('referencedByCount', {
    description: 'Equal to `referencedBy.totalCount` without a filter; kept, not counted.',
  }),
}));

builder.objectFields(TakeType, (t) => ({
  references: t.field({
    ...referenceList('take'),
    description: 'What this take refers to, in reading order.',
    resolve: (take, args, context) => referencesOf(context, 'take', take.id, args),
  }),
}));

const loadShown = batched(shownReferencesByTakeIds);
const loadLinks = batched(linksByTakeIds);

builder.objectFields(RichTextType, (t) => ({
  html: t.string({
    description:
      'Sanitised. Every reference is an anchor with its id in `data-reference`, also where the source had no link.',
    resolve: async (body, _args, context) => {
      const [{ html, layout }, references, links] = await Promise.all([
        htmlOf(context, body),
        loadShown(context, body.takeId),
        loadLinks(context, body.takeId),
      ]);
      const marks = references.flatMap((reference) => marksOf(reference, links));
      return renderBodyHtml(html, layout, marks);
    },
  }),
}));

/** Where a reference stands in its take's text; a link's place is known by its offsets and its address. */
function marksOf(
  reference: ShownReference,
  links: readonly { start: number; end: number; url: string }[],
): ReferenceMark[] {
  const id = encodeGlobalID('CrossReference', `${reference.takeUid}:${reference.targetUid}`);
  return anchorsOf(reference).flatMap(({ start, end, url }): ReferenceMark[] => {
    if (url === null) return [{ id, start, end, link: null, href: reference.href }];
    return links.flatMap((link, i) =>
      link.start === start && link.end === end && link.url === url
        ? [{ id, start, end, link: i, href: null }]
        : [],
    );
  });
}
