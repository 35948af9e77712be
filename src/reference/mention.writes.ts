import { sql } from 'kysely';
import { chunksByLength, chunksOf } from '../db/batch.ts';
import { type Db, dialectOf } from '../db/dialect.ts';
import { insertRows } from '../db/rows.ts';
import { statement } from '../db/statement.ts';
import { findMentions, type KnownTitle, type Mention, TextToSearch } from '../detect/mentions.ts';
import type { BodyWords } from '../detect/body-words.ts';
import { type DetectableBody, proseOf, textHeads } from '../detect/prose.ts';
import { isSearched, titleWordHashes } from '../detect/title.ts';
import { loadDetectableBodies } from './detectable-body.ts';
import { titleLookupForMany } from './title.queries.ts';

/** How many titles or texts are searched at once: bounds memory. */
const chunkSize = 16;
/** The same for texts that are in memory anyway, in UTF-16 code units. */
const chunkLength = 200_000;

const deleteMentions = statement((db, { takeIds }: { takeIds: readonly number[] }) =>
  db.deleteFrom('take_mention').where(dialectOf(db).among(sql`take_id`, takeIds)),
);

/** A new text of a take, with what it is looked up by. */
export type NewBody = DetectableBody & { words: Pick<BodyWords, 'heads'> };

/** Forward in time: finds all known titles in the new texts of takes. */
export async function searchTexts(trx: Db, texts: ReadonlyMap<number, NewBody>): Promise<void> {
  const most = { items: chunkSize, length: chunkLength };
  for (const chunk of chunksByLength(texts, ([, body]) => body.text.length, most)) {
    const takeIds = chunk.map(([takeId]) => takeId);
    const searched = chunk.map(([, body]) => new TextToSearch(body, body.words.heads));
    await deleteMentions(trx, { takeIds });
    const found = await findMentions(searched, titleLookupForMany(trx));
    await insertMentions(
      trx,
      takeIds.map((takeId, i) => ({ takeId, mentions: found[i]! })),
    );
  }
}

/** By these words titles to come find the texts. Once a transaction: SQLite keeps together what comes at once. */
export async function saveTakeWords(trx: Db, texts: ReadonlyMap<number, NewBody>): Promise<void> {
  const words = new Map(texts.entries().map(([takeId, body]) => [takeId, body.words.heads.distinct]));
  if (words.size > 0) await dialectOf(trx).saveTakeWords(trx, words);
}

/**
 * Those of some takes whose words a migration dropped.
 *
 * @returns whether there may be more
 */
export async function saveDroppedWords(trx: Db): Promise<boolean> {
  const dialect = dialectOf(trx);
  const takeIds = (await dialect.takesWithoutWords?.(trx)) ?? [];
  if (takeIds.length === 0) return false;
  const words = new Map<number, Float64Array>(takeIds.map((takeId) => [takeId, new Float64Array()]));
  for (const { takeId, body } of await loadDetectableBodies(trx, takeIds))
    words.set(takeId, textHeads(proseOf(body)).distinct);
  await dialect.saveTakeWords(trx, words);
  return true;
}

const selectTitles = statement((db, { ids }: { ids: readonly number[] }) =>
  db
    .selectFrom('title')
    .select(['id', 'normal', 'hash', 'head', 'words'])
    .where(dialectOf(db).among(sql`id`, ids)),
);

/**
 * In how many takes a title is looked for within one transaction: more may have its words where these are common, and the
 * title is put off, to be looked for in the others afterwards.
 */
const mostTakes = 200;

export interface Searched {
  /** Takes that mention the titles. */
  mentioning: number[];
  /** How many titles were put off. */
  putOff: number;
}

/**
 * Back in time: finds new titles, of which some may be gone again, in the takes that are there.
 *
 * @param hasSearched whether a take's text was searched for them already
 */
