import { grantUrl, setArticleUrls } from '../article/article.writes.ts';
import type { Db } from '../db/dialect.ts';
import { parseWebUrl, urlKeys } from '../identity/url-key.ts';
import { findTakesLinking } from '../take/take.writes.ts';
import type { ArticleStatement } from './article-fields.ts';
import { findAddressee } from './identity.queries.ts';

/**
 * Makes those of the stated addresses lead to the article that are its own: the piece's, and those of takes where no
 * document names a piece by them. One that leads here no longer goes to whoever else states it.
 *
 * @returns takes that link what leads elsewhere now
 */
export async function settleUrls(
  trx: Db,
  articleId: number,
  { url, addresses }: Pick<ArticleStatement, 'url' | 'addresses'>,
): Promise<number[]> {
  const piece = url === null ? null : parseWebUrl(url);
  const pieceKey = piece && urlKeys(piece).exact;
  const own = [];
  for (const stated of addresses) {
    const isOwn = stated.key === pieceKey || (await findAddressee(trx, stated.key))?.articleId === articleId;
    if (isOwn) own.push(stated);
  }
  const { added, gone } = await setArticleUrls(trx, articleId, own);
  for (const key of gone) {
    const heir = await findAddressee(trx, key, articleId);
    if (heir) await grantUrl(trx, heir.articleId, { key, url: heir.url });
  }
  return findTakesLinking(trx, [...added, ...gone]);
}
