import { sql } from 'kysely';
import type { Layout } from '../body/body.ts';
import { manyByKey, oneByKey } from '../db/batch.ts';
import { columnsByField, type FieldNames } from '../db/columns.ts';
import { type Db, dialectOf } from '../db/dialect.ts';
import { statement, statementPerParent } from '../db/statement.ts';
import { parseWebUrl, urlKeys } from '../identity/url-key.ts';
import type { Condition } from '../list/conditions.ts';
import { type Order, textKey } from '../list/order.ts';
import { cursorColumns, idsInSlice, inOrder, Page, scanning, type Slice, withSlice } from '../list/page.ts';

/** A take as the API shows it, without its text. Only those columns are there that a field of the operation reads. */
export interface TakeRow {
  id: number;
  uid: string;
  articleId: number;
  headline: string | null;
  url: string | null;
  publishedAt: string | null;
  updatedAt: string;
  revision: number;
}

const takeColumns = columnsByField('Take', {
  'take.id': true,
  'take.uid': ['id', 'CrossReference.id'],
  'take.article_id as articleId': ['article', 'title'],
  'take.headline': ['headline', 'title'],
  'take.url': ['url'],
  'take.published_at as publishedAt': ['publishedAt', 'previous', 'next'],
  'take.updated_at as updatedAt': ['updatedAt'],
  'take.revision': ['revision'],
});
type TakeColumns = ReturnType<typeof takeColumns>;

const selectByIds = statement((db, { ids }: { ids: readonly number[] }, columns: TakeColumns) =>
  db
    .selectFrom('take')
    .select(columns.list)
    .where(dialectOf(db).among(sql`id`, ids)),
);

export async function takesByIds(
  db: Db,
  ids: readonly number[],
  fields: FieldNames,
): Promise<(TakeRow | null)[]> {
  return oneByKey(ids, await selectByIds(db, { ids }, takeColumns(fields)), (row) => row.id);
}

const selectByUids = statement((db, { uids }: { uids: readonly string[] }, columns: TakeColumns) =>
  db
    .selectFrom('take')
    .select(columns.list)
    .select('take.uid as wanted')
    .where(dialectOf(db).among(sql`uid`, uids)),
);

export async function takesByUids(
  db: Db,
  uids: readonly string[],
  fields: FieldNames,
): Promise<(TakeRow | null)[]> {
  return oneByKey(uids, await selectByUids(db, { uids }, takeColumns(fields)), (row) => row.wanted);
}

const selectByKeys = statement((db, { exact, page }: { exact: string; page: string }, columns: TakeColumns) =>
  db
    .selectFrom('take')
    .select(columns.list)
    .select('take.key')
    .where('key', 'in', [exact, page])
    .where('url', 'is not', null),
);

/** By the take's own address: as it stands, else without its fragment. */
export async function findTakeByUrl(
  db: Db,
  address: string,
  fields: FieldNames,
): Promise<TakeRow | undefined> {
  const url = parseWebUrl(address);
  if (!url) return undefined;
  const keys = urlKeys(url);
  const rows = await selectByKeys(db, keys, takeColumns(fields));
  return rows.find((row) => row.key === keys.exact) ?? rows[0];
}

const selectPage = statement(
  (db, { slice }: { slice: Slice }, columns: TakeColumns, order: Order, condition?: Condition) =>
    withSlice(
      db.selectFrom('take').select(columns.list).select(cursorColumns(order, columns)),
      order,
      slice,
      scanning(db, order, condition),
    ),
);

export async function listTakes(
  db: Db,
  fields: FieldNames,
  order: Order,
  slice: Slice,
  condition?: Condition,
): Promise<Page<TakeRow>> {
  return new Page(await selectPage(db, { slice }, takeColumns(fields), order, condition), order, slice);
}

/** Whose takes a list holds. An author's come newest first. */
export type TakeOwner = 'article' | 'author';

/** Newest first, as the rows of an author have it. */
const ofAuthor: Order = {
  name: 'takes of author',
  id: 'take_author.take_id',
  keys: [textKey('take_author.take_time', 'DESC'), textKey('take_author.take_key', 'ASC')],
};

const selectPages = statementPerParent(
  (db, ownerId, { slice }: { slice: Slice }, columns: TakeColumns, owner: TakeOwner, order: Order) => {
    const all = db.selectFrom('take').select(columns.list).select(cursorColumns(order, columns));
    if (owner === 'article') return withSlice(all, order, slice, sql<boolean>`take.article_id = ${ownerId}`);
    const own = db.selectFrom('take_author').select('take_id as id').where('person_id', '=', ownerId);
    const picked = sql<{ id: number }>`(${idsInSlice(db, own, ofAuthor, slice)})`.as('picked');
    return inOrder(all.innerJoin(picked, 'picked.id', 'take.id'), order, slice);
  },
);

/** For each owner a page of its takes. */
export async function takesByOwners(
  db: Db,
  fields: FieldNames,
  owner: TakeOwner,
  ownerIds: readonly number[],
  order: Order,
  slice: Slice,
): Promise<Page<TakeRow>[]> {
  const rows = await selectPages(db, ownerIds, { slice }, takeColumns(fields), owner, order);
  return rows.map((own) => new Page(own, order, slice));
}

const selectNeighbours = statement(
  (
    db,
    { takeIds }: { takeIds: readonly number[] },
    columns: TakeColumns,
    order: Order,
    side: 'after' | 'before',
  ) => {
    const own = [sql`coalesce(parent.published_at, '')`, sql`parent.key`];
    const beside = idsInSlice(db, db.selectFrom('take').select('take.id'), order, {
      size: 0,
      isBackward: side === 'before',
      after: side === 'after' ? own : null,
      before: side === 'before' ? own : null,
    });
    const top = dialectOf(db).topPerRow('take', takeIds, beside);
    return db
      .selectFrom(top)
      .innerJoin('take', 'take.id', 'top.id')
      .select(columns.list)
      .select('top.parent');
  },
);

