import { sql } from 'kysely';
import { type Db, dialectOf } from '../db/dialect.ts';
import { KeyFilter } from '../db/key-filter.ts';
import { statement } from '../db/statement.ts';
import type { TopicName } from '../detect/topics.ts';
import { eachJoinedWord, hashWord } from '../identity/joined-words.ts';
import { joinedWords, type TokenList } from '../identity/tokens.ts';

const selectNamesByFirstWords = statement((db, { words }: { words: readonly string[] }) => {
  const { among } = dialectOf(db);
  return db
    .selectFrom('topic')
    .select(['id as topicId', 'key'])
    .where(among(sql`first_word`, words))
    .unionAll(
      db
        .selectFrom('topic_alias')
        .select(['topic_id as topicId', 'key'])
        .where(among(sql`first_word`, words)),
    );
});

const selectNewestTopic = statement((db, _values: object) =>
  db.selectFrom('topic').select(({ fn }) => fn.max('id').as('id')),
);
const selectFirstWords = statement((db, { after, limit }: { after: number; limit: number }) =>
  db.selectFrom('topic').select(['id', 'first_word']).where('id', '>', after).orderBy('id').limit(limit),
);
const selectFirstWordsOfAliases = statement((db, { topicIds }: { topicIds: readonly number[] }) =>
  db
    .selectFrom('topic_alias')
    .select('first_word')
    .where(dialectOf(db).among(sql`topic_id`, topicIds)),
);
const topicsAtOnce = 1_000;

/** First words of topics' names: most of a text's words are none. */
const firstWords = new KeyFilter({
  count: async (db) => (await selectNewestTopic(db, {}))[0]?.id ?? 0,
  async *keys(db) {
    for (let after: number | undefined = 0; after !== undefined;) {
      const topics: { id: number; first_word: string | null }[] = await selectFirstWords(db, {
        after,
        limit: topicsAtOnce,
      });
      const aliases = await selectFirstWordsOfAliases(db, { topicIds: topics.map(({ id }) => id) });
      for (const { first_word } of [...topics, ...aliases])
        if (first_word !== null) yield hashWord(first_word);
      after = topics.at(-1)?.id;
    }
  },
});

/** Before names are found by this word. */
export function noteFirstWord(trx: Db, word: string): void {
  firstWords.add(trx, hashWord(word));
}

/**
 * Names of topics that may stand in one of these texts.
 *
 * @param trx a writing transaction
 */
export async function findTopicNames(trx: Db, texts: readonly TokenList[]): Promise<TopicName[]> {
  const filter = await firstWords.forLookUp(
    trx,
    texts.reduce((count, { bounds }) => count + bounds.length / 2, 0),
  );
  const words = new Set(
    texts.flatMap(({ texts }) => (filter ? wordsAmong(texts, filter) : joinedWords(texts))),
  );
  return words.size === 0 ? [] : selectNamesByFirstWords(trx, { words: [...words] });
}

/** Of words joined by spaces those whose hash may be among these: few, so that the others are not even taken out. */
function wordsAmong(texts: string, hashes: Pick<ReadonlySet<number>, 'has'>): string[] {
  const words: string[] = [];
  eachJoinedWord(texts, (start, end, hash) => {
    if (hashes.has(hash)) words.push(texts.slice(start, end));
  });
  return words;
}
