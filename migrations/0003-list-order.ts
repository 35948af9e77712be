import { type Kysely, sql } from 'kysely';

/**
 * Rows that lists are made of carry what orders them, so that a page is read from an index: of a topic's or author's
 * articles, an author's takes, and references across takes. `''` stands for a missing date.
 */
export async function up(db: Kysely<unknown>, engine: 'sqlite' | 'postgres'): Promise<void> {
  const text = engine === 'sqlite' ? 'text' : 'text collate "C"';
  const ofArticle = `from article where article.id = article_id`;
  const ofTake = `from take where take.id = take_id`;

  const statements = [
    // Before the rows change, which would go into them too.
    `drop index cross_reference_of_source`,
    `drop index cross_reference_of_target`,
    `drop index article_topic_topic`,
    `drop index article_author_person`,
    `drop index take_author_person`,

    `alter table cross_reference add column take_key ${text} not null default ''`,
    `update cross_reference set take_key = (select take.key ${ofTake})`,
    `create index cross_reference_of_source on cross_reference (source_id, take_time desc, take_key, position)`,
    `create index cross_reference_of_target on cross_reference (target_id, take_time desc, take_key)`,

    ...(['article_topic', 'article_author'] as const).flatMap((table) => [
      `alter table ${table} add column latest_take ${text} not null default ''`,
      `alter table ${table} add column article_slug ${text} not null default ''`,
      `update ${table} set latest_take = (select coalesce(article.latest_take_at, '') ${ofArticle}),
        article_slug = (select article.slug ${ofArticle})`,
    ]),
    `create index article_topic_topic on article_topic (topic_id, latest_take desc, article_slug, article_id)`,
    `create index article_author_person on article_author (person_id, latest_take desc, article_slug, article_id)`,
    `create index article_publisher_latest on article (publisher_id, coalesce(latest_take_at, '') desc, slug)`,

    `alter table take_author add column take_time ${text} not null default ''`,
    `alter table take_author add column take_key ${text} not null default ''`,
    `update take_author set take_time = (select coalesce(take.published_at, '') ${ofTake}),
      take_key = (select take.key ${ofTake})`,
    `create index take_author_person on take_author (person_id, take_time desc, take_key, take_id)`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
