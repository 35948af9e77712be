import { setArticleUrls } from '../article/article.writes.ts';
import type { Db } from '../db/dialect.ts';
import { findTakesLinking } from '../take/take.writes.ts';
import type { ArticleStatement } from './article-fields.ts';
import type { Consequences } from './consequences.ts';
import { findAddressee } from './identity.queries.ts';

/**
 * Makes those of the stated addresses lead to the article that are its own: the piece's, and those of takes where no
 * document names a piece by them. One that leads here no longer goes to whoever else states it.
 */
export async function settleUrls(
  trx: Db,
  articleId: number,
  { key, addresses }: Pick<ArticleStatement, 'key' | 'addresses'>,
  consequences: Consequences,
  isNew = false,
): Promise<void> {
  const own = [];
  for (const stated of addresses) {
    const isOwn = stated.key === key || (await findAddressee(trx, stated.key)) === articleId;
    if (isOwn) own.push(stated);
  }
  const { added, gone } = await setArticleUrls(trx, articleId, own, isNew);
  for (const address of gone) {
    const heir = await findAddressee(trx, address);
    if (heir !== undefined && heir !== articleId) consequences.articles.add(heir);
  }
  consequences.addTakes(await findTakesLinking(trx, [...added, ...gone]));
}
