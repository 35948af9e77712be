import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../db/dialect.ts';
import { uidOf } from '../identity/global-id.ts';
import { type Condition, never, not, uidsOf } from './conditions.ts';
import { rowsWith } from './rows-with.ts';

export interface TopicMatch {
  anyOf?: readonly string[] | null;
  allOf?: readonly string[] | null;
  noneOf?: readonly string[] | null;
  includeNarrower?: boolean | null;
}

/** @param articleId whose topics are meant */
export function topicConditions(
  db: Db,
  articleId: RawBuilder<unknown>,
  match: TopicMatch | null | undefined,
): Condition[] {
  const { anyOf: some, allOf: all, noneOf: none, includeNarrower } = match ?? {};
  const depth = includeNarrower === false ? sql`and topic_closure.depth = 0` : sql``;
  const withTopics = (uids: readonly string[]) => sql`
    select article_topic.article_id from topic_closure
    join article_topic on article_topic.topic_id = topic_closure.descendant_id
    where topic_closure.ancestor_id in ${rowsWith(db, 'topic', uids)} ${depth}`;
  const hasOne = (ids: readonly string[]) => {
    const uids = uidsOf('Topic', ids);
    return uids.length === 0 ? never : sql<boolean>`${articleId} in (${withTopics(uids)})`;
  };
  const conditions: Condition[] = [];
  if (some != null) conditions.push(hasOne(some));
  if (none != null) conditions.push(not(hasOne(none)));
  if (all != null && all.length > 0) {
    const uids = uidsOf('Topic', all);
    const isComplete = all.every((id) => uidOf('Topic', id) !== null);
    conditions.push(
      isComplete
        ? sql<boolean>`${articleId} in (
            ${withTopics(uids)} group by article_topic.article_id
            having count(distinct topic_closure.ancestor_id) = ${uids.length}
          )`
        : never,
    );
  }
  return conditions;
}
