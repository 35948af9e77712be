import {
  type ArticleFields,
  deleteArticle,
  insertArticle,
  setArticleAuthors,
  type TakeCounters,
  updateArticle,
} from '../article/article.writes.ts';
import type { Db } from '../db/dialect.ts';
import { foldName, normalTitle } from '../identity/fold.ts';
import { findTakesReferringTo } from '../reference/relink.ts';
import { type BorneTitle, setArticleTitles } from '../reference/title.queries.ts';
import { setArticleTopics } from '../topic/topic.writes.ts';
import { type ArticleStatement, articleStatement } from './article-fields.ts';
import { ambiguousTitleKey, isAmbiguousTitleKey, titleKey } from './keys.ts';
import { findArticleByKey, getArticleById, rekeyArticle } from './identity.queries.ts';
import { settleUrls } from './settle-urls.ts';
import { isSpokenOf, type Statement, statementsOn } from './source.queries.ts';

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
  if (!(await isSpokenOf(trx, articleId))) await deleteArticle(trx, articleId);
}

/** The key follows from the address, else from the title. It changes when the last document with the address goes. */
async function settleKey(
  trx: Db,
  articleId: number,
  { url, title }: ArticleStatement,
  statements: readonly Statement[],
): Promise<string> {
  const { key } = await getArticleById(trx, articleId);
  const normal = normalTitle(title);
  const byTitle = titleKey(normal);
  if (url !== null || key === byTitle) return key;
  const [contentHash] = statements.map((statement) => statement.contentHash).sort();
  const isAlone = isAmbiguousTitleKey(key) || (await findArticleByKey(trx, byTitle)) !== undefined;
  const settled = isAlone ? ambiguousTitleKey(normal, contentHash!) : byTitle;
  await rekeyArticle(trx, articleId, key, settled);
  return settled;
}

function fieldsOf(statement: ArticleStatement, key: string): ArticleFields {
  return {
    key,
    title: statement.title,
    title_key: foldName(statement.title),
    url: statement.url,
    url_fold: statement.url === null ? null : foldName(statement.url),
    summary: statement.summary,
    language: statement.language,
    language_fold: statement.language === null ? null : foldName(statement.language),
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
