import { sql } from 'kysely';
import type { Store } from '../../src/db/store.ts';

const pieces = 4_000;

/**
 * What PostgreSQL plans depends on how much there is. With hubs of every kind, among many rows that are nobody's: a topic, a
 * person and a publisher of half of the articles, and one article that all refer to.
 */
export async function fillStore(store: Store): Promise<void> {
  const rows = sql`generate_series(1, ${sql.lit(pieces)}) as i`;
  const named = sql`'filler ' || i, 'filler ' || i, 'filler-' || i, 'Filler ' || i`;
  const date = sql`to_char(timestamp '2000-01-01' + interval '1 day' * (i % 20), 'YYYY-MM-DD"T00:00:00.000Z"')`;
  await store.write(async (trx) => {
    for (const table of ['person', 'publisher', 'topic'] as const)
      await sql`insert into ${sql.table(table)} (uid, key, slug, name) select ${named} from ${rows}`.execute(
        trx,
      );
    await sql`update publisher set name_key = key where slug like 'filler%'`.execute(trx);
    await sql`insert into topic_closure select id, id, 0 from topic where slug like 'filler%'`.execute(trx);
    await sql`
      insert into article (uid, key, slug, title, title_key, published_at, latest_take_at, created_at, updated_at,
        reference_count, referenced_by_count, take_count, publisher_id)
      select ${named}, 'filler ' || i, ${date}, ${date}, '', ${date}, i % 9, i % 11, 1,
        (select id from publisher where slug = 'filler-' || case when i % 2 = 0 then 1 else i end) from ${rows}
    `.execute(trx);
    await sql`
      insert into take (uid, key, article_id, published_at, created_at, updated_at, revision)
      select uid, key, id, published_at, '', updated_at, 1 from article where slug like 'filler%'
    `.execute(trx);
    const article = sql`article.id, owner.id, 0, 'x', latest_take_at, article.slug`;
    const owned = (table: 'person' | 'topic') => sql`
      article join ${sql.table(table)} as owner on owner.slug = article.slug or
        article.id % 2 = 0 and owner.slug = 'filler-1' where article.slug like 'filler%'`;
    await sql`
      insert into article_author (article_id, person_id, position, spelling, latest_take, article_slug)
      select ${article} from ${owned('person')} on conflict do nothing
    `.execute(trx);
    await sql`
      insert into article_topic (article_id, topic_id, confidence, assigned_by, latest_take, article_slug, topic_key)
      select ${article}, owner.key from ${owned('topic')} on conflict do nothing
    `.execute(trx);
    await sql`
      insert into take_author (take_id, person_id, position, spelling, take_time, take_key)
      select take.id, person_id, position, spelling, latest_take, key
      from article_author join take on take.article_id = article_author.article_id where take.key like 'filler%'
    `.execute(trx);
    await sql`
      insert into cross_reference
        (take_id, source_id, target_id, kind, detected_by, confidence, position, anchors, take_time, take_key)
      select take.id, take.article_id, target.id, 'MENTION', 'LINK', 1, target.id % 3, '[]', take.published_at, take.key
      from take join article as target on target.slug = 'filler-1' or target.id = take.article_id + 1
      where target.id <> take.article_id and take.key like 'filler%'
    `.execute(trx);
  });
  const filled = sql`person, publisher, topic, topic_closure, article, take, article_author, article_topic, take_author`;
  await sql`analyze ${filled}, cross_reference`.execute(store.db);
}
