import { sql } from 'kysely';
import { manyByKey, oneByKey } from '../db/batch.ts';
import { countRowsBy } from '../db/count.ts';
import { type Db, dialectOf } from '../db/dialect.ts';
import { statement } from '../db/statement.ts';
import { isStorable } from '../db/storable.ts';
import { parseWebUrl, urlKeys } from '../identity/url-key.ts';
import type { Condition } from '../list/conditions.ts';
import type { Order } from '../list/order.ts';
import {
  cursorColumns,
  type Page,
  pageOf,
  pagesByParent,
  scanning,
  type Slice,
  withSlice,
} from '../list/page.ts';
import { topicsByIds } from '../topic/topic.queries.ts';
import { type ArticleOwner, pageOfOwner } from './owned-articles.ts';

/** An article as the API shows it; columns bear the names of its fields. */
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

export const articleColumns = [
  'article.id',
  'article.uid',
  'article.key',
  'article.slug',
  'article.title',
  'article.url',
  'article.summary',
  'article.language',
  'article.image',
  'article.is_own as isOwn',
  'article.publisher_id as publisherId',
  'article.published_at as publishedAt',
  'article.latest_take_at as latestTakeAt',
  'article.take_count as takeCount',
  'article.reference_count as referenceCount',
  'article.referenced_by_count as referencedByCount',
  'article.created_at as createdAt',
  'article.updated_at as updatedAt',
] as const;

const selectByIds = statement((db, { ids }: { ids: readonly number[] }) =>
  db
    .selectFrom('article')
    .select(articleColumns)
    .where(dialectOf(db).among(sql`id`, ids)),
);

export async function articlesByIds(db: Db, ids: readonly number[]): Promise<(ArticleRow | null)[]> {
  return oneByKey(ids, await selectByIds(db, { ids }), (row) => row.id);
}

const selectByUids = statement((db, { uids }: { uids: readonly string[] }) =>
  db
    .selectFrom('article')
    .select(articleColumns)
    .where(dialectOf(db).among(sql`uid`, uids)),
);
const selectSurvivorsByUids = statement((db, { uids }: { uids: readonly string[] }) =>
  selectSurvivors(db).where(dialectOf(db).among(sql`former_article.uid`, uids)),
);

/** The uid of an article that was merged into another finds that one. */
export async function articlesByUids(db: Db, uids: readonly string[]): Promise<(ArticleRow | null)[]> {
  const articles = oneByKey(uids, await selectByUids(db, { uids }), (row) => row.uid);
  const missing = uids.filter((_, i) => articles[i] === null);
  if (missing.length === 0) return articles;
  const survivors = await selectSurvivorsByUids(db, { uids: missing });
  const formers = oneByKey(uids, survivors, (row) => row.formerUid);
  return articles.map((article, i) => article ?? formers[i] ?? null);
}

const selectBySlug = statement((db, { slug }: { slug: string }) =>
  db.selectFrom('article').select(articleColumns).where('slug', '=', slug),
);
const selectSurvivorBySlug = statement((db, { slug }: { slug: string }) =>
  selectSurvivors(db).where('former_article.slug', '=', slug),
);

/** The slug of an article that was merged into another finds that one. */
export async function findArticleBySlug(db: Db, slug: string): Promise<ArticleRow | undefined> {
  if (!isStorable(slug)) return undefined;
  const [article] = await selectBySlug(db, { slug });
  return article ?? (await selectSurvivorBySlug(db, { slug }))[0];
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

function selectSurvivors(db: Db) {
  return db
    .selectFrom('former_article')
    .innerJoin('article', 'article.id', 'former_article.article_id')
    .select(articleColumns)
    .select('former_article.uid as formerUid');
}

const selectByUrlKeys = statement((db, { exact, page }: { exact: string; page: string }) =>
  db
    .selectFrom('article_url')
    .innerJoin('article', 'article.id', 'article_url.article_id')
    .select(articleColumns)
    .select('article_url.key as matched')
    .where('article_url.key', 'in', [exact, page]),
);

/** By any address of the article: as it stands, else without its fragment. */
export async function findArticleByUrl(db: Db, address: string): Promise<ArticleRow | undefined> {
  const url = parseWebUrl(address);
  if (!url) return undefined;
  const keys = urlKeys(url);
  const rows = await selectByUrlKeys(db, keys);
  return rows.find((row) => row.matched === keys.exact) ?? rows[0];
}

const selectPage = statement((db, { slice }: { slice: Slice }, order: Order, condition?: Condition) =>
  withSlice(
    db.selectFrom('article').select(articleColumns).select(cursorColumns(order)),
    order,
    slice,
    scanning(db, order, condition),
  ),
);

export async function listArticles(
  db: Db,
  order: Order,
  slice: Slice,
  condition?: Condition,
): Promise<Page<ArticleRow>> {
  return pageOf(await selectPage(db, { slice }, order, condition), order, slice);
}

const selectPagesByOwners = statement(
  (
    db,
    { ownerIds, slice }: { ownerIds: readonly number[]; slice: Slice },
    owner: ArticleOwner,
    order: Order,
  ) => {
    const { topPerParent } = dialectOf(db);
    const top = topPerParent(ownerIds, (parent) => pageOfOwner(db, owner, parent, order, slice));
    return db
      .selectFrom(top)
      .innerJoin('article', 'article.id', 'top.id')
      .select(articleColumns)
      .select(['top.parent', 'top.rank'])
      .select(cursorColumns(order));
  },
);

/** For each owner a page of its articles. */
export async function articlesByOwners(
  db: Db,
  owner: ArticleOwner,
  ownerIds: readonly number[],
  order: Order,
  slice: Slice,
): Promise<Page<ArticleRow>[]> {
  const rows = await selectPagesByOwners(db, { ownerIds, slice }, owner, order);
  return pagesByParent(ownerIds, rows, order, slice);
}

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
      const topics = await topicsByIds(db, ownerIds);
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
