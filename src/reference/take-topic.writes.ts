import { sql } from 'kysely';
import { chunksOf } from '../db/batch.ts';
import { type Db, dialectOf } from '../db/dialect.ts';
import { insertRows } from '../db/rows.ts';
import { statement } from '../db/statement.ts';
import { together } from '../db/together.ts';
import { type TextTokens, textTokensOf } from '../detect/body-words.ts';
import { firstWordOf, TextWithTopics, TopicForms, type TopicName } from '../detect/topics.ts';
import { phraseWordsOf } from '../identity/tokens.ts';
import { idsOfKind } from '../text-index/text-id.ts';
import { indexNotedBodies, noteBodies } from '../text-index/text-index.writes.ts';
import { putOffTopics } from '../topic/topic.writes.ts';
import { findTopicNames, noteFirstWord } from './topic-name.queries.ts';

/** In how many takes is looked within one transaction, for a topic or to index them. */
const mostTakes = 200;

/** How many texts are in memory at once. */
const chunkSize = 16;

const deleteTopicsOfTakes = statement((db, { takeIds }: { takeIds: readonly number[] }) =>
  db.deleteFrom('take_topic').where(dialectOf(db).among(sql`take_id`, takeIds)),
);

/** The text of a take, with its words. */
export interface NewText {
  takeId: number;
  text: string;
  words: TextTokens;
}

/** Forward in time: finds the known topics that new texts of takes name. They are indexed before the transaction ends. */
export async function searchForTopics(trx: Db, texts: readonly NewText[]): Promise<void> {
  const [names] = await together([
    findTopicNames(
      trx,
      texts.map(({ words }) => words.tokens),
    ),
    deleteTopicsOfTakes(trx, { takeIds: texts.map(({ takeId }) => takeId) }),
  ]);
  if (names.length > 0) {
    const searched = texts.map(({ takeId, text, words }) => ({
      takeId,
      text: new TextWithTopics(text, words.tokens),
    }));
    await insertTopics(trx, searched, names);
  }
  noteBodies(trx, new Map(texts.map(({ takeId, words }) => [takeId, words])));
}

/**
 * Back in time: finds topics whose names are others now in the takes that are there; where many have their words, in some of
 * them only, and the rest is put off.
 *
 * @param hasNewText whether a take's text is about to be searched
 * @returns takes that name other topics than before, perhaps
 */
export async function searchTakesForTopics(
  trx: Db,
  topicIds: readonly number[],
  hasNewText: (takeId: number) => boolean,
): Promise<number[]> {
  if (topicIds.length === 0) return [];
  const former = await deleteTakesOfTopics(trx, { topicIds });
  const takeIds = former.map((row) => row.take_id);
  let searched = 0;
  for (const [topicId, names] of await nameTopics(trx, topicIds)) {
    if (searched < mostTakes) {
      const found = await searchTakes(trx, topicId, names, 0, hasNewText);
      searched += found.searched;
      takeIds.push(...found.naming);
    } else await putOffTopics(trx, [topicId]);
  }
  return takeIds;
}

const deleteTakesOfTopics = statement((db, { topicIds }: { topicIds: readonly number[] }) =>
  db
    .deleteFrom('take_topic')
    .where(dialectOf(db).among(sql`topic_id`, topicIds))
    .returning('take_id'),
);

const selectNext = statement((db, _values: object) =>
  db.selectFrom('topic_search').select(['topic_id', 'searched_until']).orderBy('topic_id').limit(1),
);

/**
 * Goes on with a topic that was put off.
 *
 * @returns takes that name other topics than before, perhaps; null where no topic is left
 */
export async function goOnWithTopic(trx: Db): Promise<number[] | null> {
  const [next] = await selectNext(trx, {});
  if (!next) return null;
  const { topic_id: topicId, searched_until: after } = next;
  await trx.deleteFrom('topic_search').where('topic_id', '=', topicId).execute();
  if (after === 0) return searchTakesForTopics(trx, [topicId], () => false);
  const names = (await nameTopics(trx, [topicId])).get(topicId) ?? [];
  return (await searchTakes(trx, topicId, names, after, () => false)).naming;
}

const selectUnsearched = statement((db, { limit }: { limit: number }) =>
  db.selectFrom('take_search').select('take_id').orderBy('take_id').limit(limit),
);

/**
 * Goes on with the takes that are not in the index yet.
 *
 * @returns those that are now; null where none is left
 */
export async function goOnWithTakes(trx: Db): Promise<number[] | null> {
  const rows = await selectUnsearched(trx, { limit: mostTakes });
  if (rows.length === 0) return null;
  const takeIds = rows.map((row) => row.take_id);
  for (const chunk of chunksOf(takeIds, chunkSize)) {
    const texts = await selectTexts(trx, { takeIds: chunk });
    await searchForTopics(
      trx,
      texts.map(({ take_id: takeId, text }) => ({ takeId, text, words: textTokensOf(text) })),
    );
    await indexNotedBodies(trx);
  }
  await deleteUnsearched(trx, { takeIds });
  return takeIds;
}

