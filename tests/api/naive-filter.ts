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
import type { FilterData, ListedArticle, ListedTake, ListedTopic } from './filter-data.ts';

/* Filters as the contract describes them, over listed data: what the database's answers are compared with. */

/** Case, accents and width apart: enough for the words of `filter-data.ts`. */
export function plainFold(text: string): string {
  const open = text.normalize('NFKD').replace(/\p{Mn}/gu, '');
  return open.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim();
}

type Given<T> = T | null | undefined;

function given<T>(value: Given<T>, test: (value: T) => boolean): boolean {
  return value == null || test(value);
}

function text(filter: Given<StringFilter>, value: string | null): boolean {
  const has = (test: (value: string) => boolean) => value !== null && test(value);
  return given(
    filter,
    ({ eq, ne, in: values, contains, startsWith, isNull }) =>
      given(eq, (other) => value === other) &&
      given(ne, (other) => value !== other) &&
      given(values, (others) => has((own) => others.includes(own))) &&
      given(contains, (part) => has((own) => plainFold(own).includes(plainFold(part)))) &&
      given(startsWith, (part) => has((own) => plainFold(own).startsWith(plainFold(part)))) &&
      given(isNull, (wanted) => (value === null) === wanted),
  );
}

function time(filter: Given<DateTimeFilter>, value: string | null): boolean {
  const has = (test: (time: number) => boolean) => value !== null && test(Date.parse(value));
  return given(
    filter,
    ({ gt, gte, lt, lte, isNull }) =>
      given(gt, (bound) => has((own) => own > Date.parse(bound))) &&
      given(gte, (bound) => has((own) => own >= Date.parse(bound))) &&
      given(lt, (bound) => has((own) => own < Date.parse(bound))) &&
      given(lte, (bound) => has((own) => own <= Date.parse(bound))) &&
      given(isNull, (wanted) => (value === null) === wanted),
  );
}

function number(filter: Given<IntFilter>, value: number): boolean {
  return given(
    filter,
    ({ eq, gt, gte, lt, lte }) =>
      given(eq, (bound) => value === bound) &&
      given(gt, (bound) => value > bound) &&
      given(gte, (bound) => value >= bound) &&
      given(lt, (bound) => value < bound) &&
      given(lte, (bound) => value <= bound),
  );
}

function ids(filter: Given<IdFilter>, own: readonly string[]): boolean {
  return given(
    filter,
    ({ eq, in: some, notIn }) =>
      given(eq, (id) => own.includes(id)) &&
      given(some, (list) => list.some((id) => own.includes(id))) &&
      given(notIn, (list) => !list.some((id) => own.includes(id))),
  );
}

interface Combination<Filter> {
  and?: Given<readonly Filter[]>;
  or?: Given<readonly Filter[]>;
  not?: Given<Filter>;
}

function combined<Filter extends Combination<Filter>>(
  filter: Filter,
  matches: (filter: Filter) => boolean,
): boolean {
  return (
    matches(filter) &&
    given(filter.and, (all) => all.every((each) => combined(each, matches))) &&
    given(filter.or, (some) => some.some((each) => combined(each, matches))) &&
    given(filter.not, (other) => !combined(other, matches))
  );
}

const idsOf = (nodes: readonly { id: string }[]) => nodes.map(({ id }) => id);

/** Predicates over what was listed. */
export function naiveFilters(data: FilterData) {
  const articles = new Map(data.articles.nodes.map((article) => [article.id, article]));
  const broaderOf = new Map(data.topics.nodes.map((topic) => [topic.id, topic.broader?.id]));

  const withBroader = (id: string): string[] => {
    const above = broaderOf.get(id);
    return [id, ...(above ? withBroader(above) : [])];
  };

  const topic = (match: Given<TopicMatch>, article: ListedArticle): boolean =>
    given(match, ({ anyOf, allOf, noneOf, includeNarrower }) => {
      const direct = idsOf(article.topics.nodes);
      const own = includeNarrower === false ? direct : direct.flatMap(withBroader);
      return (
        given(anyOf, (list) => list.some((id) => own.includes(id))) &&
        given(allOf, (list) => list.every((id) => own.includes(id))) &&
        given(noneOf, (list) => !list.some((id) => own.includes(id)))
      );
    });

  return {
    article: (where: ArticleFilter, article: ListedArticle): boolean =>
      combined(
        where,
        (filter) =>
          ids(filter.id, [article.id]) &&
          text(filter.title, article.title) &&
          text(filter.url, article.url) &&
          text(filter.language, article.language) &&
          given(filter.isOwn, (wanted) => article.isOwn === wanted) &&
          time(filter.publishedAt, article.publishedAt) &&
          time(filter.latestTakeAt, article.latestTakeAt) &&
          time(filter.updatedAt, article.updatedAt) &&
          ids(filter.publisher, idsOf(article.publisher ? [article.publisher] : [])) &&
          ids(filter.author, idsOf(article.authors)) &&
          topic(filter.topic, article) &&
          given(filter.hasTake, (wanted) => article.takeCount > 0 === wanted) &&
          number(filter.referenceCount, article.referenceCount) &&
          number(filter.referencedByCount, article.referencedByCount) &&
          ids(filter.references, idsOf(article.references.nodes)) &&
          ids(filter.referencedBy, idsOf(article.referencedBy.nodes)),
      ),
    take: (where: TakeFilter, take: ListedTake): boolean =>
      combined(
        where,
        (filter) =>
          ids(filter.id, [take.id]) &&
          ids(filter.article, [take.article.id]) &&
          ids(filter.author, idsOf(take.authors)) &&
          topic(filter.topic, articles.get(take.article.id)!) &&
          time(filter.publishedAt, take.publishedAt) &&
          ids(filter.references, idsOf(take.references.nodes)),
      ),
    topic: (filter: TopicFilter, { name, broader }: ListedTopic): boolean =>
      text(filter.name, name) &&
      ids(filter.broader, idsOf(broader ? [broader] : [])) &&
      given(filter.isRoot, (wanted) => (broader === null) === wanted),
  };
}

interface ListedReference {
  kind: string;
  detectedBy: string;
  confidence: number;
  take: { publishedAt: string | null };
}

export function naiveReferenceFilter(filter: ReferenceFilter, reference: ListedReference): boolean {
  const { kind, detectedBy, confidence, takePublishedAt } = filter;
  return (
    given(kind, (kinds) => kinds.some((each) => each === reference.kind)) &&
    given(detectedBy, (ways) => ways.some((way) => way === reference.detectedBy)) &&
    given(confidence, ({ gte }) => given(gte, (bound) => reference.confidence >= bound)) &&
    given(confidence, ({ lte }) => given(lte, (bound) => reference.confidence <= bound)) &&
    time(takePublishedAt, reference.take.publishedAt)
  );
}
