import type { Db } from '../db/dialect.ts';
import { normalTitle } from '../identity/fold.ts';
import { articleStatement } from './article-fields.ts';
import type { Consequences } from './consequences.ts';
import { addressesOf } from '../read/facts.ts';
import { findArticleByKey, findTitleBearers } from './identity.queries.ts';
import { ambiguousTitleKey, isAmbiguousTitleKey, titleKey } from './keys.ts';
import {
  bequeathEmptied,
  completeArticle,
  createArticle,
  deleteEmptied,
  keyOf,
  refreshArticle,
  stripArticle,
} from './refresh-article.ts';
import { endIfEmpty, moveSpeakers } from './regroup.ts';
import { removeLooseTakes } from './settle-takes.ts';
import { isSpokenOf, type Statement, statementsOn } from './source.queries.ts';

/** Brings all that follows from a change of documents up to date; references where they are in the way. */
export async function settle(trx: Db, consequences: Consequences): Promise<void> {
  await removeLooseTakes(trx, consequences);
  const { articles, emptied, staleTakes } = consequences;
  for (let next = nextOf(consequences); next !== undefined; next = nextOf(consequences)) {
    articles.delete(next);
    for (const title of await settleArticle(trx, next, consequences))
      await joinByTitle(trx, title, consequences);
  }
  if (emptied.size === 0) return;
  // Before: what was removed from an article stays removed from its heir.
  await bequeathEmptied(trx, consequences);
  await staleTakes.relink(trx);
  await deleteEmptied(trx, consequences);
}

/** Articles that ended first: the others may get what they had. */
function nextOf({ articles, heirs }: Consequences): number | undefined {
  for (const id of heirs.keys()) if (articles.has(id)) return id;
  for (const id of articles) return id;
  return undefined;
}

/** @returns the titles that came or went as the article's own and that others may bear */
async function settleArticle(trx: Db, articleId: number, consequences: Consequences): Promise<string[]> {
  const only = consequences.created.get(articleId);
  if (only) {
    consequences.created.set(articleId, null);
    return (await completeArticle(trx, articleId, only, consequences, true)).titles;
  }
  const statements = await statementsOn(trx, articleId);
  const strays = straysAmong(statements);
  for (const stray of strays) await detach(trx, articleId, stray, consequences);
  const own = strays.length === 0 ? statements : statements.filter((one) => !strays.includes(one));
  if (own.length === 0) return stripArticle(trx, articleId, consequences);
  const statement = articleStatement(own.map(({ facts }) => facts));
  const key = await keyOf(trx, articleId, statement, own);
  const same = isAmbiguousTitleKey(key) ? await findArticleByKey(trx, key) : undefined;
  if (!same || same.id === articleId)
    return refreshArticle(trx, articleId, { statement, key, statements: own }, consequences);
  // Copies of one document, of which one had the piece's address by another document until now.
  await moveAll(trx, articleId, own, same.id, consequences);
  return [];
}

/** All documents of an article go to another one, and it ends. */
async function moveAll(
  trx: Db,
  from: number,
  statements: readonly Statement[],
  to: number,
  consequences: Consequences,
): Promise<void> {
  const speakers = statements.map(({ id, take_id }) => ({ id, take_id, article_id: from }));
  await moveSpeakers(trx, speakers, to, consequences);
  await endIfEmpty(trx, from, to, consequences);
}

/** Documents without address that were found by a title which the piece no longer has. */
function straysAmong(statements: readonly Statement[]): Statement[] {
  const { addressed = [], titled = [] } = Object.groupBy(statements, ({ facts }) =>
    addressesOf(facts).article ? 'addressed' : 'titled',
  );
  if (addressed.length === 0 || titled.length === 0) return [];
  const { title, titleKind } = articleStatement(addressed.map(({ facts }) => facts));
  return titled.filter(
    ({ facts }) => titleKind !== 'stated' || normalTitle(facts.title) !== normalTitle(title),
  );
}

async function detach(trx: Db, from: number, stray: Statement, consequences: Consequences): Promise<void> {
  const normal = normalTitle(stray.facts.title);
  const [bearer, other] = await findTitleBearers(trx, normal, from);
  const isKnown = bearer !== undefined && !other;
  const isFree = !bearer && !(await findArticleByKey(trx, titleKey(normal)));
  const key = isFree ? titleKey(normal) : ambiguousTitleKey(normal, stray.content_hash);
  const takes = { take_count: 0, latest_take_at: null, isTakeThere: false };
  const to = isKnown
    ? bearer.id
    : ((await findArticleByKey(trx, key))?.id ??
      (await createArticle(trx, key, articleStatement([stray.facts]), takes, consequences.now)));
  await moveSpeakers(trx, [{ ...stray, article_id: from }], to, consequences);
}

/** An article without address is the one of its title, where only one other bears it; the older of them goes on. */
async function joinByTitle(trx: Db, title: string, consequences: Consequences): Promise<void> {
  const bearers = await findTitleBearers(trx, title);
  const [older, younger] = bearers.toSorted((a, b) => a.id - b.id);
  // The last one that stood apart need not any more.
  if (older && !younger && isAmbiguousTitleKey(older.key)) consequences.articles.add(older.id);
  if (bearers.length !== 2 || !older || !younger) return;
  if (older.url !== null && younger.url !== null) return;
  if (!(await isSpokenOf(trx, older.id)) || !(await isSpokenOf(trx, younger.id))) return;
  await moveAll(trx, younger.id, await statementsOn(trx, younger.id), older.id, consequences);
}
