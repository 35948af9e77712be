import { sql } from 'kysely';
import { type Check, rowCheck } from './check.ts';

export const topicChecks: readonly Check[] = [
  rowCheck(
    'topic-circles',
    'topics that are broader than themselves',
    // Union and not union all: it ends on a circle.
    () => sql`
      with recursive above (topic_id, ancestor_id) as (
        select id, broader_id from topic where broader_id is not null
        union
        select above.topic_id, topic.broader_id from above join topic on topic.id = above.ancestor_id
        where topic.broader_id is not null
      )
      select slug as label from above join topic on topic.id = above.topic_id
      where above.topic_id = above.ancestor_id
    `,
  ),

  // By induction over the depth: a topic's ancestors are itself and those of the broader one, each a step further.
  rowCheck(
    'topic-closure',
    'ancestors of topics that are missing or wrong',
    () => sql`
      select topic.slug || ' (not below itself)' as label from topic
      where not exists (
        select 1 from topic_closure as own
        where own.ancestor_id = topic.id and own.descendant_id = topic.id and own.depth = 0
      )
      union all
      select topic.slug || ' (not below ' || ancestor.slug || ')' from topic
      join topic_closure as above on above.descendant_id = topic.broader_id
      join topic as ancestor on ancestor.id = above.ancestor_id
      where not exists (
        select 1 from topic_closure as own
        where own.ancestor_id = above.ancestor_id and own.descendant_id = topic.id and own.depth = above.depth + 1
      )
      union all
      select topic.slug || ' (below ' || ancestor.slug || ')' from topic_closure as own
      join topic on topic.id = own.descendant_id
      join topic as ancestor on ancestor.id = own.ancestor_id
      where (own.ancestor_id <> own.descendant_id or own.depth <> 0) and not exists (
        select 1 from topic_closure as above
        where above.ancestor_id = own.ancestor_id and above.descendant_id = topic.broader_id
          and above.depth = own.depth - 1 and own.ancestor_id <> own.descendant_id
      )
    `,
  ),
];
