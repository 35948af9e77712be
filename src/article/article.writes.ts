import { sql } from 'kysely';
import { type Db, dialectOf } from '../db/dialect.ts';
import { insertRow, insertRows, updateRow } from '../db/rows.ts';
import { newSlug } from '../db/slug.ts';
import { statement } from '../db/statement.ts';
import { together } from '../db/together.ts';
import type { ArticleTable } from '../db/tables.ts';
import { newUid } from '../identity/uid.ts';
import { carriedOfArticle } from '../list/carried.ts';
import { takeFormerArticle } from './former-article.ts';
import {
  bylineRows,
  ensurePeople,
  isSameByline,
  type NamedPerson,
  settleByline,
} from '../person/person.writes.ts';
import { clearTerms } from '../text-index/article-term.writes.ts';
import { noteText } from '../text-index/text-index.writes.ts';
import { ensurePublisher, type PublisherIdentity, settlePublishers } from '../publisher/publisher.writes.ts';

/** What an article's documents together say of it, lists apart. */
export interface ArticleFields extends Pick<
  ArticleTable,
  | 'key'
  | 'title'
  | 'title_key'
  | 'url'
  | 'url_fold'
  | 'summary'
  | 'language'
  | 'language_fold'
  | 'image'
  | 'published_at'
> {
  /** Whether it is known to be the publication's own. */
  is_own: number;
  publisher: PublisherIdentity | null;
}

/** The part of an article that follows from its takes. */
export interface TakeCounters {
  take_count: number;
  latest_take_at: string | null;
}

export async function insertArticle(
  trx: Db,
  { publisher, ...fields }: ArticleFields,
  takes: TakeCounters,
  now: string,
): Promise<number> {
  const [{ unsettled, ...ofPublisher }, former, free] = await together([
    publisherColumns(trx, publisher),
    takeFormerArticle(trx, fields.key),
    newSlug(trx, 'article', fields.title, fields.key),
  ]);
  const { uid, slug } = former ?? { uid: newUid(), slug: free };
  const row = { ...fields, ...ofPublisher, ...takes, uid, slug, created_at: now, updated_at: now };
  const id = await insertRow(trx, 'article', row);
  noteText(trx, 'ARTICLE', [id]);
  await settlePublishers(trx, unsettled);
  return id;
}

const selectPresent = statement((db, { id }: { id: number }) =>
  db
    .selectFrom('article')
    .select(['key', 'title', 'title_key', 'url', 'url_fold', 'summary', 'language', 'language_fold'])
    .select(['image', 'published_at', 'is_own'])
    .select(['publisher_id', 'publisher_spelling', 'take_count', 'latest_take_at', 'updated_at'])
    .where('id', '=', id),
);

/**
 * Writes what differs, and counts the article's takes.
 *
 * @param listsChanged whether its authors or topics changed: that is an update of the article too
 */
export async function updateArticle(
  trx: Db,
  id: number,
  { publisher, ...fields }: ArticleFields,
  { listsChanged, now }: { listsChanged: boolean; now: string },
): Promise<void> {
  const [present] = await selectPresent(trx, { id });
  if (!present) throw new Error(`Article ${id} is gone`);
  const { unsettled, ...ofPublisher } = await publisherColumns(trx, publisher);
  const stated = { ...fields, ...ofPublisher };
  const isUpdated = listsChanged || !hasColumns(present, stated);
  const wanted = {
    ...stated,
    ...(await countTakes(trx, id)),
    updated_at: isUpdated ? now : present.updated_at,
  };
  if (hasColumns(present, wanted)) return;
  await updateRow(trx, 'article', id, wanted);
  if (wanted.title !== present.title || wanted.summary !== present.summary) noteText(trx, 'ARTICLE', [id]);
  if (wanted.title !== present.title)
    noteText(
      trx,
      'TAKE',
      (await selectUntitledTakes(trx, { articleId: id })).map((row) => row.id),
    );
  if (wanted.latest_take_at !== present.latest_take_at) await carryLatestTake(trx, id, wanted.latest_take_at);
  const isSamePublisher = hasColumns(present, ofPublisher);
  const former = isSamePublisher || present.publisher_id === null ? [] : [present.publisher_id];
  await settlePublishers(trx, [...unsettled, ...former]);
}

/** Takes that are called as their article is. */
const selectUntitledTakes = statement((db, { articleId }: { articleId: number }) =>
  db.selectFrom('take').select('id').where('article_id', '=', articleId).where('headline', 'is', null),
);

