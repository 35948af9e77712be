import { sql } from 'kysely';
import { manyByKey, oneByKey } from '../db/batch.ts';
import { countRowsBy } from '../db/count.ts';
import { columnsByField, type FieldNames } from '../db/columns.ts';
import { type Db, dialectOf } from '../db/dialect.ts';
import { statement, statementPerParent } from '../db/statement.ts';
import { isStorable } from '../db/storable.ts';
import { parseWebUrl, urlKeys } from '../identity/url-key.ts';
import type { Condition } from '../list/conditions.ts';
import type { Order } from '../list/order.ts';
import { cursorColumns, inOrder, Page, scanning, type Slice, withSlice } from '../list/page.ts';
import { topicsByIds } from '../topic/topic.queries.ts';
import { type ArticleOwner, pageOfOwner } from './owned-articles.ts';

/**
 * An article as the API shows it; columns bear the names of its fields. Only those are there that a field of the
 * operation reads.
 */
export interface ArticleRow {
  id: number;
  uid: string;
  /** Match key of its address, or of its title. */
  key: string;
  slug: string;
  title: string;
  url: string | null;
  summary: string | null;
  language: string | null;
  image: string | null;
  /** 0 or 1: as its documents have it. */
  isOwn: number;
  publisherId: number | null;
  publishedAt: string | null;
  latestTakeAt: string | null;
  takeCount: number;
  referenceCount: number;
  referencedByCount: number;
  createdAt: string;
  updatedAt: string;
}

export const articleColumns = columnsByField('Article', {
  'article.id': true,
  'article.uid': ['id', 'CrossReference.id'],
  'article.key': ['isOwn'],
  'article.slug': ['slug'],
  'article.title': ['title', 'Take.title'],
  'article.url': ['url'],
  'article.summary': ['summary'],
  'article.language': ['language'],
  'article.image': ['image'],
  'article.is_own as isOwn': ['isOwn'],
  'article.publisher_id as publisherId': ['publisher'],
  'article.published_at as publishedAt': ['publishedAt'],
  'article.latest_take_at as latestTakeAt': ['latestTakeAt'],
  'article.take_count as takeCount': ['takeCount', 'TakeConnection.totalCount'],
  'article.reference_count as referenceCount': ['referenceCount', 'ReferenceConnection.totalCount'],
  'article.referenced_by_count as referencedByCount': ['referencedByCount', 'ReferenceConnection.totalCount'],
  'article.created_at as createdAt': ['createdAt'],
  'article.updated_at as updatedAt': ['updatedAt'],
});
export type ArticleColumns = ReturnType<typeof articleColumns>;

const selectByIds = statement((db, { ids }: { ids: readonly number[] }, columns: ArticleColumns) =>
  db
    .selectFrom('article')
    .select(columns.list)
    .where(dialectOf(db).among(sql`id`, ids)),
);

export async function articlesByIds(
  db: Db,
  ids: readonly number[],
  fields: FieldNames,
): Promise<(ArticleRow | null)[]> {
  return oneByKey(ids, await selectByIds(db, { ids }, articleColumns(fields)), (row) => row.id);
}

const selectByUids = statement((db, { uids }: { uids: readonly string[] }, columns: ArticleColumns) =>
  db
    .selectFrom('article')
    .select(columns.list)
    .select('article.uid as wanted')
    .where(dialectOf(db).among(sql`uid`, uids)),
);
const selectSurvivorsByUids = statement(
  (db, { uids }: { uids: readonly string[] }, columns: ArticleColumns) =>
    selectSurvivors(db, columns).where(dialectOf(db).among(sql`former_article.uid`, uids)),
);

/** The uid of an article that was merged into another finds that one. */
export async function articlesByUids(
  db: Db,
  uids: readonly string[],
  fields: FieldNames,
): Promise<(ArticleRow | null)[]> {
  const columns = articleColumns(fields);
  const articles = oneByKey(uids, await selectByUids(db, { uids }, columns), (row) => row.wanted);
  const missing = uids.filter((_, i) => articles[i] === null);
  if (missing.length === 0) return articles;
  const survivors = await selectSurvivorsByUids(db, { uids: missing }, columns);
  const formers = oneByKey(uids, survivors, (row) => row.wanted);
  return articles.map((article, i) => article ?? formers[i] ?? null);
}

const selectBySlug = statement((db, { slug }: { slug: string }, columns: ArticleColumns) =>
  db.selectFrom('article').select(columns.list).where('slug', '=', slug),
);
const selectSurvivorBySlug = statement((db, { slug }: { slug: string }, columns: ArticleColumns) =>
  selectSurvivors(db, columns).where('former_article.slug', '=', slug),
);

/** The slug of an article that was merged into another finds that one. */
export async function findArticleBySlug(
  db: Db,
  slug: string,
  fields: FieldNames,
): Promise<ArticleRow | undefined> {
  if (!isStorable(slug)) return undefined;
  const columns = articleColumns(fields);
  const [article] = await selectBySlug(db, { slug }, columns);
  return article ?? (await selectSurvivorBySlug(db, { slug }, columns))[0];
}

