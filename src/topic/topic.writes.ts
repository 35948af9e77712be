import { sql } from 'kysely';
import { oneByKey } from '../db/batch.ts';
import { AtCommit } from '../db/at-commit.ts';
import { type Db, dialectOf } from '../db/dialect.ts';
import { addToRows, insertRow, insertRows } from '../db/rows.ts';
import { newSlug } from '../db/slug.ts';
import { statement } from '../db/statement.ts';
import { together } from '../db/together.ts';
import { foldName } from '../identity/fold.ts';
import { newUid } from '../identity/uid.ts';
import { carriedOfArticle } from '../list/carried.ts';
import { noteText } from '../text-index/text-index.writes.ts';

interface NamedTopic {
  id: number;
  key: string;
  /** As the article's documents write it; null where they use an alias, which is no spelling of the name. */
  spelling: string | null;
  /** The topic's name does not follow from this spelling yet. */
  isRespelled: boolean;
}

/** Topics that got a name or an alias, or lost one: which texts name them is to be found out anew. */
export const renamedTopics = new AtCommit(
  () => new Set<number>(),
  async (trx, ids) => putOffTopics(trx, [...ids]),
);

const upsertTopicSearch = statement(
  (db, { ids, until }: { ids: readonly number[]; until: number }) => sql<never>`
    insert into topic_search (topic_id, searched_until)
    select topic.id, ${until} from topic where ${dialectOf(db).among(sql`topic.id`, ids)}
    on conflict (topic_id) do update set searched_until = excluded.searched_until
  `,
);

/** They are looked for in the takes beyond that id later. */
export async function putOffTopics(trx: Db, ids: readonly number[], until = 0): Promise<void> {
  if (ids.length > 0) await upsertTopicSearch(trx, { ids, until });
}

const selectTopicsOf = statement((db, { articleId }: { articleId: number }) =>
  db
    .selectFrom('article_topic')
    .select(['topic_id', 'spelling', 'assigned_by'])
    .where('article_id', '=', articleId),
);

/**
 * Gives an article exactly the topics of these names, made where there are none, beside those that its text names. The
 * counters of all broader topics follow; a topic that nothing but its name is known of goes with its last article.
 *
 * @param isNew it has none yet
 * @returns whether that changed anything
 */
export async function setArticleTopics(
  trx: Db,
  articleId: number,
  names: readonly string[],
  isNew = false,
): Promise<boolean> {
  const present = isNew ? [] : await selectTopicsOf(trx, { articleId });
  const presentIds = present.map((row) => row.topic_id);
  const stated = present.filter((row) => row.assigned_by === 'SOURCE');
  const spellings = new Map(stated.map((row) => [row.topic_id, row.spelling]));
  const topics = await ensureTopics(trx, names);
  const wanted = new Set(topics.map(({ id }) => id));
  const gone = [...spellings.keys()].filter((id) => !wanted.has(id));
  const added = topics.filter(({ id }) => !spellings.has(id));
  const respelled = topics.filter(({ id, spelling }) => spellings.has(id) && spellings.get(id) !== spelling);
  if (gone.length + added.length + respelled.length === 0) return false;

  const addedIds = added.map(({ id }) => id);
  const [before, after, carried] = await together([
    topicsAbove(trx, presentIds),
    topicsAbove(trx, [...presentIds.filter((id) => !gone.includes(id)), ...addedIds]),
    carriedOfArticle(trx, articleId),
  ]);
  // What a document states goes before what the text names.
  const ended = presentIds.filter((id) => gone.includes(id) || addedIds.includes(id));
  if (ended.length > 0) await deleteTopicsOf(trx, { articleId, ids: ended });
  if (added.length > 0) {
    const common = { assigned_by: 'SOURCE', confidence: 1, ...carried };
    const rows = added.map(({ id, key, spelling }) => ({
      article_id: articleId,
      topic_id: id,
      topic_key: key,
      spelling,
      ...common,
    }));
    await insertRows(trx, 'article_topic', rows);
  }
  for (const { id, spelling } of respelled) {
    await trx
      .updateTable('article_topic')
      .set({ spelling })
      .where('article_id', '=', articleId)
      .where('topic_id', '=', id)
      .execute();
  }
  addToArticleCount(trx, after.difference(before), 1);
  addToArticleCount(trx, before.difference(after), -1);
  const unsettled = [...respelled, ...added.filter((topic) => topic.isRespelled)].map(({ id }) => id);
  await settleTopics(trx, [...gone, ...unsettled]);
  return true;
}

/** Takes all topics from an article that is about to go. */
export async function clearArticleTopics(trx: Db, articleId: number): Promise<void> {
  const ids = (await selectTopicsOf(trx, { articleId })).map((row) => row.topic_id);
  if (ids.length === 0) return;
  addToArticleCount(trx, await topicsAbove(trx, ids), -1);
  await deleteTopicsOf(trx, { articleId, ids });
  await settleTopics(trx, ids);
}

export const deleteTopicsOf = statement(
  (db, { articleId, ids }: { articleId: number; ids: readonly number[] }) =>
    db
      .deleteFrom('article_topic')
      .where('article_id', '=', articleId)
      .where(dialectOf(db).among(sql`topic_id`, ids)),
);

/** The topic of that folded name or alias, made where there is none. */
export async function ensureTopic(trx: Db, name: string): Promise<number> {
  const [topic] = await ensureTopics(trx, [name]);
  return topic!.id;
}

const selectAliases = statement((db, { keys }: { keys: readonly string[] }) =>
  db
    .selectFrom('topic_alias')
    .innerJoin('topic', 'topic.id', 'topic_alias.topic_id')
    .select(['topic_alias.key as alias', 'topic.id', 'topic.key'])
    .where(dialectOf(db).among(sql`topic_alias.key`, keys)),
);

