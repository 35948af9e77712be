import { sql } from 'kysely';
import { chunksOf } from '../db/batch.ts';
import { type Db, dialectOf } from '../db/dialect.ts';
import { insertRows } from '../db/rows.ts';
import { statement } from '../db/statement.ts';
import { together } from '../db/together.ts';
import {
  findMentions,
  type KnownTitle,
  type Mention,
  TextToSearch,
  type TitleLookup,
} from '../detect/mentions.ts';
import type { DetectableBody } from '../detect/prose.ts';
import { isSearched, titleWordHashes } from '../detect/title.ts';
import { loadDetectableBodies } from './detectable-body.ts';

/** How much is searched at once, in texts and in UTF-16 code units: bounds memory. */
const chunkSize = 50;
const chunkLength = 500_000;

const deleteMentions = statement((db, { takeIds }: { takeIds: readonly number[] }) =>
  db.deleteFrom('take_mention').where(dialectOf(db).among(sql`take_id`, takeIds)),
);

/** Forward in time: finds all known titles in the new texts of takes, and remembers their words for titles to come. */
export async function searchTexts(trx: Db, texts: ReadonlyMap<number, DetectableBody>): Promise<void> {
  for (const chunk of chunksOfTexts(texts)) {
    const takeIds = chunk.map(([takeId]) => takeId);
    const searched = chunk.map(([, body]) => new TextToSearch(body));
    await deleteMentions(trx, { takeIds });
    const found = await findMentions(searched, titleLookup(trx));
    await insertMentions(
      trx,
      takeIds.map((takeId, i) => ({ takeId, mentions: found[i]! })),
    );
    const words = takeIds.map((takeId, i) => [takeId, searched[i]!.wordHashes()] as const);
    await dialectOf(trx).saveTakeWords(trx, new Map(words));
  }
}

type Text = readonly [takeId: number, body: DetectableBody];

function* chunksOfTexts(texts: Iterable<Text>): Generator<Text[]> {
  let chunk: Text[] = [];
  let length = 0;
  for (const text of texts) {
    chunk.push(text);
    length += text[1].text.length;
    if (chunk.length < chunkSize && length < chunkLength) continue;
    yield chunk;
    chunk = [];
    length = 0;
  }
  if (chunk.length > 0) yield chunk;
}

const selectTitles = statement((db, { ids }: { ids: readonly number[] }) =>
  db
    .selectFrom('title')
    .select(['id', 'normal', 'hash', 'head', 'words'])
    .where(dialectOf(db).among(sql`id`, ids)),
);

/**
 * Back in time: finds new titles, of which some may be gone again, in the takes that are there.
 *
 * @param hasSearched whether a take's text was searched for them already
 * @returns the takes that mention them
 */
export async function searchForTitles(
  trx: Db,
  titleIds: readonly number[],
  hasSearched: (takeId: number) => boolean,
): Promise<number[]> {
  if (titleIds.length === 0) return [];
  const titles = (await selectTitles(trx, { ids: titleIds })).filter(isSearched);
  const titlesOf = new Map<number, KnownTitle[]>();
  for (const chunk of chunksOf(titles, chunkSize)) {
    const { findTakesWithWords } = dialectOf(trx);
    const found = await together(chunk.map(({ normal }) => findTakesWithWords(trx, titleWordHashes(normal))));
    for (const [i, title] of chunk.entries()) {
      for (const takeId of found[i]!) {
        if (hasSearched(takeId)) continue;
        const others = titlesOf.get(takeId);
        if (others) others.push(title);
        else titlesOf.set(takeId, [title]);
      }
    }
  }
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

/** Thousands of heads, of which few are titles': `in` would first sort them all. */
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
    byHashes: async (hashes) =>
      hashes.length === 0 ? [] : (await selectByHashes(db, { hashes })).filter(isSearched),
  };
}
