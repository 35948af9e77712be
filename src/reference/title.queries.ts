import { sql } from 'kysely';
import type { TitleLookup } from '../detect/mentions.ts';
import { isSearched, type TitleForm, titleForm } from '../detect/title.ts';
import { type Db, dialectOf } from '../db/dialect.ts';
import { KeyFilter } from '../db/key-filter.ts';
import { insertRow, insertRows } from '../db/rows.ts';
import { statement, statementPerParent } from '../db/statement.ts';
import { noteText } from '../text-index/text-index.writes.ts';

/** A title refers to none of so many articles that bear it, or more. */
const enoughBearers = 2;

/** A title as an article bears it. */
export interface BorneTitle {
  spelling: string;
  isMain: boolean;
  isProvisional: boolean;
}

const selectTitlesOf = statement((db, { articleId }: { articleId: number }) =>
  db
    .selectFrom('article_title')
    .innerJoin('title', 'title.id', 'article_title.title_id')
    .select(['title_id', 'normal', 'spelling', 'is_main', 'is_provisional'])
    .where('article_id', '=', articleId),
);

export interface TitleChanges {
  /** Takes that mention a title that came, changed or went: their references may differ now. */
  takeIds: Set<number>;
  /** Titles that no text has been searched for yet. */
  newTitleIds: number[];
  /** Normal forms of the titles that came or went as the article's own, without those that no other article can bear. */
  ownTitles: string[];
}

/**
 * Gives an article exactly these titles.
 *
 * @param isNew it has none yet
 */
export async function setArticleTitles(
  trx: Db,
  articleId: number,
  titles: readonly BorneTitle[],
  isNew = false,
): Promise<TitleChanges> {
  const present = isNew ? [] : await selectTitlesOf(trx, { articleId });
  const wanted = new Map<string, BorneTitle & { form: TitleForm }>();
  for (const title of titles) {
    const form = titleForm(title.spelling);
    if (!wanted.has(form.normal)) wanted.set(form.normal, { ...title, form });
  }
  noteText(trx, 'ARTICLE', [articleId]);
  const takeIds = new Set<number>();
  const newTitleIds: number[] = [];
  const ownTitles: string[] = [];
  for (const row of present) {
    const title = wanted.get(row.normal);
    const isSame =
      title?.spelling === row.spelling &&
      Number(title.isMain) === row.is_main &&
      Number(title.isProvisional) === row.is_provisional;
    if (isSame) {
      wanted.delete(row.normal);
      continue;
    }
    for (const takeId of await findTakesConcerned(trx, row.title_id, articleId)) takeIds.add(takeId);
    if (row.is_main === 1 && row.is_provisional === 0) ownTitles.push(row.normal);
    await trx
      .deleteFrom('article_title')
      .where('article_id', '=', articleId)
      .where('title_id', '=', row.title_id)
      .execute();
    if (!title) await deleteUnborneTitle(trx, row.title_id);
  }
  for (const [normal, title] of wanted) {
    const { id, isKnown } = await ensureTitle(trx, title.form);
    const row = {
      article_id: articleId,
      title_id: id,
      spelling: title.spelling,
      is_main: Number(title.isMain),
      is_provisional: Number(title.isProvisional),
    };
    await insertRows(trx, 'article_title', [row]);
    if (!isKnown) {
      newTitleIds.push(id);
      continue;
    }
    for (const takeId of await findTakesConcerned(trx, id, articleId)) takeIds.add(takeId);
    if (title.isMain && !title.isProvisional) ownTitles.push(normal);
  }
  return { takeIds, newTitleIds, ownTitles };
}

const selectByNormal = statement((db, { normal }: { normal: string }) =>
  db.selectFrom('title').select('id').where('normal', '=', normal),
);

async function ensureTitle(trx: Db, form: TitleForm): Promise<{ id: number; isKnown: boolean }> {
  const [known] = await selectByNormal(trx, { normal: form.normal });
  if (known) return { id: known.id, isKnown: true };
  titleHeads.add(trx, form.head);
  const id = await insertRow(trx, 'title', { ...form, eligible: Number(form.eligible) });
  return { id, isKnown: false };
}

