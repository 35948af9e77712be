import { builder } from '../builder.ts';
import { connectionType, edgeType, pageArgs, paged } from '../list/connection.schema.ts';
import { sliceOf } from '../list/page.ts';
import { batched } from '../loader.ts';
import { textOf } from '../take/rich-text.schema.ts';
import { countWanted, linkPlacesByKeys, listWanted, wantedOrder, type WantedRow } from './wanted.queries.ts';

const loadPlace = batched(linkPlacesByKeys);

const WantedType = builder.objectRef<WantedRow>('Wanted').implement({
  description: 'A page that takes link to and the graph does not hold.',
  fields: (t) => ({
    url: t.expose('url', {
      type: 'URL',
      description: 'Its address; of several spellings the first in the alphabet.',
    }),
    text: t.string({
      description: 'The words of a link to it; empty where only images link to it.',
      resolve: async ({ key }, _args, context) => {
        const place = await loadPlace(context, key);
        if (!place) return '';
        return (await textOf(context, place)).slice(place.start, place.end);
      },
    }),
    takeCount: t.exposeInt('takeCount', { description: 'How many takes link to it.' }),
  }),
});

const WantedConnection = connectionType(
  'WantedConnection',
  edgeType('WantedEdge', WantedType, 'A wanted page and where it stands in the list.'),
  WantedType,
  'A page of what is wanted.',
);

builder.queryField('wanted', (t) =>
  t.field({
    type: WantedConnection,
    description:
      'Pages that takes link to and the graph does not hold, most linked first. Links to parts of one page count together.',
    args: pageArgs,
    ...paged(() => wantedOrder),
    resolve: async (_root, args, { db }) => ({
      page: await listWanted(db, sliceOf(args, wantedOrder)),
      totalCount: () => countWanted(db),
    }),
  }),
);
