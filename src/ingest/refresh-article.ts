import {
  type ArticleFields,
  deleteArticle,
  insertArticle,
  setArticleAuthors,
  setArticleUrls,
  updateArticle,
} from '../article/article.writes.ts';
import type { Db } from '../db/dialect.ts';
import { foldName, normalTitle } from '../identity/fold.ts';
import { parseWebUrl, urlKeys } from '../identity/url-key.ts';
import { deleteUnnamedPeople, ensurePerson } from '../person/person.queries.ts';
import {
  deleteUnnamedPublisher,
  ensurePublisher,
  ensurePublisherOfDomain,
} from '../publisher/publisher.queries.ts';
import { findTakesReferringTo } from '../reference/relink.ts';
import { type BorneTitle, setArticleTitles } from '../reference/title.queries.ts';
import { findTakesLinking } from '../take/take.writes.ts';
import { ensureTopic, setArticleTopics } from '../topic/topic.writes.ts';
import { type ArticleStatement, articleStatement } from './article-fields.ts';
import type { Facts } from './facts.ts';
import { titleKey } from './find-article.ts';

export interface Refreshed {
  /** Takes whose references may differ now. */
  affected: number[];
  /** Match keys of addresses that another article holds. */
  taken: string[];
}

/** Makes the article for a document that is the first to speak of it; `refreshArticle` completes it. */
export async function startArticle(trx: Db, key: string, facts: Facts, now: string): Promise<number> {
  const fields = { ...fieldsOf(articleStatement([{ facts, takeKey: null }]), key), publisher_id: null };
  return insertArticle(trx, fields, now);
}

/** Works an article out again from all documents that speak of it; without any it goes. */
export async function refreshArticle(trx: Db, articleId: number, now: string): Promise<Refreshed> {
  const sources = await trx
    .selectFrom('source')
    .select(['facts', 'take_key as takeKey'])
    .where('article_id', '=', articleId)
    .execute();
  if (sources.length === 0) return removeArticle(trx, articleId);

  const before = await trx
    .selectFrom('article')
    .select(['key', 'publisher_id'])
    .where('id', '=', articleId)
    .executeTakeFirstOrThrow();
  const statement = articleStatement(
    sources.map(({ facts, takeKey }) => ({ facts: JSON.parse(facts) as Facts, takeKey })),
  );
  const publisher_id = await ensurePublisherOf(trx, statement);
  const key = keyOf(statement, before.key);
  if (key !== before.key) await renameArticleKey(trx, before.key, key);
  await updateArticle(trx, articleId, { ...fieldsOf(statement, key), publisher_id }, now);
  if (before.publisher_id !== null && before.publisher_id !== publisher_id) {
    await deleteUnnamedPublisher(trx, before.publisher_id);
  }

  await refreshAuthors(trx, articleId, statement.authors);
  const topicIds = [];
  for (const topic of statement.topics) topicIds.push(await ensureTopic(trx, topic));
  await setArticleTopics(trx, articleId, topicIds);

  const { changed, taken } = await setArticleUrls(trx, articleId, statement.urls);
  const mentioning = await setArticleTitles(trx, articleId, titlesOf(statement));
  return { affected: [...mentioning, ...(await findTakesLinking(trx, changed))], taken };
}

/** Takes everything from an article by which it is found, so that relinking ends its references, then the article. */
async function removeArticle(trx: Db, articleId: number): Promise<Refreshed> {
  const affected = [
    ...(await findTakesReferringTo(trx, articleId)),
    ...(await setArticleTitles(trx, articleId, [])),
  ];
  await setArticleUrls(trx, articleId, []);
  await setArticleTopics(trx, articleId, []);
  await refreshAuthors(trx, articleId, []);
  return { affected, taken: [] };
}

/** Deletes an article that `refreshArticle` found without documents, once its references are gone. */
export async function deleteIfUnsourced(trx: Db, articleId: number): Promise<void> {
  const source = await trx
    .selectFrom('source')
    .select('id')
    .where('article_id', '=', articleId)
    .limit(1)
    .executeTakeFirst();
  if (source) return;
  const row = await trx
    .selectFrom('article')
    .select('publisher_id')
    .where('id', '=', articleId)
    .executeTakeFirst();
  await deleteArticle(trx, articleId);
  if (row?.publisher_id) await deleteUnnamedPublisher(trx, row.publisher_id);
}

async function ensurePublisherOf(trx: Db, { publisher }: ArticleStatement): Promise<number | null> {
  if (!publisher) return null;
  return 'name' in publisher
    ? ensurePublisher(trx, publisher.name)
    : ensurePublisherOfDomain(trx, publisher.domain);
}

async function refreshAuthors(trx: Db, articleId: number, names: readonly string[]): Promise<void> {
  const before = await trx
    .selectFrom('article_author')
    .select('person_id')
    .where('article_id', '=', articleId)
    .execute();
  const ids = [];
  for (const name of names) ids.push(await ensurePerson(trx, name));
  await setArticleAuthors(trx, articleId, ids);
  await deleteUnnamedPeople(
    trx,
    before.map((row) => row.person_id),
  );
}

function fieldsOf(statement: ArticleStatement, key: string): Omit<ArticleFields, 'publisher_id'> {
  return {
    key,
    title: statement.title,
    title_key: foldName(statement.title),
    url: statement.url,
    summary: statement.summary,
    language: statement.language,
    image: statement.image,
    published_at: statement.date,
  };
}

function titlesOf(statement: ArticleStatement): BorneTitle[] {
  return [
    { spelling: statement.title, isMain: true, isProvisional: statement.isTitleProvisional },
    ...statement.aliases.map((spelling) => ({ spelling, isMain: false, isProvisional: false })),
  ];
}

/** The key follows a better address; without address it follows the title, unless it had to name its document. */
function keyOf(statement: ArticleStatement, present: string): string {
  const url = statement.url === null ? null : parseWebUrl(statement.url);
  if (url) return urlKeys(url).exact;
  const byTitle = titleKey(normalTitle(statement.title));
  return present.startsWith(`${byTitle} in `) ? present : byTitle;
}

/** A take without permalink bears its article's key. */
async function renameArticleKey(trx: Db, from: string, to: string): Promise<void> {
  await trx.updateTable('article').set({ key: to }).where('key', '=', from).execute();
  await trx.updateTable('take').set({ key: to }).where('key', '=', from).execute();
  await trx.updateTable('source').set({ take_key: to }).where('take_key', '=', from).execute();
}
