import { type Kysely, sql } from 'kysely';

/**
 * Most links have no fragment, so that both their keys are the same, and few references lead to a take: the indexes
 * leave them out, which is ten of the 95 pages that a document changes in a store of 50,000. Topics of an article stand in
 * the order of their list.
 */
export async function up(db: Kysely<unknown>, engine: 'sqlite' | 'postgres'): Promise<void> {
  const text = engine === 'sqlite' ? 'text' : 'text collate "C"';
  const statements = [
    `drop index take_link_page`,
    `create index take_link_page on take_link (page_key) where page_key <> key`,
    `drop index cross_reference_target_take`,
    `create index cross_reference_target_take on cross_reference (target_take_id) where target_take_id is not null`,

    `alter table article_topic add column topic_key ${text} not null default ''`,
    `update article_topic set topic_key = (select topic.key from topic where topic.id = topic_id)`,
    `create index article_topic_article on article_topic (article_id, topic_key, topic_id)`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