const selectByKeys = statement((db, { keys }: { keys: readonly string[] }) =>
  db
    .selectFrom('topic')
    .select(['key', 'id', 'name'])
    .where(dialectOf(db).among(sql`key`, keys)),
);

/** The topics of these folded names or aliases, made where there are none. */
async function ensureTopics(trx: Db, names: readonly string[]): Promise<NamedTopic[]> {
  const spellings = new Map(names.map((name) => [foldName(name), name]));
  const keys = [...spellings.keys()];
  if (keys.length === 0) return [];
  const [aliases, rows] = await together([selectAliases(trx, { keys }), selectByKeys(trx, { keys })]);
  const aliased = oneByKey(keys, aliases, (row) => row.alias);
  const known = oneByKey(keys, rows, (row) => row.key);
  const topics = new Map<number, NamedTopic>();
  for (const [i, [key, spelling]] of [...spellings].entries()) {
    const alias = aliased[i];
    const id = alias?.id ?? known[i]?.id ?? (await insertTopic(trx, key, spelling));
    if (alias && topics.has(id)) continue;
    const name = known[i]?.name ?? spelling;
    topics.set(id, {
      id,
      key: alias?.key ?? key,
      spelling: alias ? null : spelling,
      isRespelled: !alias && name !== spelling,
    });
  }
  return [...topics.values()];
}

export async function insertTopic(trx: Db, key: string, name: string): Promise<number> {
  const slug = await newSlug(trx, 'topic', name, key);
  const id = await insertRow(trx, 'topic', { uid: newUid(), key, slug, name });
  await insertRows(trx, 'topic_closure', [{ ancestor_id: id, descendant_id: id, depth: 0 }]);
  noteText(trx, 'TOPIC', [id]);
  renamedTopics.of(trx).add(id);
  return id;
}

export async function findTopicByKey(trx: Db, key: string): Promise<number | undefined> {
  const [row] = await selectByKeys(trx, { keys: [key] });
  return row?.id;
}

/** Undefined where the topic is gone. */
export async function statedBroaderOf(trx: Db, id: number): Promise<number | null | undefined> {
  const row = await trx
    .selectFrom('topic')
    .select('stated_broader_id')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.stated_broader_id;
}

/** All articles of which documents state the topic itself. */
export async function listArticlesOfTopic(trx: Db, topicId: number): Promise<number[]> {
  const rows = await trx
    .selectFrom('article_topic')
    .select('article_id')
    .where('topic_id', '=', topicId)
    .where('assigned_by', '<>', 'KEYWORD')
    .execute();
  return rows.map((row) => row.article_id);
}

export async function updateDescription(trx: Db, id: number, description: string | null): Promise<void> {
  await trx
    .updateTable('topic')
    .set({ description })
    .where('id', '=', id)
    .where('description', 'is distinct from', description)
    .execute();
  noteText(trx, 'TOPIC', [id]);
}

const selectAbove = statement((db, { ids }: { ids: readonly number[] }) =>
  db
    .selectFrom('topic_closure')
    .select('ancestor_id as id')
    .where(dialectOf(db).among(sql`descendant_id`, ids)),
);

/** Topics and everything broader: whose `article_count` an article of these topics is part of. */
async function topicsAbove(trx: Db, ids: readonly number[]): Promise<Set<number>> {
  const rows = ids.length === 0 ? [] : await selectAbove(trx, { ids });
  return new Set(rows.map((row) => row.id));
}

/** What is to be added to the counters of topics: nearly every document changes those of the broadest. */
export const articleCountChanges = new AtCommit(
  () => new Map<number, number>(),
  async (trx, byTopic) => {
    const changes = [...byTopic].filter(([, change]) => change !== 0);
    await addToRows(
      trx,
      'topic',
      changes.map(([id, article_count]) => ({ id, article_count })),
    );
  },
);

export function addToArticleCount(trx: Db, ids: Iterable<number>, change: number): void {
  const changes = articleCountChanges.of(trx);
  for (const id of ids) changes.set(id, (changes.get(id) ?? 0) + change);
}

const deleteUnnamed = statement((db, { ids }: { ids: readonly number[] }) =>
  db
    .deleteFrom('topic')
    .where(dialectOf(db).among(sql`id`, ids))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('article_topic')
            .select('topic_id')
            .whereRef('topic_id', '=', 'topic.id')
            .where('assigned_by', '<>', 'KEYWORD'),
        ),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('topic_source').select('topic_id').whereRef('topic_id', '=', 'topic.id'))),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('topic as narrower')
            .select('narrower.id')
            .whereRef('narrower.stated_broader_id', '=', 'topic.id'),
        ),
      ),
    ),
);

const updateNames = statement((db, { ids }: { ids: readonly number[] }) => {
  const smallest = sql<string>`(
    select min(value) from (
      select min(spelling) as value from article_topic where topic_id = topic.id
      union all select min(name) from topic_source where topic_id = topic.id
      union all select min(broader) from topic_source where broader_key = topic.key
    ) as stated
  )`;
  return db
    .updateTable('topic')
    .set({ name: smallest })
    .where(dialectOf(db).among(sql`id`, ids))
    .where('name', '<>', smallest);
});

/** Deletes those of the topics that no document states any more, though texts may name them; gives the others the smallest spelling. */
export async function settleTopics(trx: Db, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  // The next topic may get the number of one that goes.
  await articleCountChanges.write(trx);
  await deleteUnnamed(trx, { ids });
  await updateNames(trx, { ids });
  noteText(trx, 'TOPIC', ids);
}
