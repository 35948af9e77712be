import { builder } from '../builder.ts';
import type { Publication } from '../context.ts';
import { findLastChange } from './publication.queries.ts';

const PublicationType = builder.objectRef<Publication>('Publication').implement({
  description: 'The publication itself, from the configuration.',
  fields: (t) => ({
    name: t.exposeString('name'),
    url: t.expose('url', { type: 'URL', nullable: true, description: 'Its home page.' }),
    description: t.string({ nullable: true, resolve: () => null }),
    language: t.string({ nullable: true, description: 'A BCP 47 tag.', resolve: () => null }),
    updatedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When an article or a take last changed; null where there is none.',
      resolve: (_publication, _args, { db }) => findLastChange(db),
    }),
  }),
});

builder.queryField('publication', (t) =>
  t.field({
    type: PublicationType,
    description: 'Whose graph this is.',
    resolve: (_root, _args, { publication }) => publication,
  }),
);