/** The columns that name a publisher, and whose name may depend on them once they are written. */
async function publisherColumns(
  trx: Db,
  identity: PublisherIdentity | null,
): Promise<{ publisher_id: number | null; publisher_spelling: string | null; unsettled: number[] }> {
  if (!identity) return { publisher_id: null, publisher_spelling: null, unsettled: [] };
  const { id, name } = await ensurePublisher(trx, identity);
  const publisher_spelling = 'name' in identity ? identity.name : null;
  const isSettled = publisher_spelling === null || publisher_spelling === name;
  return { publisher_id: id, publisher_spelling, unsettled: isSettled ? [] : [id] };
}

function hasColumns<Row extends object>(present: Row, columns: Partial<Row>): boolean {
  return (Object.keys(columns) as (keyof Row)[]).every((name) => present[name] === columns[name]);
}

const carryInto = statement(
  (
    db,
    { articleId, latestTake }: { articleId: number; latestTake: string },
    table: 'article_topic' | 'article_author',
  ) => db.updateTable(table).set({ latest_take: latestTake }).where('article_id', '=', articleId),
);

/** The rows that lists of its topics and authors are read from order by it. */
async function carryLatestTake(trx: Db, articleId: number, latestTakeAt: string | null): Promise<void> {
  const values = { articleId, latestTake: latestTakeAt ?? '' };
  await carryInto(trx, values, 'article_topic');
  await carryInto(trx, values, 'article_author');
}

const selectTakeCounters = statement((db, { articleId }: { articleId: number }) =>
  db
    .selectFrom('take')
    .select(({ fn }) => [fn.countAll<number>().as('take_count'), fn.max('published_at').as('latest_take_at')])
    .where('article_id', '=', articleId),
);

async function countTakes(trx: Db, articleId: number): Promise<TakeCounters> {
  const [counters] = await selectTakeCounters(trx, { articleId });
  return counters!;
}

/** Expects that nothing refers to it any more. */
export async function deleteArticle(trx: Db, id: number): Promise<void> {
  await clearTerms(trx, id);
  const { publisher_id } = await trx
    .deleteFrom('article')
    .where('id', '=', id)
    .returning('publisher_id')
    .executeTakeFirstOrThrow();
  if (publisher_id !== null) await settlePublishers(trx, [publisher_id]);
}

const selectAuthors = statement((db, { articleId }: { articleId: number }) =>
  db
    .selectFrom('article_author')
    .select(['person_id as id', 'spelling', 'url'])
    .where('article_id', '=', articleId)
    .orderBy('position'),
);

/**
 * Gives an article exactly this byline.
 *
 * @param isNew it has none yet
 * @returns whether that changed anything
 */
export async function setArticleAuthors(
  trx: Db,
  articleId: number,
  byline: readonly NamedPerson[],
  isNew = false,
): Promise<boolean> {
  const present = isNew ? [] : await selectAuthors(trx, { articleId });
  if (present.length + byline.length === 0) return false;
  const [authors, carried] = await together([ensurePeople(trx, byline), carriedOfArticle(trx, articleId)]);
  if (isSameByline(present, authors)) return false;
  if (present.length > 0)
    await trx.deleteFrom('article_author').where('article_id', '=', articleId).execute();
  if (authors.length > 0) {
    const rows = bylineRows(authors).map((row) => ({ article_id: articleId, ...row, ...carried }));
    await insertRows(trx, 'article_author', rows);
  }
  await settleByline(trx, present, authors);
  return true;
}

const selectUrls = statement((db, { articleId }: { articleId: number }) =>
  db.selectFrom('article_url').select(['key', 'url']).where('article_id', '=', articleId),
);

/**
 * Gives an article exactly these addresses, also where another article had them.
 *
 * @param isNew it has none yet
 * @returns the keys that came, and those that went
 */
export async function setArticleUrls(
  trx: Db,
  articleId: number,
  urls: readonly { key: string; url: string }[],
  isNew = false,
): Promise<{ added: string[]; gone: string[] }> {
  const present = isNew ? [] : await selectUrls(trx, { articleId });
  const spellings = new Map(present.map(({ key, url }) => [key, url]));
  const wanted = new Set(urls.map(({ key }) => key));
  const gone = [...spellings.keys()].filter((key) => !wanted.has(key));
  if (gone.length > 0) {
    await trx
      .deleteFrom('article_url')
      .where(dialectOf(trx).among(sql`key`, gone))
      .execute();
  }
  for (const { key, url } of urls)
    if (spellings.get(key) !== url) await grantUrl(trx, { key, url, article_id: articleId });
  return { added: [...wanted].filter((key) => !spellings.has(key)), gone };
}

/** Makes an address lead to an article, wherever it led before. */
const grantUrl = statement((db, row: { key: string; url: string; article_id: number }) =>
  db
    .insertInto('article_url')
    .values(row)
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({ article_id: row.article_id, url: row.url }),
    ),
);
