import { sql } from 'kysely';
import { type Db, dialectOf } from '../db/dialect.ts';
import { newSlug } from '../db/slug.ts';
import { foldName } from '../identity/fold.ts';
import { newUid } from '../identity/uid.ts';

/** The topic of that folded name or alias, made where there is none. Of several spellings the smallest is kept. */
export async function ensureTopic(trx: Db, name: string): Promise<number> {
  const key = foldName(name);
  const alias = await trx
    .selectFrom('topic_alias')
    .select('topic_id')
    .where('key', '=', key)
    .executeTakeFirst();
  if (alias) return alias.topic_id;
  const known = await trx
    .selectFrom('topic')
    .select(['id', 'name'])
    .where('key', '=', key)
    .executeTakeFirst();
  if (known) {
    if (name < known.name) await trx.updateTable('topic').set({ name }).where('id', '=', known.id).execute();
    return known.id;
  }
  const slug = await newSlug(trx, 'topic', name, key);
  const { id } = await trx
    .insertInto('topic')
    .values({ uid: newUid(), key, slug, name })
    .returning('id')
    .executeTakeFirstOrThrow();
  await trx.insertInto('topic_closure').values({ ancestor_id: id, descendant_id: id, depth: 0 }).execute();
  return id;
}

/** Gives an article exactly these topics; the counters of all broader topics follow. */
export async function setArticleTopics(
  trx: Db,
  articleId: number,
  topicIds: readonly number[],
): Promise<void> {
  const rows = await trx
    .selectFrom('article_topic')
    .select('topic_id')
    .where('article_id', '=', articleId)
    .where('assigned_by', '=', 'SOURCE')
    .execute();
  const present = new Set(rows.map((row) => row.topic_id));
  const wanted = new Set(topicIds);
  const gone = [...present.difference(wanted)];
  const added = [...wanted.difference(present)];
  if (gone.length === 0 && added.length === 0) return;

  const before = await topicsAbove(trx, articleId);
  if (gone.length > 0) {
    await trx
      .deleteFrom('article_topic')
      .where('article_id', '=', articleId)
      .where(dialectOf(trx).among(sql`topic_id`, gone))
      .execute();
  }
  for (const topic_id of added) {
    await trx
      .insertInto('article_topic')
      .values({ article_id: articleId, topic_id, assigned_by: 'SOURCE', confidence: 1 })
      .execute();
  }
  const after = await topicsAbove(trx, articleId);
  await addToArticleCount(trx, [...after.difference(before)], 1);
  await addToArticleCount(trx, [...before.difference(after)], -1);
  await deleteUnusedTopics(trx, gone);
}

/** An article's topics and everything broader: whose `article_count` it is part of. */
async function topicsAbove(trx: Db, articleId: number): Promise<Set<number>> {
  const rows = await trx
    .selectFrom('article_topic')
    .innerJoin('topic_closure', 'topic_closure.descendant_id', 'article_topic.topic_id')
    .select('topic_closure.ancestor_id as id')
    .where('article_topic.article_id', '=', articleId)
    .execute();
  return new Set(rows.map((row) => row.id));
}

async function addToArticleCount(trx: Db, ids: readonly number[], change: number): Promise<void> {
  if (ids.length === 0) return;
  await trx
    .updateTable('topic')
    .set((eb) => ({ article_count: eb('article_count', '+', change) }))
    .where(dialectOf(trx).among(sql`id`, ids))
    .execute();
}

/** Deletes those of the topics that nothing but their name is known of and that no article has any more. */
async function deleteUnusedTopics(trx: Db, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await trx
    .deleteFrom('topic')
    .where(dialectOf(trx).among(sql`id`, ids))
    .where('description', 'is', null)
    .where('broader_id', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('article_topic').select('topic_id').whereRef('topic_id', '=', 'topic.id'))),
    )
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('topic_alias').select('topic_id').whereRef('topic_id', '=', 'topic.id'))),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('topic as narrower')
            .select('narrower.id')
            .whereRef('narrower.broader_id', '=', 'topic.id'),
        ),
      ),
    )
    .execute();
}
