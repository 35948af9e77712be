import { sql } from 'kysely';
import type { Db } from '../db/dialect.ts';
import { normalTitle } from '../identity/fold.ts';
import { addressesOf, type Facts } from './facts.ts';

/** The article that a document is about: one that is there (id), or the key that a new one gets. */
export interface FoundArticle {
  id: number | null;
  key: string;
  /** Its title does not tell which of several articles it is, so it stays alone. */
  isAmbiguous: boolean;
}

/** The source as it was stored before, where a document is read again. */
export interface KnownSource {
  id: number;
  article_id: number;
}

/**
 * Identity of an article: its address, else its title. A document without address joins the one article of its
 * title, and an article that is known by its title only is found by the first document that has its address.
 */
export async function findArticle(
  trx: Db,
  facts: Facts,
  document: string,
  source: KnownSource | undefined,
): Promise<FoundArticle> {
  const { article, isLinkPost } = addressesOf(facts);
  const normal = normalTitle(facts.title);
  if (article) {
    const key = article.keys.exact;
    const known = await trx
      .selectFrom('article_url')
      .innerJoin('article', 'article.id', 'article_url.article_id')
      .select(['article.id', 'article.key'])
      .where('article_url.key', '=', key)
      .executeTakeFirst();
    if (known) return { ...known, isAmbiguous: false };
    const nameless = isLinkPost ? [] : await withoutAddress(trx, normal);
    return { id: nameless.length === 1 ? nameless[0]!.id : null, key, isAmbiguous: false };
  }

  const bearers = await articlesByTitle(trx, normal);
  const before = source && (await articleOfSource(trx, source));
  if (before && bearers.some((bearer) => bearer.id === before.id)) return { ...before, isAmbiguous: false };
  if (before?.isOnlyHere && bearers.length === 0)
    return { id: before.id, key: titleKey(normal), isAmbiguous: false };
  if (bearers.length === 1) return { ...bearers[0]!, isAmbiguous: false };
  const isAmbiguous = bearers.length > 1;
  return { id: null, key: isAmbiguous ? titleKey(normal, document) : titleKey(normal), isAmbiguous };
}

/** The key of an article without address. */
export function titleKey(normal: string, document?: string): string {
  return document === undefined ? `title:${normal}` : `title:${normal} in ${document}`;
}

/** Articles whose own title this is; a title that a link post gave is no identity. */
async function articlesByTitle(trx: Db, normal: string): Promise<{ id: number; key: string }[]> {
  return trx
    .selectFrom('title')
    .innerJoin('article_title', 'article_title.title_id', 'title.id')
    .innerJoin('article', 'article.id', 'article_title.article_id')
    .select(['article.id', 'article.key'])
    .where('title.normal', '=', normal)
    .where('is_main', '=', 1)
    .where('is_provisional', '=', 0)
    .limit(2)
    .execute();
}

async function withoutAddress(trx: Db, normal: string): Promise<{ id: number }[]> {
  return trx
    .selectFrom('title')
    .innerJoin('article_title', 'article_title.title_id', 'title.id')
    .select('article_title.article_id as id')
    .where('title.normal', '=', normal)
    .where('is_main', '=', 1)
    .where('is_provisional', '=', 0)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('article_url')
            .select('key')
            .whereRef('article_url.article_id', '=', 'article_title.article_id'),
        ),
      ),
    )
    .limit(2)
    .execute();
}

async function articleOfSource(
  trx: Db,
  source: KnownSource,
): Promise<{ id: number; key: string; isOnlyHere: boolean } | undefined> {
  const row = await trx
    .selectFrom('article')
    .select(['id', 'key', 'url'])
    .select(
      sql<number>`(select count(*) from source where source.article_id = article.id and source.id <> ${source.id})`.as(
        'others',
      ),
    )
    .where('id', '=', source.article_id)
    .executeTakeFirst();
  return row && { id: row.id, key: row.key, isOnlyHere: row.others === 0 && row.url === null };
}
