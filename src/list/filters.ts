import { type RawBuilder, sql } from 'kysely';
import { type Db, dialectOf } from '../db/dialect.ts';
import {
  allOf,
  anyOf,
  type Condition,
  type DateTimeFilter,
  type FloatFilter,
  idConditions,
  type IdFilter,
  type IntFilter,
  isAmong,
  not,
  numberConditions,
  optional,
  required,
  type StringFilter,
  textConditions,
  timeConditions,
} from './conditions.ts';
import { ownPieceCondition } from './own-piece.ts';
import { articlesWith, rowsWith } from './rows-with.ts';
import { topicConditions, type TopicMatch } from './topic-conditions.ts';

/** How filters of one kind are put together. */
interface Combination<Filter> {
  and?: readonly Filter[] | null;
  or?: readonly Filter[] | null;
  not?: Filter | null;
}

export interface ArticleFilter extends Combination<ArticleFilter> {
  id?: IdFilter | null;
  title?: StringFilter | null;
  url?: StringFilter | null;
  language?: StringFilter | null;
  isOwn?: boolean | null;
  publishedAt?: DateTimeFilter | null;
  latestTakeAt?: DateTimeFilter | null;
  updatedAt?: DateTimeFilter | null;
  publisher?: IdFilter | null;
  author?: IdFilter | null;
  topic?: TopicMatch | null;
  hasTake?: boolean | null;
  referenceCount?: IntFilter | null;
  referencedByCount?: IntFilter | null;
  references?: IdFilter | null;
  referencedBy?: IdFilter | null;
}

export interface TakeFilter extends Combination<TakeFilter> {
  id?: IdFilter | null;
  article?: IdFilter | null;
  author?: IdFilter | null;
  topic?: TopicMatch | null;
  publishedAt?: DateTimeFilter | null;
  references?: IdFilter | null;
}

export interface TopicFilter {
  name?: StringFilter | null;
  broader?: IdFilter | null;
  isRoot?: boolean | null;
}

export interface ReferenceFilter {
  kind?: readonly string[] | null;
  detectedBy?: readonly string[] | null;
  confidence?: FloatFilter | null;
  takePublishedAt?: DateTimeFilter | null;
}

/** @param home match key of the publication's own address; null where none is known */
export function articleCondition(db: Db, filter: ArticleFilter, home: string | null): Condition {
  const articleId = sql.ref('article.id');
  const condition = combined(filter, (own) => [
    ...idConditions('Article', own.id, (uids) => sql`article.id in ${articlesWith(db, uids)}`),
    ...textConditions(db, required('article.title'), required('article.title_key'), own.title),
    ...textConditions(db, optional('article.url'), optional('article.url_fold'), own.url),
    ...textConditions(db, optional('article.language'), optional('article.language_fold'), own.language),
    ...flagConditions(ownPieceCondition(home), own.isOwn),
    ...timeConditions(optional('article.published_at'), own.publishedAt),
    ...timeConditions(optional('article.latest_take_at'), own.latestTakeAt),
    ...timeConditions(required('article.updated_at'), own.updatedAt),
    ...idConditions(
      'Publisher',
      own.publisher,
      (uids) =>
        sql`(article.publisher_id is not null and article.publisher_id in ${rowsWith(db, 'publisher', uids)})`,
    ),
    ...idConditions(
      'Person',
      own.author,
      (uids) => sql`article.id in (
        select article_id from article_author where person_id in ${rowsWith(db, 'person', uids)}
      )`,
    ),
    ...topicConditions(db, articleId, own.topic),
    ...flagConditions(sql`article.take_count > 0`, own.hasTake),
    ...numberConditions(required('article.reference_count'), own.referenceCount),
    ...numberConditions(required('article.referenced_by_count'), own.referencedByCount),
    ...idConditions(
      'Article',
      own.references,
      (uids) => sql`article.id in (
        select source_id from cross_reference where target_id in ${articlesWith(db, uids)}
      )`,
    ),
    ...idConditions(
      'Article',
      own.referencedBy,
      (uids) => sql`article.id in (
        select target_id from cross_reference where source_id in ${articlesWith(db, uids)}
      )`,
    ),
  ]);
  return scanning(db, articleId, condition);
}

export function takeCondition(db: Db, filter: TakeFilter): Condition {
  const condition = combined(filter, (own) => [
    ...idConditions('Take', own.id, (uids) => sql`take.id in ${rowsWith(db, 'take', uids)}`),
    ...idConditions('Article', own.article, (uids) => sql`take.article_id in ${articlesWith(db, uids)}`),
    ...idConditions(
      'Person',
      own.author,
      (uids) => sql`take.id in (
        select take_id from take_author where person_id in ${rowsWith(db, 'person', uids)}
      )`,
    ),
    ...topicConditions(db, sql.ref('take.article_id'), own.topic),
    ...timeConditions(optional('take.published_at'), own.publishedAt),
    ...idConditions(
      'Article',
      own.references,
      (uids) => sql`take.id in (
        select take_id from cross_reference where target_id in ${articlesWith(db, uids)}
      )`,
    ),
  ]);
  return scanning(db, sql.ref('take.id'), condition);
}

export function topicCondition(db: Db, filter: TopicFilter): Condition {
  const condition = allOf([
    ...textConditions(db, required('topic.name'), required('topic.key'), filter.name),
    ...idConditions(
      'Topic',
      filter.broader,
      (uids) => sql`(topic.broader_id is not null and topic.broader_id in ${rowsWith(db, 'topic', uids)})`,
    ),
    ...flagConditions(sql`topic.broader_id is null`, filter.isRoot),
  ]);
  return scanning(db, sql.ref('topic.id'), condition);
}

export function referenceCondition(db: Db, filter: ReferenceFilter): Condition {
  const conditions = [
    ...numberConditions(required('cross_reference.confidence'), filter.confidence),
    ...timeConditions(
      {
        value: sql.ref('cross_reference.take_time'),
        isPresent: sql<boolean>`cross_reference.take_time <> ''`,
      },
      filter.takePublishedAt,
    ),
  ];
  if (filter.kind != null) conditions.push(isAmong(db, required('cross_reference.kind'), filter.kind));
  if (filter.detectedBy != null) {
    conditions.push(isAmong(db, required('cross_reference.detected_by'), filter.detectedBy));
  }
  return scanning(db, sql.ref('cross_reference.id'), allOf(conditions));
}

/** How many rows a filter makes the engine try depends on the store and on what is asked: it must be possible to end it. */
function scanning(db: Db, id: RawBuilder<unknown>, condition: Condition): Condition {
  return sql<boolean>`(${dialectOf(db).stillWanted(id)} and ${condition})`;
}

/** The conditions of a filter's own fields, and those that are put together of others. */
function combined<Filter extends Combination<Filter>>(
  filter: Filter,
  ownConditions: (filter: Filter) => Condition[],
): Condition {
  const conditions = ownConditions(filter);
  if (filter.and != null) conditions.push(...filter.and.map((each) => combined(each, ownConditions)));
  if (filter.or != null) conditions.push(anyOf(filter.or.map((each) => combined(each, ownConditions))));
  if (filter.not != null) conditions.push(not(combined(filter.not, ownConditions)));
  return allOf(conditions);
}

function flagConditions(condition: Condition, wanted: boolean | null | undefined): Condition[] {
  return wanted == null ? [] : [wanted ? condition : not(condition)];
}
