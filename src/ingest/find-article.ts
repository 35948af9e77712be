import type { Db } from '../db/dialect.ts';
import { normalTitle } from '../identity/fold.ts';
import type { CleanDocument } from './document.ts';
import { addressesOf } from './facts.ts';
import { ambiguousTitleKey, titleKey } from './keys.ts';
import { isSpokenOfByOthers, type Source } from './source.queries.ts';

/** The article that a document is about. */
export interface Place {
  /** As it is in the store; null where the document is the first to speak of it. */
  article: StoredArticle | null;
  /** Its key once the document is stored. */
  key: string;
  /** Its title does not tell which of several articles it is, so it stays alone. */
  isAmbiguous: boolean;
}

interface StoredArticle {
  id: number;
  key: string;
}

/**
 * Identity of an article: its address, else its title. A document without address joins the one article of its
 * title; an article known by its title only is found by the first document that has its address.
 *
 * @param own the document as it was stored before. An article that nothing else speaks of follows its document to
 *   another address or title, unless there is an article already.
 */
export async function findArticle(trx: Db, document: CleanDocument, own: Source | undefined): Promise<Place> {
  const { article, isLinkPost } = addressesOf(document.facts);
  const former = own && (await articleById(trx, own.article_id));
  const isOnlyOwn = own !== undefined && !(await isSpokenOfByOthers(trx, own));
  const follower = isOnlyOwn ? former! : null;
  const normal = normalTitle(document.facts.title);
  if (article) {
    const key = article.keys.exact;
    const known = await findArticleByKey(trx, key);
    if (known) return { article: known, key, isAmbiguous: false };
    const [bearer, other] = isLinkPost ? [] : await bearersOfTitle(trx, normal, follower);
    const isAwaited = bearer !== undefined && !other && bearer.url === null;
    return { article: isAwaited ? bearer : follower, key, isAmbiguous: false };
  }

  const [bearer, other] = await bearersOfTitle(trx, normal, follower);
  if (!bearer) return { article: follower, key: titleKey(normal), isAmbiguous: false };
  if (!other) return { article: bearer, key: bearer.key, isAmbiguous: false };
  if (former && !follower && normalTitle(former.title) === normal) {
    return { article: former, key: former.key, isAmbiguous: false };
  }
  const key = ambiguousTitleKey(normal, document.contentHash);
  return { article: (await findArticleByKey(trx, key)) ?? follower, key, isAmbiguous: true };
}

async function articleById(trx: Db, id: number): Promise<StoredArticle & { title: string }> {
  return trx
    .selectFrom('article')
    .select(['id', 'key', 'title'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
}

async function findArticleByKey(trx: Db, key: string): Promise<StoredArticle | undefined> {
  return trx.selectFrom('article').select(['id', 'key']).where('key', '=', key).executeTakeFirst();
}

/** Up to two articles, apart from one, whose own title this is; a title that a link post gave is no identity. */
async function bearersOfTitle(
  trx: Db,
  normal: string,
  except: StoredArticle | null,
): Promise<(StoredArticle & { url: string | null })[]> {
  return trx
    .selectFrom('title')
    .innerJoin('article_title', 'article_title.title_id', 'title.id')
    .innerJoin('article', 'article.id', 'article_title.article_id')
    .select(['article.id', 'article.key', 'article.url'])
    .where('title.normal', '=', normal)
    .where('is_main', '=', 1)
    .where('is_provisional', '=', 0)
    .where('article.id', '<>', except?.id ?? 0)
    .orderBy('article.key')
    .limit(2)
    .execute();
}
