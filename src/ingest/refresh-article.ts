import {
  type ArticleFields,
  deleteArticle,
  grantUrl,
  insertArticle,
  setArticleAuthors,
  setArticleUrls,
  type TakeCounters,
  updateArticle,
} from '../article/article.writes.ts';
import type { Db } from '../db/dialect.ts';
import { foldName, normalTitle } from '../identity/fold.ts';
import { parseWebUrl, urlKeys } from '../identity/url-key.ts';
import { findTakesReferringTo } from '../reference/relink.ts';
import { type BorneTitle, setArticleTitles } from '../reference/title.queries.ts';
import { findTakesLinking } from '../take/take.writes.ts';
import { setArticleTopics } from '../topic/topic.writes.ts';
import { type ArticleStatement, articleStatement } from './article-fields.ts';
import { ambiguousTitleKey, isAmbiguousTitleKey, keyOfTakeWithoutAddress, titleKey } from './keys.ts';
import { findArticleByPermalink, type Statement, statementsOn } from './source.queries.ts';

/** Makes the article that one document is the first to speak of; `completeArticle` adds what stands in other tables. */
export async function createArticle(
  trx: Db,
  key: string,
  statement: ArticleStatement,
  takes: TakeCounters,
  now: string,
): Promise<number> {
  return insertArticle(trx, fieldsOf(statement, key), takes, now);
}

/**
 * Works an article out again from all documents that speak of it. Without any it loses all by which it is found, so
 * that relinking ends its references; then `deleteIfUnsourced`.
 *
 * @returns takes whose references may differ now
 */
export async function refreshArticle(trx: Db, articleId: number, now: string): Promise<Set<number>> {
  const statements = await statementsOn(trx, articleId);
  if (statements.length === 0) return stripArticle(trx, articleId);
  const statement = articleStatement(statements);
  const key = await settleKey(trx, articleId, statement, statements);
  const { affected, listsChanged } = await completeArticle(trx, articleId, statement);
  await updateArticle(trx, articleId, fieldsOf(statement, key), { listsChanged, now });
  return affected;
}

/** Stores an article's authors, topics, addresses and titles. */
export async function completeArticle(
  trx: Db,
  articleId: number,
  statement: ArticleStatement,
): Promise<{ affected: Set<number>; listsChanged: boolean }> {
  const authorsChanged = await setArticleAuthors(trx, articleId, statement.authors);
  const topicsChanged = await setArticleTopics(trx, articleId, statement.topics);
  const linking = await settleUrls(trx, articleId, statement);
  const mentioning = await setArticleTitles(trx, articleId, titlesOf(statement));
  return { affected: new Set([...linking, ...mentioning]), listsChanged: authorsChanged || topicsChanged };
}

async function stripArticle(trx: Db, articleId: number): Promise<Set<number>> {
  const referring = await findTakesReferringTo(trx, articleId);
  const linking = await settleUrls(trx, articleId, { url: null, addresses: [] });
  const mentioning = await setArticleTitles(trx, articleId, []);
  await setArticleTopics(trx, articleId, []);
  await setArticleAuthors(trx, articleId, []);
  return new Set([...referring, ...linking, ...mentioning]);
}

/** Deletes an article that `refreshArticle` found without documents, once its references are gone. */
export async function deleteIfUnsourced(trx: Db, articleId: number): Promise<void> {
  const source = await trx
    .selectFrom('source')
    .select('id')
    .where('article_id', '=', articleId)
    .limit(1)
    .executeTakeFirst();
  if (!source) await deleteArticle(trx, articleId);
}

/** Gives an article another key; the take that has none of its own follows. */
export async function rekeyArticle(trx: Db, articleId: number, from: string, to: string): Promise<void> {
  if (from === to) return;
  const [takeFrom, takeTo] = [keyOfTakeWithoutAddress(from), keyOfTakeWithoutAddress(to)];
  await trx.updateTable('article').set({ key: to }).where('id', '=', articleId).execute();
  await trx.updateTable('take').set({ key: takeTo }).where('key', '=', takeFrom).execute();
  await trx.updateTable('source').set({ take_key: takeTo }).where('take_key', '=', takeFrom).execute();
}

/** The key follows from the address, else from the title. It changes when the last document with the address goes. */
async function settleKey(
  trx: Db,
  articleId: number,
  { url, title }: ArticleStatement,
  statements: readonly Statement[],
): Promise<string> {
  const { key } = await trx
    .selectFrom('article')
    .select('key')
    .where('id', '=', articleId)
    .executeTakeFirstOrThrow();
  if (url !== null) return key;
  const normal = normalTitle(title);
  const byTitle = titleKey(normal);
  if (key === byTitle) return key;
  const holder = await trx.selectFrom('article').select('id').where('key', '=', byTitle).executeTakeFirst();
  const [contentHash] = statements.map((statement) => statement.contentHash).sort();
  const isAlone = isAmbiguousTitleKey(key) || holder !== undefined;
  const settled = isAlone ? ambiguousTitleKey(normal, contentHash!) : byTitle;
  await rekeyArticle(trx, articleId, key, settled);
  return settled;
}

/**
 * An address leads to the piece that documents name it of; where none does, to the article of the take that is there.
 *
 * @returns takes that link what leads elsewhere now
 */
async function settleUrls(
  trx: Db,
  articleId: number,
  { url, addresses }: Pick<ArticleStatement, 'url' | 'addresses'>,
): Promise<number[]> {
  const address = url === null ? null : parseWebUrl(url);
  const ownKey = address && urlKeys(address).exact;
  const own = [];
  for (const stated of addresses) {
    const leadsHere =
      stated.key === ownKey || (await findAddressee(trx, stated.key))?.articleId === articleId;
    if (leadsHere) own.push(stated);
  }
  const { added, gone } = await setArticleUrls(trx, articleId, own);
  for (const key of gone) {
    const heir = await findAddressee(trx, key, articleId);
    if (heir) await grantUrl(trx, heir.articleId, { key, url: heir.url });
  }
  return findTakesLinking(trx, [...added, ...gone]);
}

/** Whom an address leads to, of all articles but one. */
async function findAddressee(
  trx: Db,
  key: string,
  except = 0,
): Promise<{ articleId: number; url: string } | undefined> {
  const piece = await trx
    .selectFrom('article')
    .select(['id', 'url'])
    .where('key', '=', key)
    .where('id', '<>', except)
    .where(({ exists, selectFrom }) =>
      exists(selectFrom('source').select('source.id').whereRef('source.article_id', '=', 'article.id')),
    )
    .executeTakeFirst();
  return piece ? { articleId: piece.id, url: piece.url! } : findArticleByPermalink(trx, key);
}

function fieldsOf(statement: ArticleStatement, key: string): ArticleFields {
  return {
    key,
    title: statement.title,
    title_key: foldName(statement.title),
    url: statement.url,
    summary: statement.summary,
    language: statement.language,
    image: statement.image,
    published_at: statement.date,
    publisher: statement.publisher,
  };
}

function titlesOf(statement: ArticleStatement): BorneTitle[] {
  return [
    { spelling: statement.title, isMain: true, isProvisional: statement.isTitleProvisional },
    ...statement.aliases.map((spelling) => ({ spelling, isMain: false, isProvisional: false })),
  ];
}
