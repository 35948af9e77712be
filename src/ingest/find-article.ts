import type { Db } from '../db/dialect.ts';
import { normalTitle } from '../identity/fold.ts';
import type { CleanDocument } from './document.ts';
import { addressesOf } from './facts.ts';
import { findArticleByKey, findTitleBearers, getArticleById, type KnownArticle } from './identity.queries.ts';
import { ambiguousTitleKey, titleKey } from './keys.ts';
import { isSpokenOf, type Source } from './source.queries.ts';

/** The article that a document is about. */
export interface Place {
  /** As it is in the store; null where the document is the first to speak of it. */
  article: KnownArticle | null;
  /** Its key once the document is stored. */
  key: string;
  /** Its title does not tell which of several articles it is, so it stays alone. */
  isAmbiguous: boolean;
}

/**
 * Identity of an article: its address, else its title. A document without address joins the one article of its
 * title; an article known by its title only is found by the first document that has its address.
 *
 * @param own the document as it was stored before. An article that nothing else speaks of follows its document to
 *   another address or title, unless there is an article already.
 */
export async function findArticle(trx: Db, document: CleanDocument, own: Source | undefined): Promise<Place> {
  const former = own ? await getArticleById(trx, own.article_id) : null;
  const follower = own && (await isSpokenOf(trx, own.article_id, own)) ? null : former;
  const { article, isLinkPost } = addressesOf(document.facts);
  const normal = normalTitle(document.facts.title);
  if (article) {
    const key = article.keys.exact;
    const known = await findArticleByKey(trx, key);
    if (known) return { article: known, key, isAmbiguous: false };
    const [bearer, other] = isLinkPost ? [] : await findTitleBearers(trx, normal, follower);
    const isAwaited = bearer !== undefined && !other && bearer.url === null;
    return { article: isAwaited ? bearer : follower, key, isAmbiguous: false };
  }

  const [bearer, other] = await findTitleBearers(trx, normal, follower);
  if (!bearer) return { article: follower, key: titleKey(normal), isAmbiguous: false };
  if (!other) return { article: bearer, key: bearer.key, isAmbiguous: false };
  if (former && !follower && normalTitle(former.title) === normal) {
    return { article: former, key: former.key, isAmbiguous: false };
  }
  const key = ambiguousTitleKey(normal, document.contentHash);
  return { article: (await findArticleByKey(trx, key)) ?? follower, key, isAmbiguous: true };
}