/** Its mentions go with it. */
async function deleteUnborneTitle(trx: Db, titleId: number): Promise<void> {
  await trx
    .deleteFrom('title')
    .where('id', '=', titleId)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('article_title').select('title_id').whereRef('title_id', '=', 'title.id'))),
    )
    .execute();
}

const selectTakesMentioning = statement((db, { titleId }: { titleId: number }) =>
  db.selectFrom('take_mention').select('take_id').distinct().where('title_id', '=', titleId),
);

const selectOtherBearers = statement((db, values: { titleId: number; articleId: number }) =>
  db
    .selectFrom('article_title')
    .select('article_id')
    .where('title_id', '=', values.titleId)
    .where('article_id', '<>', values.articleId)
    .limit(sql.lit(enoughBearers)),
);

/** Takes that mention a title, unless it refers to nothing whether the article bears it or not. */
async function findTakesConcerned(trx: Db, titleId: number, articleId: number): Promise<number[]> {
  const others = await selectOtherBearers(trx, { titleId, articleId });
  if (others.length === enoughBearers) return [];
  const rows = await selectTakesMentioning(trx, { titleId });
  return rows.map((row) => row.take_id);
}

/**
 * Each length of titles is sought from the one before: thousands of titles may begin with the same words. Of the thousands of
 * heads few are titles'.
 */
const selectLengths = statement(
  (db, { heads }: { heads: readonly number[] }) => sql<{ head: number; words: number }>`
    with recursive known as materialized (
      select head, words from (
        select listed.value as head, (select min(title.words) from title where title.head = listed.value) as words
        from ${dialectOf(db).listed(heads)}
      ) as listed where words is not null
    ),
    found (head, words) as (
      select head, words from known
      union all
      select found.head, (
        select min(title.words) from title where title.head = found.head and title.words > found.words
      )
      from found where found.words is not null
    )
    select head, words from found where words is not null
  `,
);

const selectByHashes = statement((db, { hashes }: { hashes: readonly number[] }) =>
  db
    .selectFrom('title')
    .select(['id', 'normal', 'hash', 'head', 'words'])
    .where(dialectOf(db).among(sql`hash`, hashes)),
);

const selectNewestTitle = statement((db, _values: object) =>
  db.selectFrom('title').select(({ fn }) => fn.max('id').as('id')),
);
const selectHeads = statement((db, { after, limit }: { after: number; limit: number }) =>
  db.selectFrom('title').select(['id', 'head']).where('id', '>', after).orderBy('id').limit(limit),
);

const headsAtOnce = 5_000;

/** Heads of titles: nearly none of those of a text is one. */
const titleHeads = new KeyFilter({
  count: async (db) => (await selectNewestTitle(db, {}))[0]?.id ?? 0,
  async *keys(db) {
    for (let after: number | undefined = 0; after !== undefined;) {
      const rows: { id: number; head: number }[] = await selectHeads(db, { after, limit: headsAtOnce });
      for (const { head } of rows) yield head;
      after = rows.at(-1)?.id;
    }
  },
});

/** The same for many texts, within a transaction that writes. */
export function titleLookupForMany(trx: Db): TitleLookup {
  return { ...titleLookup(trx), filter: (count) => titleHeads.forLookUp(trx, count) };
}

/** Titles by hash, in the database: no list of them is held in memory. */
export function titleLookup(db: Db): TitleLookup {
  return {
    lengthsByHeads: async (heads) => (heads.length === 0 ? [] : selectLengths(db, { heads })),
    byHashes: async (hashes) =>
      hashes.length === 0 ? [] : (await selectByHashes(db, { hashes })).filter(isSearched),
  };
}

export interface TitleBearer {
  articleId: number;
  articleKey: string;
  spelling: string;
}

const selectBearers = statementPerParent((db, titleId, _values: object) =>
  db
    .selectFrom('article_title')
    .innerJoin('article', 'article.id', 'article_title.article_id')
    .select(['article_id as articleId', 'article.key as articleKey', 'spelling'])
    .where('title_id', '=', titleId)
    .limit(sql.lit(enoughBearers)),
);

/** For each title two of the articles that bear it, main or alternative: where there are two it refers to none. */
export async function bearersByTitleIds(db: Db, titleIds: readonly number[]): Promise<TitleBearer[][]> {
  return selectBearers(db, titleIds, {});
}
