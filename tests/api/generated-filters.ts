import fc from 'fast-check';
import type {
  ArticleFilter,
  DateTimeFilter,
  IdFilter,
  IntFilter,
  ReferenceFilter,
  StringFilter,
  TakeFilter,
  TopicFilter,
  TopicMatch,
} from '../support/gql/graphql.ts';
import type { FilterData } from './filter-data.ts';

/** No database must mind these; the data has none of them. */
const strangeTexts = ['\0', '\ud800', 'a\udfffb', '%', '_', '\\', '%%', '"', "'; drop table take; --", 'NEAR(', '*', '-a', 'zzz', '\u{10ffff}']; // prettier-ignore
const strangeIds = [
  '',
  'nonsense',
  Buffer.from('Article:0198d2f4-0000-7000-8000-000000000000').toString('base64'),
  Buffer.from('Article:\0').toString('base64'),
  Buffer.from('PageInfo:1').toString('base64'),
];

/** One to two of these fields, now and then with a null beside them. */
function someOf<Filter>(fields: {
  [Field in keyof Filter]-?: fc.Arbitrary<Filter[Field]>;
}): fc.Arbitrary<Filter> {
  const entries = Object.entries(fields) as [keyof Filter & string, fc.Arbitrary<unknown>][];
  const one = fc.oneof(
    ...entries.map(([name, value]) =>
      fc
        .oneof({ arbitrary: value, weight: 12 }, { arbitrary: fc.constant(null), weight: 1 })
        .map((given) => ({
          [name]: given,
        })),
    ),
  );
  return fc.array(one, { minLength: 1, maxLength: 2 }).map((parts) => Object.assign({}, ...parts) as Filter);
}

interface Combination<Filter> {
  and?: Filter[] | null;
  or?: Filter[] | null;
  not?: Filter | null;
}

/** Fields of its own, or others put together of such filters, three levels deep. */
function nested<Filter extends Combination<Filter>>(own: fc.Arbitrary<Filter>): fc.Arbitrary<Filter> {
  let filter = fc.oneof({ arbitrary: own, weight: 20 }, { arbitrary: fc.constant({} as Filter), weight: 1 });
  for (let depth = 0; depth < 3; depth++) {
    const inner = filter;
    const combining = fc.oneof(
      fc.array(inner, { maxLength: 2 }).map((and) => ({ and })),
      fc.array(inner, { maxLength: 3 }).map((or) => ({ or })),
      inner.map((not) => ({ not })),
      fc.tuple(own, inner).map(([field, not]) => ({ ...field, not })),
    );
    filter = fc.oneof(
      { arbitrary: own, weight: 2 },
      { arbitrary: combining.map((each) => each as unknown as Filter), weight: 1 },
    );
  }
  return filter;
}

