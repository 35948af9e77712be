import { builder } from '../builder.ts';
import { batched } from '../loader.ts';
import { type PublisherRow, publishersByIds, publishersByUids } from './publisher.queries.ts';

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
