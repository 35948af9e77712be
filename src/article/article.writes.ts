import { sql } from 'kysely';
import { type Db, dialectOf } from '../db/dialect.ts';
import { newSlug } from '../db/slug.ts';
import type { ArticleTable } from '../db/tables.ts';
import { newUid } from '../identity/uid.ts';

/** What an article's documents together say of it. */
export type ArticleFields = Pick<
  ArticleTable,
  'key' | 'title' | 'title_key' | 'url' | 'summary' | 'language' | 'image' | 'publisher_id' | 'published_at'
>;

export async function insertArticle(trx: Db, fields: ArticleFields, now: string): Promise<number> {
  const slug = await newSlug(trx, 'article', fields.title, fields.key);
  const { id } = await trx
    .insertInto('article')
    .values({ ...fields, uid: newUid(), slug, latest_take_at: null, created_at: now, updated_at: now })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Sets what differs; `updated_at` changes only then. */
export async function updateArticle(trx: Db, id: number, fields: ArticleFields, now: string): Promise<void> {
  const present = await trx
    .selectFrom('article')
    .select([
      'key',
      'title',
      'title_key',
      'url',
      'summary',
      'language',
      'image',
      'publisher_id',
      'published_at',
    ])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const names = Object.keys(fields) as (keyof ArticleFields)[];
  if (names.every((name) => fields[name] === present[name])) return;
  await trx
    .updateTable('article')
    .set({ ...fields, updated_at: now })
    .where('id', '=', id)
    .execute();
}

/** Expects that nothing refers to it any more. */
export async function deleteArticle(trx: Db, id: number): Promise<void> {
  await trx.deleteFrom('article').where('id', '=', id).execute();
}

export async function setArticleAuthors(
  trx: Db,
  articleId: number,
  personIds: readonly number[],
): Promise<void> {
  await trx.deleteFrom('article_author').where('article_id', '=', articleId).execute();
  for (const [position, person_id] of [...new Set(personIds)].entries()) {
    await trx.insertInto('article_author').values({ article_id: articleId, person_id, position }).execute();
  }
}

/**
 * Gives an article exactly these addresses.
 *
 * @returns the keys that came or went, and those that another article holds already and keeps
 */
export async function setArticleUrls(
  trx: Db,
  articleId: number,
  urls: readonly { key: string; url: string }[],
): Promise<{ changed: string[]; taken: string[] }> {
  const present = await trx
    .selectFrom('article_url')
    .select(['key', 'url'])
    .where('article_id', '=', articleId)
    .execute();
  const wanted = new Map(urls.map(({ key, url }) => [key, url]));
  const gone = present.filter(({ key }) => !wanted.has(key)).map(({ key }) => key);
  const spellings = new Map(present.map(({ key, url }) => [key, url]));
  const changed = [...gone];
  const taken: string[] = [];
  if (gone.length > 0) {
    await trx
      .deleteFrom('article_url')
      .where(dialectOf(trx).among(sql`key`, gone))
      .execute();
  }
  for (const [key, url] of wanted) {
    if (spellings.get(key) === url) continue;
    if (spellings.has(key)) {
      await trx.updateTable('article_url').set({ url }).where('key', '=', key).execute();
      continue;
    }
    const holder = await trx
      .selectFrom('article_url')
      .select('article_id')
      .where('key', '=', key)
      .executeTakeFirst();
    if (holder) {
      taken.push(key);
      continue;
    }
    await trx.insertInto('article_url').values({ key, article_id: articleId, url }).execute();
    changed.push(key);
  }
  return { changed, taken };
}

/** Brings the counters that depend on an article's takes up to date. */
export async function refreshTakeCounters(trx: Db, articleId: number): Promise<void> {
  await trx
    .updateTable('article')
    .set(({ selectFrom }) => ({
      take_count: selectFrom('take')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('take.article_id', '=', articleId),
      latest_take_at: selectFrom('take')
        .select((eb) => eb.fn.max('published_at').as('latest'))
        .where('take.article_id', '=', articleId),
    }))
    .where('id', '=', articleId)
    .execute();
}