export async function searchForTitles(
  trx: Db,
  titleIds: readonly number[],
  hasSearched: (takeId: number) => boolean,
): Promise<Searched> {
  if (titleIds.length === 0) return { mentioning: [], putOff: 0 };
  const titles = (await selectTitles(trx, { ids: titleIds })).filter(isSearched);
  const titlesOf = new Map<number, KnownTitle[]>();
  const putOff: { title_id: number; searched_until: number }[] = [];
  for (const chunk of chunksOf(titles, chunkSize)) {
    for (const { title, takeIds, hasMore } of await findTakesFor(trx, chunk, 0)) {
      if (hasMore) putOff.push({ title_id: title.id, searched_until: takeIds.at(-1)! });
      for (const takeId of takeIds) {
        if (hasSearched(takeId)) continue;
        const others = titlesOf.get(takeId);
        if (others) others.push(title);
        else titlesOf.set(takeId, [title]);
      }
    }
  }
  await insertRows(trx, 'title_search', putOff);
  return { mentioning: await searchTakes(trx, titlesOf), putOff: putOff.length };
}

const selectPutOff = statement((db, _values: object) =>
  db
    .selectFrom('title_search')
    .innerJoin('title', 'title.id', 'title_search.title_id')
    .select(['title.id', 'title.normal', 'title.hash', 'title.head', 'title.words', 'searched_until'])
    .orderBy('title_search.title_id')
    .limit(1),
);

/**
 * Goes on with a title that was put off.
 *
 * @returns the takes found, or null where no title is left
 */
export async function goOnSearching(trx: Db): Promise<number[] | null> {
  const [putOff] = await selectPutOff(trx, {});
  if (!putOff) return null;
  const { searched_until: after, ...title } = putOff;
  const [{ takeIds, hasMore }] = (await findTakesFor(trx, [title], after)) as [TakesOfTitle];
  // Texts that came in the meantime were searched for it.
  await deleteMentionsOf(trx, { titleId: title.id, takeIds });
  const mentioning = await searchTakes(trx, new Map(takeIds.map((takeId) => [takeId, [title]])));
  if (hasMore) await noteSearched(trx, { titleId: title.id, until: takeIds.at(-1)! });
  else await trx.deleteFrom('title_search').where('title_id', '=', title.id).execute();
  return mentioning;
}

const deleteMentionsOf = statement(
  (db, { titleId, takeIds }: { titleId: number; takeIds: readonly number[] }) =>
    db
      .deleteFrom('take_mention')
      .where('title_id', '=', titleId)
      .where(dialectOf(db).among(sql`take_id`, takeIds)),
);
const noteSearched = statement((db, { titleId, until }: { titleId: number; until: number }) =>
  db.updateTable('title_search').set({ searched_until: until }).where('title_id', '=', titleId),
);

interface TakesOfTitle {
  title: KnownTitle;
  takeIds: number[];
  hasMore: boolean;
}

async function findTakesFor(trx: Db, titles: readonly KnownTitle[], after: number): Promise<TakesOfTitle[]> {
  const words = titles.map(({ normal }) => titleWordHashes(normal));
  const { findTakesWithWords } = dialectOf(trx);
  const found = await findTakesWithWords(trx, words, { after, limit: mostTakes + 1 });
  return titles.map((title, i) => ({
    title,
    takeIds: found[i]!.slice(0, mostTakes),
    hasMore: found[i]!.length > mostTakes,
  }));
}

/** @returns the takes that mention one of their titles */
async function searchTakes(trx: Db, titlesOf: ReadonlyMap<number, readonly KnownTitle[]>): Promise<number[]> {
  const mentioning: number[] = [];
  for (const chunk of chunksOf(
    [...titlesOf.keys()].sort((a, b) => a - b),
    chunkSize,
  )) {
    const searched = (await loadDetectableBodies(trx, chunk)).map(({ takeId, body }) => {
      const text = new TextToSearch(body);
      return { takeId, mentions: titlesOf.get(takeId)!.flatMap((title) => text.mentionsOf(title)) };
    });
    await insertMentions(trx, searched);
    for (const { takeId, mentions } of searched) if (mentions.length > 0) mentioning.push(takeId);
  }
  return mentioning;
}

async function insertMentions(
  trx: Db,
  found: readonly { takeId: number; mentions: readonly Mention[] }[],
): Promise<void> {
  const rows = found.flatMap(({ takeId, mentions }) =>
    mentions.map((mention) => ({
      take_id: takeId,
      title_id: mention.titleId,
      start_offset: mention.start,
      end_offset: mention.end,
      exact: mention.exact,
      is_marked: Number(mention.isMarked),
      is_mid_sentence: Number(mention.isMidSentence),
    })),
  );
  await insertRows(trx, 'take_mention', rows);
}
