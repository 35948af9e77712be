import { builder } from '../builder.ts';
import { peopleByUids, type PersonRow } from './person.queries.ts';

export const PersonType = builder.objectRef<PersonRow>('Person');

builder.node(PersonType, {
  description: 'Somebody who wrote an article or a take. People of one name (case, accents aside) are one.',
  id: { resolve: (person) => person.uid },
  loadManyWithoutCache: (uids: string[], context) => peopleByUids(context.db, uids),
  fields: (t) => ({
    slug: t.exposeString('slug'),
    name: t.exposeString('name'),
    url: t.expose('url', { type: 'URL', nullable: true }),
  }),
});
