import { setArticleUrls } from '../article/article.writes.ts';
import type { Db } from '../db/dialect.ts';
import type { ArticleStatement } from './article-fields.ts';
import type { Consequences } from './consequences.ts';
import { findAddressees } from './identity.queries.ts';

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
  const others = addresses.map((stated) => stated.key).filter((stated) => stated !== key);
  const addressees = await findAddressees(trx, others);
  const own = addresses.filter((stated) => stated.key === key || addressees.get(stated.key) === articleId);
  const { added, gone } = await setArticleUrls(trx, articleId, own, isNew);
  for (const heir of (await findAddressees(trx, gone)).values())
    if (heir !== articleId) consequences.articles.add(heir);
  consequences.staleTakes.addLinking([...added, ...gone]);
}