const deleteUnsearched = statement((db, { takeIds }: { takeIds: readonly number[] }) =>
  db.deleteFrom('take_search').where(dialectOf(db).among(sql`take_id`, takeIds)),
);

const selectNamesOf = statement((db, { topicIds }: { topicIds: readonly number[] }) => {
  const { among } = dialectOf(db);
  return (
    db
      .selectFrom('topic')
      .leftJoin('topic_alias', 'topic_alias.key', 'topic.key')
      .select(['topic.id as topicId', 'topic.key'])
      .select(sql<'topic' | 'topic_alias'>`'topic'`.as('table'))
      .where(among(sql`topic.id`, topicIds))
      // Such a name leads to the topic that has it as an alias.
      .where('topic_alias.key', 'is', null)
      .unionAll(
        db
          .selectFrom('topic_alias')
          .select(['topic_id as topicId', 'key'])
          .select(sql<'topic' | 'topic_alias'>`'topic_alias'`.as('table'))
          .where(among(sql`topic_id`, topicIds)),
      )
  );
});
const resetFirstWords = statement((db, { topicIds }: { topicIds: readonly number[] }) =>
  db
    .updateTable('topic')
    .set({ first_word: null })
    .where(dialectOf(db).among(sql`id`, topicIds))
    .where('first_word', 'is not', null),
);
const updateFirstWord = statement(
  (db, { key, word }: { key: string; word: string }, table: 'topic' | 'topic_alias') =>
    db.updateTable(table).set({ first_word: word }).where('key', '=', key),
);

/** Lets these topics be found by their names, as they are now. */
async function nameTopics(trx: Db, topicIds: readonly number[]): Promise<Map<number, TopicName[]>> {
  const rows = await selectNamesOf(trx, { topicIds });
  const names = rows.flatMap((row) => {
    const word = firstWordOf(row.key);
    return word === null ? [] : [{ ...row, word }];
  });
  await resetFirstWords(trx, { topicIds });
  for (const { key, word, table } of names) {
    noteFirstWord(trx, word);
    await updateFirstWord(trx, { key, word }, table);
  }
  return Map.groupBy(names, ({ topicId }) => topicId);
}

const selectTexts = statement((db, { takeIds }: { takeIds: readonly number[] }) =>
  db
    .selectFrom('take_body')
    .select(['take_id', 'text'])
    .where(dialectOf(db).among(sql`take_id`, takeIds)),
);
const deleteTopicOfTakes = statement(
  (db, { topicId, takeIds }: { topicId: number; takeIds: readonly number[] }) =>
    db
      .deleteFrom('take_topic')
      .where('topic_id', '=', topicId)
      .where(dialectOf(db).among(sql`take_id`, takeIds)),
);

async function searchTakes(
  trx: Db,
  topicId: number,
  names: readonly TopicName[],
  after: number,
  hasNewText: (takeId: number) => boolean,
): Promise<{ searched: number; naming: number[] }> {
  if (names.length === 0) return { searched: 0, naming: [] };
  const words = names.map(({ key }) => phraseWordsOf(key));
  const slice = { after, before: idsOfKind, limit: mostTakes + 1 };
  await indexNotedBodies(trx);
  const found = await dialectOf(trx).findTextsWithNames(trx, words, slice);
  if (found.length > mostTakes) await putOffTopics(trx, [topicId], found[mostTakes - 1]);
  const takeIds = found.slice(0, mostTakes).filter((id) => !hasNewText(id));
  // Texts that came since it was put off were searched for it.
  if (after > 0) await deleteTopicOfTakes(trx, { topicId, takeIds });
  const naming = [];
  for (const chunk of chunksOf(takeIds, chunkSize)) {
    const texts = await selectTexts(trx, { takeIds: chunk });
    const searched = texts.map((row) => ({ takeId: row.take_id, text: new TextWithTopics(row.text) }));
    naming.push(...(await insertTopics(trx, searched, names)));
  }
  return { searched: takeIds.length, naming };
}

/** @returns the takes that name one of them */
async function insertTopics(
  trx: Db,
  searched: readonly { takeId: number; text: TextWithTopics }[],
  names: readonly TopicName[],
): Promise<number[]> {
  const forms = new TopicForms(names);
  const rows = searched.flatMap(({ takeId, text }) =>
    [...text.topicsAmong(forms)].map(([topicId, confidence]) => ({
      take_id: takeId,
      topic_id: topicId,
      confidence,
    })),
  );
  await insertRows(trx, 'take_topic', rows);
  return rows.map((row) => row.take_id);
}