/** Filters whose values are taken from the data, and some that are in none. */
export function generatedFilters(data: FilterData) {
  const articles = data.articles.nodes;
  const kinds = {
    article: articles.map(({ id }) => id),
    take: data.takes.nodes.map(({ id }) => id),
    topic: data.topics.nodes.map(({ id }) => id),
    person: articles.flatMap(({ authors }) => authors.map(({ id }) => id)),
    publisher: articles.flatMap(({ publisher }) => publisher?.id ?? []),
  };
  const foreign = Object.values(kinds).map(([first]) => first!);

  const id = (kind: keyof typeof kinds) =>
    fc.oneof(
      { arbitrary: fc.constantFrom(...kinds[kind]), weight: 8 },
      { arbitrary: fc.constantFrom(...strangeIds, ...foreign), weight: 1 },
    );
  const ids = (kind: keyof typeof kinds, maxLength = 6) => fc.array(id(kind), { maxLength });
  const idFilter = (kind: keyof typeof kinds): fc.Arbitrary<IdFilter> =>
    someOf<IdFilter>({ eq: id(kind), in: ids(kind, 20), notIn: ids(kind, 20) });

  const text = (values: readonly (string | null)[]): fc.Arbitrary<StringFilter> => {
    const present = [...new Set(values.filter((value) => value !== null))];
    const whole = fc.oneof(
      { arbitrary: fc.constantFrom(...present), weight: 8 },
      { arbitrary: fc.constantFrom('', ...strangeTexts), weight: 1 },
    );
    const varied = fc
      .tuple(whole, fc.constantFrom('as it is', 'upper', 'lower', 'decomposed'))
      .map(([value, form]) => {
        if (form === 'upper') return value.toUpperCase();
        if (form === 'lower') return value.toLowerCase();
        return form === 'decomposed' ? value.normalize('NFD') : value;
      });
    const start = fc.tuple(varied, fc.nat(6)).map(([value, length]) => value.slice(0, length));
    const part = fc
      .tuple(varied, fc.nat(8), fc.nat(4))
      .map(([value, from, length]) => value.slice(from, from + length));
    return someOf<StringFilter>({
      eq: fc.oneof(whole, varied),
      ne: whole,
      in: fc.array(whole, { maxLength: 8 }),
      contains: fc.oneof(part, fc.constantFrom('', ' ', ...strangeTexts)),
      startsWith: fc.oneof(start, fc.constantFrom('', ...strangeTexts)),
      isNull: fc.boolean(),
    });
  };

  const times = (values: readonly (string | null)[]): fc.Arbitrary<DateTimeFilter> => {
    const bound = fc.constantFrom(
      ...new Set(values.filter((value) => value !== null)),
      '2020-03-03',
      '2021-03-01T11:00:00+01:00',
    );
    return someOf<DateTimeFilter>({ gt: bound, gte: bound, lt: bound, lte: bound, isNull: fc.boolean() });
  };
  const count = fc.integer({ min: -1, max: 5 });
  const counts = someOf<IntFilter>({ eq: count, gt: count, gte: count, lt: count, lte: count });
  const topicMatch: fc.Arbitrary<TopicMatch> = someOf<TopicMatch>({
    anyOf: ids('topic', 3),
    allOf: fc.array(id('topic'), { minLength: 1, maxLength: 3 }),
    noneOf: ids('topic', 3),
    includeNarrower: fc.boolean(),
  });

  const article = someOf<Omit<ArticleFilter, 'and' | 'or' | 'not'>>({
    id: idFilter('article'),
    title: text(articles.map(({ title }) => title)),
    url: text(articles.map(({ url }) => url)),
    language: text(articles.map(({ language }) => language)),
    isOwn: fc.boolean(),
    publishedAt: times(articles.map(({ publishedAt }) => publishedAt)),
    latestTakeAt: times(articles.map(({ latestTakeAt }) => latestTakeAt)),
    updatedAt: times(articles.map(({ updatedAt }) => updatedAt)),
    publisher: idFilter('publisher'),
    author: idFilter('person'),
    topic: topicMatch,
    hasTake: fc.boolean(),
    referenceCount: counts,
    referencedByCount: counts,
    references: idFilter('article'),
    referencedBy: idFilter('article'),
  });
  const take = someOf<Omit<TakeFilter, 'and' | 'or' | 'not'>>({
    id: idFilter('take'),
    article: idFilter('article'),
    author: idFilter('person'),
    topic: topicMatch,
    publishedAt: times(data.takes.nodes.map(({ publishedAt }) => publishedAt)),
    references: idFilter('article'),
  });
  return {
    article: nested<ArticleFilter>(article),
    take: nested<TakeFilter>(take),
    topic: someOf<TopicFilter>({
      name: text(data.topics.nodes.map(({ name }) => name)),
      broader: idFilter('topic'),
      isRoot: fc.boolean(),
    }),
    reference: someOf<ReferenceFilter>({
      kind: fc.subarray(['MENTION', 'QUOTES', 'SEE_ALSO'] as const).map((kinds) => [...kinds]),
      detectedBy: fc.subarray(['LINK', 'TITLE', 'MANUAL', 'IMPORTED'] as const).map((ways) => [...ways]),
      confidence: someOf({
        gte: fc.constantFrom(0, 0.5, 0.6, 0.75, 1),
        lte: fc.constantFrom(-1, 0.5, 0.6, 0.75, 1),
      }),
      takePublishedAt: times(data.takes.nodes.map(({ publishedAt }) => publishedAt)),
    }),
  };
}
