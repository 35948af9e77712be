import { builder } from '../builder.ts';
import type { DateTimeFilter, FloatFilter, IdFilter, IntFilter, StringFilter } from './conditions.ts';
import type { ArticleFilter, TakeFilter, TopicFilter } from './filters.ts';
import type { TopicMatch } from './topic-conditions.ts';

const combining =
  'All that is given must hold; what is null is not given; an empty filter lets everything through.';

const StringFilterInput = builder.inputRef<StringFilter>('StringFilter').implement({
  description:
    'What a text must be like. `contains` and `startsWith` compare without regard to case and accents, the others exactly. At most 1,000 characters each.',
  fields: (t) => ({
    eq: t.string({ description: 'Exactly this.' }),
    ne: t.string({ description: 'Anything but this. Also true where there is no text.' }),
    in: t.stringList({ description: 'One of these, at most 100.' }),
    contains: t.string({ description: 'Any text contains the empty one.' }),
    startsWith: t.string({ description: 'Any text starts with the empty one.' }),
    isNull: t.boolean({ description: 'Whether there is no text.' }),
  }),
});

export const DateTimeFilterInput = builder.inputRef<DateTimeFilter>('DateTimeFilter').implement({
  description: 'When a time must be. A missing time is neither before nor after another.',
  fields: (t) => ({
    gt: t.field({ type: 'DateTime', description: 'Later.' }),
    gte: t.field({ type: 'DateTime', description: 'Later, or at this time.' }),
    lt: t.field({ type: 'DateTime', description: 'Earlier.' }),
    lte: t.field({ type: 'DateTime', description: 'Earlier, or at this time.' }),
    isNull: t.boolean({ description: 'Whether there is no time.' }),
  }),
});

const IntFilterInput = builder.inputRef<IntFilter>('IntFilter').implement({
  description: 'What a number must be like.',
  fields: (t) => ({
    eq: t.int({ description: 'Equal.' }),
    gt: t.int({ description: 'Greater.' }),
    gte: t.int({ description: 'Greater or equal.' }),
    lt: t.int({ description: 'Less.' }),
    lte: t.int({ description: 'Less or equal.' }),
  }),
});

export const FloatFilterInput = builder.inputRef<FloatFilter>('FloatFilter').implement({
  description: 'Between which values a number must be.',
  fields: (t) => ({
    gte: t.float({ description: 'Greater or equal.' }),
    lte: t.float({ description: 'Less or equal.' }),
  }),
});

const IDFilterInput = builder.inputRef<IdFilter>('IDFilter').implement({
  description:
    'Which objects are meant. An id that is unknown, or that of another type, is the id of none. Where there are several, as authors, one of them must be meant.',
  fields: (t) => ({
    eq: t.id({ description: 'This one.' }),
    in: t.idList({ description: 'One of these, at most 100.' }),
    notIn: t.idList({ description: 'None of these, at most 100. Also true where there is no object.' }),
  }),
});

const TopicMatchInput = builder.inputRef<TopicMatch>('TopicMatch').implement({
  description: 'Which topics an article must have. At most 100 in each list.',
  fields: (t) => ({
    anyOf: t.idList({ description: 'At least one of these.' }),
    allOf: t.idList({ description: 'Each of these.' }),
    noneOf: t.idList({ description: 'None of these.' }),
    includeNarrower: t.boolean({
      defaultValue: true,
      description: 'An article of a narrower topic, at any depth, is one of the broader too.',
    }),
  }),
});

export const ArticleFilterInput = builder.inputRef<ArticleFilter>('ArticleFilter');
ArticleFilterInput.implement({
  description: `Which articles a list holds. ${combining} At most 50 conditions, 5 levels deep.`,
  fields: (t) => ({
    and: t.field({ type: [ArticleFilterInput], description: 'All of these must hold.' }),
    or: t.field({ type: [ArticleFilterInput], description: 'At least one of these must hold.' }),
    not: t.field({ type: ArticleFilterInput, description: 'This must not hold.' }),
    id: t.field({
      type: IDFilterInput,
      description: 'Its own id. That of an article merged into another is that of the other.',
    }),
    title: t.field({ type: StringFilterInput, description: 'The main title, not alternative ones.' }),
    url: t.field({
      type: StringFilterInput,
      description: '`Article.url`, not other addresses of the piece.',
    }),
    language: t.field({ type: StringFilterInput, description: 'A BCP 47 tag: `startsWith: "en"`.' }),
    isOwn: t.boolean({ description: "Whether it is a piece of the publication's own." }),
    publishedAt: t.field({ type: DateTimeFilterInput, description: 'When the original was published.' }),
    latestTakeAt: t.field({ type: DateTimeFilterInput, description: 'The date of its newest take.' }),
    updatedAt: t.field({
      type: DateTimeFilterInput,
      description: 'When one of its own fields last changed.',
    }),
    publisher: t.field({ type: IDFilterInput, description: 'The id of a Publisher.' }),
    author: t.field({ type: IDFilterInput, description: 'The id of a Person on its byline.' }),
    topic: t.field({ type: TopicMatchInput, description: 'What it is about.' }),
    hasTake: t.boolean({ description: 'Whether the publication has commented on it.' }),
    referenceCount: t.field({ type: IntFilterInput, description: 'How often its takes refer to others.' }),
    referencedByCount: t.field({ type: IntFilterInput, description: 'How often takes refer to it.' }),
    references: t.field({ type: IDFilterInput, description: 'Its takes refer to the Article with this id.' }),
    referencedBy: t.field({
      type: IDFilterInput,
      description: 'Takes on the Article with this id refer to it.',
    }),
  }),
});

export const TakeFilterInput = builder.inputRef<TakeFilter>('TakeFilter');
TakeFilterInput.implement({
  description: `Which takes a list holds. ${combining} At most 50 conditions, 5 levels deep.`,
  fields: (t) => ({
    and: t.field({ type: [TakeFilterInput], description: 'All of these must hold.' }),
    or: t.field({ type: [TakeFilterInput], description: 'At least one of these must hold.' }),
    not: t.field({ type: TakeFilterInput, description: 'This must not hold.' }),
    id: t.field({ type: IDFilterInput, description: 'Its own id.' }),
    article: t.field({ type: IDFilterInput, description: 'The id of the Article that it is about.' }),
    author: t.field({ type: IDFilterInput, description: "The id of a Person on the take's byline." }),
    topic: t.field({ type: TopicMatchInput, description: 'Topics of the article that it is about.' }),
    publishedAt: t.field({ type: DateTimeFilterInput, description: 'The date that its document states.' }),
    references: t.field({ type: IDFilterInput, description: 'It refers to the Article with this id.' }),
  }),
});

export const TopicFilterInput = builder.inputRef<TopicFilter>('TopicFilter').implement({
  description: `Which topics a list holds. ${combining}`,
  fields: (t) => ({
    name: t.field({ type: StringFilterInput, description: 'Its name, not aliases.' }),
    broader: t.field({ type: IDFilterInput, description: 'The id of the Topic directly above it.' }),
    isRoot: t.boolean({ description: 'Whether there is no broader topic.' }),
  }),
});
