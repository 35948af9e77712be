import pg from 'pg';

/**
 * What PostGraphile needs to answer the same questions, written as its manual has it: an excerpt, a topic's articles with
 * those of narrower topics, and indexes for its orders (it orders by indexed columns alone; Ibid's own are on expressions).
 */
const statements = [
  `create or replace function take_body_excerpt(body take_body) returns text language sql stable as
     $$ select left(body.text, 280) $$`,
  `create or replace function topic_newest_articles(topic topic) returns setof article language sql stable as $$
     select article.* from article
     where article.id in (
       select article_topic.article_id from topic_closure
       join article_topic on article_topic.topic_id = topic_closure.descendant_id
       where topic_closure.ancestor_id = topic.id
     )
     order by article.latest_take_at desc, article.slug
   $$`,
  `create index if not exists bench_article_latest_take on article (latest_take_at desc, slug)`,
  `create index if not exists bench_take_of_article on take (article_id, published_at desc)`,
  `create index if not exists bench_take_author_in_order on take_author (take_id, position)`,
];

export async function addPeerFunctions(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}
