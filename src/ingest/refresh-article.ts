import {
  type ArticleFields,
  deleteArticle,
  insertArticle,
  setArticleAuthors,
  type TakeCounters,
  updateArticle,
} from '../article/article.writes.ts';
import { bequeath } from '../article/former-article.ts';
import type { Db } from '../db/dialect.ts';
import { statement } from '../db/statement.ts';
import { together } from '../db/together.ts';
import { foldName, normalTitle } from '../identity/fold.ts';
import { storeReferenceCounts } from '../reference/counters.ts';
import { findTakesReferringTo } from '../reference/relink.ts';
import { type BorneTitle, setArticleTitles } from '../reference/title.queries.ts';
import { noteTerms } from '../text-index/article-term.writes.ts';
import { clearArticleTopics, setArticleTopics } from '../topic/topic.writes.ts';
import type { ArticleStatement } from './article-fields.ts';
import type { Consequences } from './consequences.ts';
import { findArticleByKey, findTitleBearers, getArticleById, setArticleKey } from './identity.queries.ts';
import { ambiguousTitleKey, takeKeyOf, titleKey } from './keys.ts';
import { settleTakes } from './settle-takes.ts';
import { settleUrls } from './settle-urls.ts';
import { setTakeKey, type Statement } from './source.queries.ts';

/** Makes an article; `refreshArticle` adds what stands in other tables. */
export async function createArticle(
  trx: Db,
  key: string,
  statement: ArticleStatement,
  takes: TakeCounters & { isTakeThere: boolean },
  now: string,
): Promise<number> {
  const { isTakeThere, ...counters } = takes;
  return insertArticle(trx, fieldsOf(statement, key, isTakeThere), counters, now);
}

/** What all documents of an article say of it, and the key that it has by them: see `keyOf`. */
interface Said {
  statement: ArticleStatement;
  key: string;
  statements: readonly Statement[];
}

/**
 * Works an article out again.
 *
 * @returns the normal forms of titles that it bears no longer, or from now on, as its own, where others may bear them
 */
export async function refreshArticle(
  trx: Db,
  articleId: number,
  { statement, key, statements }: Said,
  consequences: Consequences,
): Promise<string[]> {
  const former = await getArticleById(trx, articleId);
  if (former.key !== key) await setArticleKey(trx, articleId, key);
  await settleTakeKeys(trx, key, statements, consequences);
  const { titles, listsChanged } = await completeArticle(trx, articleId, statement, consequences);
  const isTakeThere = await hasTake(trx, key);
  const { now } = consequences;
  await updateArticle(trx, articleId, fieldsOf(statement, key, isTakeThere), { listsChanged, now });
  return titles;
}

const selectTakeByKey = statement((db, { key }: { key: string }) =>
  db.selectFrom('take').select('id').where('key', '=', key),
);

/** Whether a take is read at this address. */
export async function hasTake(trx: Db, key: string): Promise<boolean> {
  return (await selectTakeByKey(trx, { key })).length > 0;
}

/**
 * Stores an article's authors, topics, addresses and titles.
 *
 * @param isNew it has none of these yet
 */
export async function completeArticle(
  trx: Db,
  articleId: number,
  statement: ArticleStatement,
  consequences: Consequences,
  isNew = false,
): Promise<{ titles: string[]; listsChanged: boolean }> {
  const [authorsChanged, topicsChanged, titles] = await together([
    setArticleAuthors(trx, articleId, statement.authors, isNew),
    setArticleTopics(trx, articleId, statement.topics, isNew),
    setArticleTitles(trx, articleId, titlesOf(statement), isNew),
    settleUrls(trx, articleId, statement, consequences, isNew),
  ]);
  consequences.staleTakes.add(titles.takeIds);
  consequences.staleTakes.addTitles(titles.newTitleIds);
  consequences.staleTakes.addArticle(articleId);
  noteTerms(trx, [articleId]);
  return { titles: titles.ownTitles, listsChanged: authorsChanged || topicsChanged };
}

