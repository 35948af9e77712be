import { type Direction, type Order, type OrderKey, dateKey, numberKey, textKey } from './order.ts';

export interface OrderArg<Field extends string> {
  field: Field;
  direction: Direction;
}

export const articleOrderFields = {
  LATEST_TAKE_AT: (direction: Direction) => dateKey('article.latest_take_at', direction),
  PUBLISHED_AT: (direction: Direction) => dateKey('article.published_at', direction),
  UPDATED_AT: (direction: Direction) => textKey('article.updated_at', direction),
  TITLE: (direction: Direction) => textKey('article.title_key', direction),
  REFERENCED_BY_COUNT: (direction: Direction) => numberKey('article.referenced_by_count', direction),
  REFERENCE_COUNT: (direction: Direction) => numberKey('article.reference_count', direction),
};
export const takeOrderFields = {
  PUBLISHED_AT: (direction: Direction) => dateKey('take.published_at', direction),
  UPDATED_AT: (direction: Direction) => textKey('take.updated_at', direction),
};
export const topicOrderFields = {
  NAME: (direction: Direction) => textKey('topic.key', direction),
  ARTICLE_COUNT: (direction: Direction) => numberKey('topic.article_count', direction),
};

/** People and publishers have one order, by folded name. */
export const personOrder: Order = {
  name: 'person',
  id: 'person.id',
  keys: [textKey('person.key', 'ASC'), textKey('person.slug', 'ASC')],
};
export const publisherOrder: Order = {
  name: 'publisher',
  id: 'publisher.id',
  keys: [textKey('publisher.name_key', 'ASC'), textKey('publisher.slug', 'ASC')],
};

export type ArticleOrderArg = OrderArg<keyof typeof articleOrderFields>;
export type TakeOrderArg = OrderArg<keyof typeof takeOrderFields>;
export type TopicOrderArg = OrderArg<keyof typeof topicOrderFields>;

type OrderBy<Arg> = readonly Arg[] | null | undefined;

export const articleOrder = withDefault(
  { field: 'LATEST_TAKE_AT', direction: 'DESC' },
  (orderBy: readonly ArticleOrderArg[]) =>
    orderOf('article', articleOrderFields, orderBy, textKey('article.slug', 'ASC')),
);

/** The default. */
export const newestTakesFirst = articleOrder(null);

export const takeOrder = withDefault(
  { field: 'PUBLISHED_AT', direction: 'DESC' },
  (orderBy: readonly TakeOrderArg[]) => orderOf('take', takeOrderFields, orderBy, textKey('take.key', 'ASC')),
);

export const topicOrder = withDefault(
  { field: 'NAME', direction: 'ASC' },
  (orderBy: readonly TopicOrderArg[]) =>
    orderOf('topic', topicOrderFields, orderBy, textKey('topic.slug', 'ASC')),
);

/** The order that is asked for; the default, which most lists have, is made once. */
function withDefault<Arg>(
  byDefault: NoInfer<Arg>,
  make: (orderBy: readonly Arg[]) => Order,
): (orderBy: OrderBy<Arg>) => Order {
  const order = make([byDefault]);
  return (orderBy) => (orderBy?.length ? make(orderBy) : order);
}

/** A field that is named twice orders by its first mention. The hidden last key makes the order total. */
function orderOf<Field extends string>(
  list: 'article' | 'take' | 'topic',
  fields: Record<Field, (direction: Direction) => OrderKey>,
  orderBy: readonly OrderArg<Field>[],
  last: OrderKey,
): Order {
  const distinct = orderBy.filter(
    ({ field }, i) => orderBy.findIndex((order) => order.field === field) === i,
  );
  return {
    name: [list, ...distinct.map(({ field, direction }) => `${field}.${direction}`)].join(' '),
    id: `${list}.id`,
    keys: [...distinct.map(({ field, direction }) => fields[field](direction)), last],
  };
}
