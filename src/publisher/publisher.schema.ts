import { builder } from '../builder.ts';
import { countRows } from '../db/count.ts';
import { uidOf } from '../identity/global-id.ts';
import { connectionType, edgeType, pageArgs, paged } from '../list/connection.schema.ts';
import { publisherOrder } from '../list/orders.ts';
import { sliceOf } from '../list/page.ts';
import { batched } from '../loader.ts';
import {
  findPublisherByDomain,
  findPublisherBySlug,
  listPublishers,
  type PublisherRow,
  publishersByIds,
  publishersByUids,
} from './publisher.queries.ts';

export const findPublisher = batched(publishersByIds);

export const PublisherType = builder.objectRef<PublisherRow>('Publisher');

builder.node(PublisherType, {
  description: 'Who published an article: a name, or the site where no name is known.',
  id: { resolve: (publisher) => publisher.uid },
  loadManyWithoutCache: (uids: string[], context) => publishersByUids(context.db, uids),
  fields: (t) => ({
    slug: t.exposeString('slug'),
    name: t.exposeString('name'),
    domain: t.exposeString('domain', {
      nullable: true,
      description: 'The registrable domain, where no name is known.',
    }),
  }),
});

const PublisherEdge = edgeType('PublisherEdge', PublisherType, 'A publisher in a list.');
const PublisherConnection = connectionType(
  'PublisherConnection',
  PublisherEdge,
  PublisherType,
  'A page of publishers.',
);

const PublisherBy = builder.inputType('PublisherBy', {
  isOneOf: true,
  description: 'Any one address of a publisher.',
  fields: (t) => ({
    id: t.id(),
    slug: t.string(),
    domain: t.string({ description: '`Publisher.domain`, with or without `www.`' }),
  }),
});

builder.queryFields((t) => ({
  publisher: t.field({
    type: PublisherType,
    nullable: true,
    description: 'Any address of the publisher finds it.',
    args: { by: t.arg({ type: PublisherBy, required: true }) },
    resolve: async (_root, { by }, { db }) => {
      if (by.slug != null) return findPublisherBySlug(db, by.slug);
      if (by.domain != null) return findPublisherByDomain(db, by.domain);
      const uid = uidOf('Publisher', by.id);
      return uid === null ? null : (await publishersByUids(db, [uid]))[0];
    },
  }),
  publishers: t.field({
    type: PublisherConnection,
    description: 'All publishers, by name.',
    args: pageArgs,
    ...paged(() => publisherOrder),
    resolve: async (_root, args, { db }) => ({
      page: await listPublishers(db, publisherOrder, sliceOf(args, publisherOrder)),
      totalCount: () => countRows(db, 'publisher'),
    }),
  }),
}));
