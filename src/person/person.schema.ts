import { builder } from '../builder.ts';
import { countRows } from '../db/count.ts';
import { uidOf } from '../identity/global-id.ts';
import { connectionType, edgeType, pageArgs, paged } from '../list/connection.schema.ts';
import { personOrder } from '../list/orders.ts';
import { sliceOf } from '../list/page.ts';
import { batched } from '../loader.ts';
import { findPersonBySlug, listPeople, peopleByIds, peopleByUids, type PersonRow } from './person.queries.ts';

export const PersonType = builder.objectRef<PersonRow>('Person');

export const loadPerson = batched(peopleByIds);

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

const PersonEdge = edgeType('PersonEdge', PersonType, 'A person in a list.');
const PersonConnection = connectionType('PersonConnection', PersonEdge, PersonType, 'A page of people.');

const PersonBy = builder.inputType('PersonBy', {
  isOneOf: true,
  description: 'Any one address of a person.',
  fields: (t) => ({ id: t.id(), slug: t.string() }),
});

builder.queryFields((t) => ({
  person: t.field({
    type: PersonType,
    nullable: true,
    description: 'Any address of the person finds them.',
    args: { by: t.arg({ type: PersonBy, required: true }) },
    resolve: async (_root, { by }, { db }) => {
      if (by.slug != null) return findPersonBySlug(db, by.slug);
      const uid = uidOf('Person', by.id);
      return uid === null ? null : (await peopleByUids(db, [uid]))[0];
    },
  }),
  people: t.field({
    type: PersonConnection,
    description: 'Everybody who wrote an article or a take, by name.',
    args: pageArgs,
    ...paged(() => personOrder),
    resolve: async (_root, args, { db }) => ({
      page: await listPeople(db, personOrder, sliceOf(args, personOrder)),
      totalCount: () => countRows(db, 'person'),
    }),
  }),
}));
