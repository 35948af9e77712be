import type { Db } from '../db/dialect.ts';
import { noteText } from '../text-index/text-index.writes.ts';
import { renamedTopics } from './topic.writes.ts';

/** A topic as far as names tell it. */
interface Named {
  id: number;
  key: string;
}

/** The topic of that key that documents describe: its name goes before others' aliases. */
export async function findDescribedTopic(trx: Db, key: string): Promise<Named | undefined> {
  return trx
    .selectFrom('topic')
    .select(['id', 'key'])
    .where('key', '=', key)
    .where(({ exists, selectFrom }) =>
      exists(selectFrom('topic_source').select('topic_id').whereRef('topic_id', '=', 'topic.id')),
    )
    .executeTakeFirst();
}

/** The topics to which documents give that alias, by their keys, each with the smallest spelling. */
export async function aliasClaims(trx: Db, key: string): Promise<(Named & { name: string })[]> {
  return trx
    .selectFrom('topic_source_alias as alias')
    .innerJoin('topic_source', 'topic_source.id', 'alias.topic_source_id')
    .innerJoin('topic', 'topic.id', 'topic_source.topic_id')
    .select(['topic.id', 'topic.key', (eb) => eb.fn.min('alias.name').as('name')])
    .where('alias.key', '=', key)
    .where('topic.key', '<>', key)
    .groupBy(['topic.id', 'topic.key'])
    .orderBy('topic.key')
    .execute();
}

/**
 * Gives an alias to the topic whose it is: of several that claim it that of the smallest key, and none where the alias
 * is the name of a topic that documents describe.
 *
 * @returns topics whose articles and narrower topics may belong elsewhere now: the alias's former topic, and one that
 *   was only known by the alias as its name
 */
export async function settleAlias(trx: Db, key: string): Promise<number[]> {
  const held = await trx
    .selectFrom('topic_alias')
    .select(['topic_id as id', 'name'])
    .where('key', '=', key)
    .executeTakeFirst();
  const [claim] = (await findDescribedTopic(trx, key)) ? [] : await aliasClaims(trx, key);
  if (held?.id === claim?.id && held?.name === claim?.name) return [];
  await trx.deleteFrom('topic_alias').where('key', '=', key).execute();
  if (claim) {
    const row = { key, topic_id: claim.id, name: claim.name, first_word: null };
    await trx.insertInto('topic_alias').values(row).execute();
  }
  const namesake = await trx.selectFrom('topic').select('id').where('key', '=', key).executeTakeFirst();
  for (const topic of [held, claim, namesake]) {
    if (!topic) continue;
    renamedTopics.of(trx).add(topic.id);
    noteText(trx, 'TOPIC', [topic.id]);
  }
  return held?.id === claim?.id ? [] : [held?.id, namesake?.id].filter((id) => id !== undefined);
}
