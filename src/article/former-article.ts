import type { Db } from '../db/dialect.ts';
import { statement } from '../db/statement.ts';

/** What found an article that is no more. */
export interface FormerArticle {
  uid: string;
  slug: string;
}

const selectFormer = statement((db, { key }: { key: string }) =>
  db.selectFrom('former_article').select(['uid', 'slug']).where('key', '=', key),
);

/** What found an article that had this key once: it finds the one that gets the key now. */
export async function takeFormerArticle(trx: Db, key: string): Promise<FormerArticle | undefined> {
  // Nearly always there is none, which the engine should not have to sort.
  const [former] = (await selectFormer(trx, { key })).sort((a, b) => (a.uid < b.uid ? -1 : 1));
  if (former) await trx.deleteFrom('former_article').where('uid', '=', former.uid).execute();
  return former;
}

/** Lets id and slug of an article, and all that it had taken over, find its heir. */
export async function bequeath(trx: Db, articleId: number, key: string, heirId: number): Promise<void> {
  await trx
    .updateTable('former_article')
    .set({ article_id: heirId })
    .where('article_id', '=', articleId)
    .execute();
  const { uid, slug } = await trx
    .selectFrom('article')
    .select(['uid', 'slug'])
    .where('id', '=', articleId)
    .executeTakeFirstOrThrow();
  await trx.insertInto('former_article').values({ uid, slug, key, article_id: heirId }).execute();
}
