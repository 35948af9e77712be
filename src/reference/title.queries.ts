import { sql } from 'kysely';
import type { KnownTitle, Mention, TitleLookup } from '../detect/mentions.ts';
import { TextToSearch } from '../detect/mentions.ts';
import { isSearched, titleForm, titleWordHashes } from '../detect/title.ts';
import { chunksOf, manyByKey } from '../db/batch.ts';
import { type Db, dialectOf } from '../db/dialect.ts';
import { insertRow, insertRows } from '../db/rows.ts';
import { statement } from '../db/statement.ts';
import { loadDetectableBodies } from './detectable-body.ts';
import { findTakesWithWords, saveTakeWords } from './take-words.ts';

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

/**
 * Gives an article exactly these titles. A title that no text was searched for yet is looked for in all takes.
 *
 * @param isNew it has none yet
 * @returns the takes whose references may differ now: those that mention a title that came, changed or went; and the
 *   normal forms of the titles that came or went as the article's own
 */
export async function setArticleTitles(
  trx: Db,
  articleId: number,
  titles: readonly BorneTitle[],
  isNew = false,
): Promise<{ takeIds: Set<number>; ownTitles: string[] }> {
  const present = isNew ? [] : await selectTitlesOf(trx, { articleId });
  const wanted = new Map<string, BorneTitle>();
  const normals = new Map(present.map(({ spelling, normal }) => [spelling, normal]));
  for (const title of titles) {
    const normal = normals.get(title.spelling) ?? titleForm(title.spelling).normal;
    if (!wanted.has(normal)) wanted.set(normal, title);
  }
  const takeIds = new Set<number>();
  const ownTitles = [];
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
    for (const takeId of await findTakesMentioning(trx, row.title_id)) takeIds.add(takeId);
    if (row.is_main === 1 && row.is_provisional === 0) ownTitles.push(row.normal);
    await trx
      .deleteFrom('article_title')
      .where('article_id', '=', articleId)
      .where('title_id', '=', row.title_id)
      .execute();
    if (!title) await deleteUnborneTitle(trx, row.title_id);
  }
  for (const [normal, title] of wanted) {
    const titleId = await ensureTitle(trx, title.spelling);
    const row = {
      article_id: articleId,
      title_id: titleId,
      spelling: title.spelling,
      is_main: Number(title.isMain),
      is_provisional: Number(title.isProvisional),
    };
    await insertRows(trx, 'article_title', [row]);
    for (const takeId of await findTakesMentioning(trx, titleId)) takeIds.add(takeId);
    if (title.isMain && !title.isProvisional) ownTitles.push(normal);
  }
  return { takeIds, ownTitles };
}

const selectByNormal = statement((db, { normal }: { normal: string }) =>
  db.selectFrom('title').select('id').where('normal', '=', normal),
);

async function ensureTitle(trx: Db, spelling: string): Promise<number> {
  const form = titleForm(spelling);
  const [known] = await selectByNormal(trx, { normal: form.normal });
  if (known) return known.id;
  const id = await insertRow(trx, 'title', { ...form, eligible: Number(form.eligible) });
  if (isSearched(form)) await searchTakesFor(trx, { ...form, id });
  return id;
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

/** Back in time: finds a title that is new in the takes that are there. */
async function searchTakesFor(trx: Db, title: KnownTitle): Promise<void> {
  const takeIds = await findTakesWithWords(trx, titleWordHashes(title.normal));
  for (const chunk of chunksOf(takeIds, 50)) {
    for (const { takeId, body } of await loadDetectableBodies(trx, chunk)) {
      await insertMentions(trx, takeId, new TextToSearch(body).mentionsOf(title));
    }
  }
}

const selectTakesMentioning = statement((db, { titleId }: { titleId: number }) =>
  db.selectFrom('take_mention').select('take_id').distinct().where('title_id', '=', titleId),
);

async function findTakesMentioning(trx: Db, titleId: number): Promise<number[]> {
  const rows = await selectTakesMentioning(trx, { titleId });
  return rows.map((row) => row.take_id);
}

/**
 * Forward in time: finds all known titles in a take's new text, and remembers its words for titles to come.
 *
 * @param isNew it has had no text yet
 */
export async function searchTake(trx: Db, takeId: number, text: TextToSearch, isNew = false): Promise<void> {
  if (!isNew) await trx.deleteFrom('take_mention').where('take_id', '=', takeId).execute();
  await saveTakeWords(trx, takeId, text.wordHashes());
  await insertMentions(trx, takeId, await text.findMentions(titleLookup(trx)));
}

async function insertMentions(trx: Db, takeId: number, mentions: readonly Mention[]): Promise<void> {
  const rows = mentions.map((mention) => ({
    take_id: takeId,
    title_id: mention.titleId,
    start_offset: mention.start,
    end_offset: mention.end,
    exact: mention.exact,
    is_marked: Number(mention.isMarked),
    is_mid_sentence: Number(mention.isMidSentence),
  }));
  await insertRows(trx, 'take_mention', rows);
}

/** Hundreds of heads, of which few are titles': `in` would first sort them all. */
const selectLengths = statement(
  (db, { heads }: { heads: readonly number[] }) => sql<{ head: number; words: number }>`
    select distinct title.head, title.words from ${dialectOf(db).listed(heads)} cross join title
    where title.head = listed.value
  `,
);

const selectByHashes = statement((db, { hashes }: { hashes: readonly number[] }) =>
  db
    .selectFrom('title')
    .select(['id', 'normal', 'hash', 'head', 'words'])
    .where(dialectOf(db).among(sql`hash`, hashes)),
);

/** Titles by hash, in the database: no list of them is held in memory. */
function titleLookup(db: Db): TitleLookup {
  return {
    lengthsByHeads: async (heads) => (heads.length === 0 ? [] : selectLengths(db, { heads })),
    byHashes: async (hashes) => (await selectByHashes(db, { hashes })).filter(isSearched),
  };
}

export interface TitleBearer {
  articleId: number;
  articleKey: string;
  spelling: string;
}

const selectBearers = statement((db, { titleIds }: { titleIds: readonly number[] }) =>
  db
    .selectFrom('article_title')
    .innerJoin('article', 'article.id', 'article_title.article_id')
    .select(['title_id', 'article_id as articleId', 'article.key as articleKey', 'spelling'])
    .where(dialectOf(db).among(sql`title_id`, titleIds)),
);

/** For each title the articles that bear it, main or alternative. */
export async function bearersByTitleIds(db: Db, titleIds: readonly number[]): Promise<TitleBearer[][]> {
  const rows = await selectBearers(db, { titleIds });
  return manyByKey(titleIds, rows, (row) => row.title_id);
}
