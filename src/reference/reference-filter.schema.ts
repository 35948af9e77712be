import { builder } from '../builder.ts';
import { DateTimeFilterInput, FloatFilterInput } from '../list/filter.schema.ts';
import type { ReferenceFilter } from '../list/filters.ts';

export const ReferenceKind = builder.enumType('ReferenceKind', {
  description: 'How a take refers to a piece.',
  values: {
    MENTION: { description: 'It names or links it. What detection finds.' },
    QUOTES: { description: 'It quotes it.' },
    SEE_ALSO: { description: 'It sends the reader there.' },
  },
});

export const DetectionMethod = builder.enumType('DetectionMethod', {
  description: 'How a reference was found.',
  values: {
    LINK: { description: 'By a link to an address of the piece.' },
    TITLE: { description: "By the piece's title in the prose." },
    MANUAL: { description: 'By an editor.' },
    IMPORTED: { description: 'By an import.' },
  },
});

export const ReferenceFilterInput = builder.inputRef<ReferenceFilter>('ReferenceFilter').implement({
  description:
    'Which references a list holds. All that is given must hold; what is null is not given; an empty filter lets everything through.',
  fields: (t) => ({
    kind: t.field({ type: [ReferenceKind], description: 'One of these.' }),
    detectedBy: t.field({ type: [DetectionMethod], description: 'Found in one of these ways.' }),
    confidence: t.field({ type: FloatFilterInput, description: '0 to 1.' }),
    takePublishedAt: t.field({
      type: DateTimeFilterInput,
      description: 'The date of the take that refers.',
    }),
  }),
});