/** By the uids of articles that were merged into others the uids of those. */
export async function survivorsByUids(db: Db, uids: readonly string[]): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('former_article')
    .innerJoin('article', 'article.id', 'former_article.article_id')
    .select(['former_article.uid as former', 'article.uid'])
    .where(dialectOf(db).among(sql`former_article.uid`, uids))
    .execute();
  return new Map(rows.map((row) => [row.former, row.uid]));
}

function selectSurvivors(db: Db, columns: ArticleColumns) {
  return db
    .selectFrom('former_article')
    .innerJoin('article', 'article.id', 'former_article.article_id')
    .select(columns.list)
    .select('former_article.uid as wanted');
}

const selectByUrlKeys = statement(
  (db, { exact, page }: { exact: string; page: string }, columns: ArticleColumns) =>
    db
      .selectFrom('article_url')
      .innerJoin('article', 'article.id', 'article_url.article_id')
      .select(columns.list)
      .select('article_url.key as matched')
      .where('article_url.key', 'in', [exact, page]),
);

/** By any address of the article: as it stands, else without its fragment. */
export async function findArticleByUrl(
  db: Db,
  address: string,
  fields: FieldNames,
): Promise<ArticleRow | undefined> {
  const url = parseWebUrl(address);
  if (!url) return undefined;
  const keys = urlKeys(url);
  const rows = await selectByUrlKeys(db, keys, articleColumns(fields));
  return rows.find((row) => row.matched === keys.exact) ?? rows[0];
}

const selectPage = statement(
  (db, { slice }: { slice: Slice }, columns: ArticleColumns, order: Order, condition?: Condition) =>
    withSlice(
      db.selectFrom('article').select(columns.list).select(cursorColumns(order, columns)),
      order,
      slice,
      scanning(db, order, condition),
    ),
);

export async function listArticles(
  db: Db,
  fields: FieldNames,
  order: Order,
  slice: Slice,
  condition?: Condition,
): Promise<Page<ArticleRow>> {
  return new Page(await selectPage(db, { slice }, articleColumns(fields), order, condition), order, slice);
}

const selectPages = statementPerParent(
  (db, ownerId, { slice }: { slice: Slice }, columns: ArticleColumns, owner: ArticleOwner, order: Order) => {
    const picked = sql<{ id: number }>`(${pageOfOwner(db, owner, ownerId, order, slice)})`.as('picked');
    const articles = db
      .selectFrom(picked)
      .innerJoin('article', 'article.id', 'picked.id')
      .select(columns.list)
      .select(cursorColumns(order, columns));
    return inOrder(articles, order, slice);
  },
);

/** For each owner a page of its articles. */
export async function articlesByOwners(
  db: Db,
  fields: FieldNames,
  owner: ArticleOwner,
  ownerIds: readonly number[],
  order: Order,
  slice: Slice,
): Promise<Page<ArticleRow>[]> {
  const rows = await selectPages(db, ownerIds, { slice }, articleColumns(fields), owner, order);
  return rows.map((own) => new Page(own, order, slice));
}

const countOnly: FieldNames = new Set(['Topic.articleCount']);

/** For each owner how many articles it has. */
export async function countArticlesByOwners(
  db: Db,
  owner: ArticleOwner,
  ownerIds: readonly number[],
): Promise<number[]> {
  switch (owner) {
    case 'topic':
      return countRowsBy(db, 'article_topic', 'topic_id', ownerIds);
    case 'topicAndNarrower': {
      const topics = await topicsByIds(db, ownerIds, countOnly);
      return topics.map((topic) => topic?.articleCount ?? 0);
    }
    case 'author':
      return countRowsBy(db, 'article_author', 'person_id', ownerIds);
    case 'publisher':
      return countRowsBy(db, 'article', 'publisher_id', ownerIds);
  }
}

const selectAlternativeTitles = statement((db, { ids }: { ids: readonly number[] }) =>
  db
    .selectFrom('article_title')
    .select(['article_id', 'spelling'])
    .where(dialectOf(db).among(sql`article_id`, ids))
    .where('is_main', '=', 0)
    .where('is_provisional', '=', 0)
    .orderBy('spelling'),
);

/** For each article its titles beside the main one. */
export async function alternativeTitlesByArticleIds(db: Db, ids: readonly number[]): Promise<string[][]> {
  const rows = await selectAlternativeTitles(db, { ids });
  return manyByKey(ids, rows, (row) => row.article_id).map((own) => own.map((row) => row.spelling));
}

const selectOtherUrls = statement((db, { ids }: { ids: readonly number[] }) =>
  db
    .selectFrom('article_url')
    .innerJoin('article', 'article.id', 'article_url.article_id')
    .select(['article_url.article_id', 'article_url.url'])
    .where(dialectOf(db).among(sql`article_url.article_id`, ids))
    .whereRef('article_url.key', '<>', 'article.key')
    .orderBy('article_url.key'),
);

/** For each article its addresses beside the one that it is known by. */
export async function otherUrlsByArticleIds(db: Db, ids: readonly number[]): Promise<string[][]> {
  const rows = await selectOtherUrls(db, { ids });
  return manyByKey(ids, rows, (row) => row.article_id).map((own) => own.map((row) => row.url));
}
