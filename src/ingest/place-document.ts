import type { Db } from '../db/dialect.ts';
import { normalTitle } from '../identity/fold.ts';
import { articleStatement } from './article-fields.ts';
import type { Consequences } from './consequences.ts';
import type { CleanDocument } from '../read/document.ts';
import { addressesOf } from '../read/facts.ts';
import { findArticleByKey, findTitleBearers, getArticleById } from './identity.queries.ts';
import { ambiguousTitleKey, titleKey } from './keys.ts';
import { createArticle, hasTake } from './refresh-article.ts';
import { findArticleAt } from './same-piece.ts';
import { isSpokenOf, type Source } from './source.queries.ts';

/**
 * The article that a document is about: by its address, else by its title; made where there is none. A document
 * that was stored before stays with its article here; by its addresses it is `regroup` that divides and joins.
 */
export async function placeDocument(
  trx: Db,
  document: CleanDocument,
  own: Source | undefined,
  consequences: Consequences,
): Promise<number> {
  const { article } = addressesOf(document.facts);
  if (!article) return placeByTitle(trx, document, own, consequences);
  if (own) return own.article_id;
  const known = await findArticleAt(trx, article.key);
  return known ?? createFor(trx, article.key, document, consequences);
}

/**
 * A document without address joins the one article of its title. Where several bear it, it stays alone.
 * An article that nothing else speaks of follows its document to another title, unless there is an article already.
 */
async function placeByTitle(
  trx: Db,
  document: CleanDocument,
  own: Source | undefined,
  consequences: Consequences,
): Promise<number> {
  const normal = normalTitle(document.facts.title);
  const former = own ? await getArticleById(trx, own.article_id) : null;
  const follower = own && (await isSpokenOf(trx, own.article_id, own)) ? null : former;
  const isNameless = document.facts.isTitleGuessed;
  const bearers = isNameless ? [] : await findTitleBearers(trx, normal, follower?.id);
  if (bearers.length === 1) return bearers[0]!.id;
  const isSame = former !== null && normalTitle(former.title) === normal;
  if (bearers.length > 1 && isSame) return former.id;
  const alone = ambiguousTitleKey(normal, document.contentHash);
  const key =
    isNameless || bearers.length > 1 || (await findArticleByKey(trx, titleKey(normal)))
      ? alone
      : titleKey(normal);
  const known = await findArticleByKey(trx, key);
  if (known) return known.id;
  return follower?.id ?? createFor(trx, key, document, consequences);
}

export async function createFor(
  trx: Db,
  key: string,
  { facts, body }: CleanDocument,
  consequences: Consequences,
): Promise<number> {
  const statement = articleStatement([facts]);
  const takes = {
    take_count: body ? 1 : 0,
    latest_take_at: body && facts.date,
    isTakeThere: (body !== null && addressesOf(facts).take?.key === key) || (await hasTake(trx, key)),
  };
  const id = await createArticle(trx, key, statement, takes, consequences.now);
  consequences.created.set(id, statement);
  return id;
}
