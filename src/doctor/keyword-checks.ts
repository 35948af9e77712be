import { sql } from 'kysely';
import { firstWordOf } from '../detect/topics.ts';
import { type Check, FindingCounter, rowCheck } from './check.ts';

/** What takes name of topics that no document states of their article, each as surely as the surest take. */
const named = sql`
  select take.article_id, take_topic.topic_id, max(take_topic.confidence) as confidence
  from take_topic join take on take.id = take_topic.take_id
  where not exists (
    select 1 from article_topic as stated
    where stated.article_id = take.article_id and stated.topic_id = take_topic.topic_id
      and stated.assigned_by <> 'KEYWORD'
  )
  group by take.article_id, take_topic.topic_id
`;
const assigned = sql`
  select article_id, topic_id, confidence from article_topic where assigned_by = 'KEYWORD'
`;

/** The topics that texts name, and how they are found. */
export const keywordChecks: readonly Check[] = [
  rowCheck(
    'article-keywords',
    'topics of articles that their takes name and they have not, or the other way round',
    () => sql`
      select article.slug || ' (' || topic.slug || ')' as label from (
        select article_id, topic_id from (${named} except ${assigned}) as missing
        union select article_id, topic_id from (${assigned} except ${named}) as wrong
      ) as off
      join article on article.id = off.article_id join topic on topic.id = off.topic_id
    `,
  ),
  {
    name: 'topic-first-words',
    fault: 'names of topics that texts are not searched for, or by another word than the first',
    async find(db) {
      const findings = new FindingCounter();
      const { rows } = await sql<{ key: string; first_word: string | null; is_alias: number }>`
        select topic.key, topic.first_word, case when topic_alias.key is null then 0 else 1 end as is_alias
        from topic left join topic_alias on topic_alias.key = topic.key
        where not exists (select 1 from topic_search where topic_search.topic_id = topic.id)
        union all
        select key, first_word, 0 from topic_alias
        where not exists (select 1 from topic_search where topic_search.topic_id = topic_alias.topic_id)
        order by key
      `.execute(db);
      for (const { key, first_word, is_alias } of rows)
        if (first_word !== (is_alias === 1 ? null : firstWordOf(key))) findings.add(key);
      return findings.finish();
    },
  },
];