/**
 * An article without documents loses all by which it is found, so that relinking ends its references; then `deleteEmptied`.
 *
 * @returns as `refreshArticle`
 */
export async function stripArticle(
  trx: Db,
  articleId: number,
  consequences: Consequences,
): Promise<string[]> {
  consequences.staleTakes.add(await findTakesReferringTo(trx, articleId));
  await settleUrls(trx, articleId, { key: null, addresses: [] }, consequences);
  const { takeIds, ownTitles } = await setArticleTitles(trx, articleId, []);
  consequences.staleTakes.add(takeIds);
  await clearArticleTopics(trx, articleId);
  await setArticleAuthors(trx, articleId, []);
  consequences.emptied.add(articleId);
  return ownTitles;
}

/** Lets what found the articles without documents find their heirs. */
export async function bequeathEmptied(trx: Db, { emptied, heirs, created }: Consequences): Promise<void> {
  for (const articleId of emptied) {
    const heir = heirs.get(articleId);
    // What was made a moment ago nobody has seen.
    if (heir && !created.has(articleId)) await bequeath(trx, articleId, heir.key, heir.heirId);
  }
}

/** Deletes the articles without documents, once their references are gone. */
export async function deleteEmptied(trx: Db, { emptied }: Consequences): Promise<void> {
  await storeReferenceCounts(trx);
  for (const articleId of emptied) await deleteArticle(trx, articleId);
}

/**
 * The key that an article has by its documents. It follows from the address, else from the title: it changes when the last document
 * with the address goes.
 */
export async function keyOf(
  trx: Db,
  articleId: number,
  { key, title, titleKind }: ArticleStatement,
  statements: readonly Statement[],
): Promise<string> {
  if (key !== null) return key;
  const normal = normalTitle(title);
  const byTitle = titleKey(normal);
  const holder = await findArticleByKey(trx, byTitle);
  if (holder?.id === articleId) return byTitle;
  const isAlone =
    titleKind === 'guessed' ||
    holder !== undefined ||
    (await findTitleBearers(trx, normal, articleId)).length > 0;
  const [contentHash] = statements.map((statement) => statement.content_hash).sort();
  return isAlone ? ambiguousTitleKey(normal, contentHash!) : byTitle;
}

/** Takes without an address of their own are known by their article's. */
async function settleTakeKeys(
  trx: Db,
  articleKey: string,
  statements: readonly Statement[],
  consequences: Consequences,
): Promise<void> {
  const stale = statements.filter(({ facts, take_key }) => take_key !== takeKeyOf(facts, articleKey));
  if (stale.length === 0) return;
  const byKey = Map.groupBy(stale, ({ facts }) => takeKeyOf(facts, articleKey));
  for (const [key, group] of byKey) {
    await setTakeKey(
      trx,
      group.map(({ id }) => id),
      key,
    );
  }
  // A take goes with its document first; then another document may have what it left.
  const keys = new Set([...byKey.keys(), ...stale.map(({ take_key }) => take_key)]);
  await settleTakes(trx, keys, null, consequences);
}

function fieldsOf(statement: ArticleStatement, key: string, isTakeThere: boolean): ArticleFields {
  const { url, language } = statement;
  return {
    key,
    title: statement.title,
    title_key: foldName(statement.title),
    url,
    url_fold: url === null ? null : foldName(url),
    summary: statement.summary,
    language,
    language_fold: language === null ? null : foldName(language),
    image: statement.image,
    is_own: Number(statement.isInOwnFeed || isTakeThere),
    published_at: statement.date,
    publisher: statement.publisher,
  };
}

/** The beginning of a text is no title: nobody names the piece by it. */
function titlesOf({ title, titleKind, aliases, provisionalTitles }: ArticleStatement): BorneTitle[] {
  const main = { spelling: title, isMain: true, isProvisional: titleKind === 'provisional' };
  return [
    ...(titleKind === 'guessed' ? [] : [main]),
    ...aliases.map((spelling) => ({ spelling, isMain: false, isProvisional: false })),
    ...provisionalTitles.map((spelling) => ({ spelling, isMain: false, isProvisional: true })),
  ];
}