/**
 * For each take the one that stands beside it in the list of all takes; null where that has no date, as it then
 * stands nowhere in time.
 *
 * @param takeIds of takes that have a date
 * @param order of `take.published_at`, then `take.key`
 */
export async function neighboursByTakeIds(
  db: Db,
  fields: FieldNames,
  takeIds: readonly number[],
  order: Order,
  side: 'after' | 'before',
): Promise<(TakeRow | null)[]> {
  const rows = await selectNeighbours(db, { takeIds }, takeColumns(fields), order, side);
  // Those without a date come last: beside one that has a date they mean the end.
  const dated = rows.filter((row) => row.publishedAt !== null);
  return oneByKey(takeIds, dated, (row) => row.parent);
}

const selectTexts = statement((db, { takeIds }: { takeIds: readonly number[] }, form: 'markdown' | 'text') =>
  db
    .selectFrom('take_body')
    .select(['take_id as takeId', `${form} as text`])
    .where(dialectOf(db).among(sql`take_id`, takeIds)),
);

/** The texts of takes in one form. */
export async function textsByTakeIds(
  db: Db,
  takeIds: readonly number[],
  form: 'markdown' | 'text',
): Promise<string[]> {
  return bodiesOf(takeIds, await selectTexts(db, { takeIds }, form)).map((row) => row.text);
}

const selectBeginnings = statement((db, values: { takeIds: readonly number[]; length: number }) =>
  db
    .selectFrom('take_body')
    .select(['take_id as takeId', sql<string>`substr(text, 1, ${values.length})`.as('text')])
    .where(dialectOf(db).among(sql`take_id`, values.takeIds)),
);

/** The first characters of the texts of takes. @param length in Unicode characters */
export async function beginningsByTakeIds(
  db: Db,
  takeIds: readonly number[],
  length: number,
): Promise<string[]> {
  return bodiesOf(takeIds, await selectBeginnings(db, { takeIds, length })).map((row) => row.text);
}

/** The HTML of a take, into which its references are written when it is read. */
export interface StoredHtml {
  html: string;
  layout: Layout;
}

const selectHtml = statement((db, { takeIds }: { takeIds: readonly number[] }) =>
  db
    .selectFrom('take_body')
    .select(['take_id as takeId', 'html', 'layout'])
    .where(dialectOf(db).among(sql`take_id`, takeIds)),
);

export async function htmlByTakeIds(db: Db, takeIds: readonly number[]): Promise<StoredHtml[]> {
  return bodiesOf(takeIds, await selectHtml(db, { takeIds })).map(({ html, layout }) => ({
    html,
    layout: JSON.parse(layout) as Layout,
  }));
}

const selectWordCounts = statement((db, { takeIds }: { takeIds: readonly number[] }) =>
  db
    .selectFrom('take_body')
    .select(['take_id as takeId', 'word_count as wordCount'])
    .where(dialectOf(db).among(sql`take_id`, takeIds)),
);

export async function wordCountsByTakeIds(db: Db, takeIds: readonly number[]): Promise<number[]> {
  return bodiesOf(takeIds, await selectWordCounts(db, { takeIds })).map((row) => row.wordCount);
}

/** Every take has a text. */
function bodiesOf<Row extends { takeId: number }>(takeIds: readonly number[], rows: readonly Row[]): Row[] {
  return oneByKey(takeIds, rows, (row) => row.takeId).map((row, i) => {
    if (!row) throw new Error(`The text of take ${takeIds[i]} is gone`);
    return row;
  });
}

/** A link of a take, with the article at its address where the graph holds it. */
export interface LinkRow {
  takeId: number;
  url: string;
  start: number;
  end: number;
  articleId: number | null;
}

const selectLinks = statement((db, { takeIds }: { takeIds: readonly number[] }) =>
  db
    .selectFrom('take_link as link')
    .leftJoin('article_url as exact', 'exact.key', 'link.key')
    .leftJoin('article_url as page', 'page.key', 'link.page_key')
    .select([
      'link.take_id as takeId',
      'link.url',
      'link.start_offset as start',
      'link.end_offset as end',
      (eb) => eb.fn.coalesce('exact.article_id', 'page.article_id').as('articleId'),
    ])
    .where(dialectOf(db).among(sql`link.take_id`, takeIds))
    .orderBy('link.take_id')
    .orderBy('link.position'),
);

/** In the order of the text. */
export async function linksByTakeIds(db: Db, takeIds: readonly number[]): Promise<LinkRow[][]> {
  return manyByKey(takeIds, await selectLinks(db, { takeIds }), (row) => row.takeId);
}

/** The takes of one month. */
export interface ArchiveMonth {
  year: number;
  /** 1 to 12. */
  month: number;
  count: number;
}

const selectMonths = statement((db, _values: object) => {
  const month = sql<string>`substr(take.published_at, 1, 7)`;
  return db
    .selectFrom('take')
    .select([month.as('month'), (eb) => eb.fn.countAll<number>().as('count')])
    .where('take.published_at', 'is not', null)
    .where(dialectOf(db).stillWanted(sql.ref('take.id')))
    .groupBy(month)
    .orderBy(month, 'desc');
});

/** Newest first. */
export async function takesByMonth(db: Db): Promise<ArchiveMonth[]> {
  const rows = await selectMonths(db, {});
  return rows.map(({ month, count }) => {
    const [year, number] = month.split('-').map(Number);
    return { year: year!, month: number!, count };
  });
}
