import { sql } from 'kysely';
import { type Check, rowCheck } from './check.ts';

/**
 * Every alias with its topic: of several that documents give it to that of the smallest key, and none where it is the
 * name of a topic that documents describe.
 */
const wantedAliases = sql`
  select claim.key, claim.topic_id, min(claim.name) as name from (
    select alias.key, alias.name, topic.id as topic_id, topic.key as topic_key
    from topic_source_alias as alias
    join topic_source on topic_source.id = alias.topic_source_id
    join topic on topic.id = topic_source.topic_id
    where alias.key <> topic.key
  ) as claim
  where not exists (
    select 1 from topic join topic_source on topic_source.topic_id = topic.id where topic.key = claim.key
  ) and not exists (
    select 1 from topic_source_alias as rival
    join topic_source on topic_source.id = rival.topic_source_id
    join topic on topic.id = topic_source.topic_id
    where rival.key = claim.key and topic.key <> rival.key and topic.key < claim.topic_key
  )
  group by claim.key, claim.topic_id
`;

/** The topic of the smallest name that documents give as broader; an alias goes before a name. */
const statedBroader = sql`(
  select coalesce(
    (select topic_alias.topic_id from topic_alias where topic_alias.key = smallest.key),
    (select named.id from topic as named where named.key = smallest.key)
  )
  from (
    select min(topic_source.broader_key) as key from topic_source where topic_source.topic_id = topic.id
  ) as smallest
)`;

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

  rowCheck(
    'topic-aliases',
    'aliases that are missing or lead to another topic than documents say',
    () => sql`
      select key as label from (
        select key, topic_id, name from topic_alias except ${wantedAliases}
      ) as wrong
      union select key from (
        ${wantedAliases} except select key, topic_id, name from topic_alias
      ) as missing
    `,
  ),
  rowCheck(
    'topic-broader',
    'topics below another one than their documents say',
    () => sql`
      select slug as label from topic where stated_broader_id is distinct from ${statedBroader}
    `,
  ),
  rowCheck(
    'topic-circle-break',
    'topics that lack what is stated as broader outside of a circle, or have it where the circle is broken',
    () => sql`
      with recursive above (topic_id, ancestor_id) as (
        select id, stated_broader_id from topic where stated_broader_id is not null
        union
        select above.topic_id, topic.stated_broader_id from above join topic on topic.id = above.ancestor_id
        where topic.stated_broader_id is not null
      ), broken (key) as (
        select topic.key from topic join above as own on own.topic_id = topic.id and own.ancestor_id = topic.id
        where not exists (
          select 1 from above join topic as other on other.id = above.ancestor_id
          where above.topic_id = topic.id and other.key > topic.key
        )
      )
      select slug as label from topic
      where broader_id is distinct from
        case when key in (select key from broken) then null else stated_broader_id end
    `,
  ),
];
