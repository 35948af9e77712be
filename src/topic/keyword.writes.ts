import { sql } from 'kysely';
import { chunksOf } from '../db/batch.ts';
import { type Db, dialectOf } from '../db/dialect.ts';
import { insertRows } from '../db/rows.ts';
import { statement } from '../db/statement.ts';
import { together } from '../db/together.ts';
import { addToArticleCount, deleteTopicsOf } from './topic.writes.ts';

/** Articles worked on at once. */
const chunkSize = 200;

interface NamedTopic {
  article_id: number;
  topic_id: number;
  confidence: number;
}

/** What the takes of articles name, each topic as surely as the take that is surest of it. */
const selectNamed = statement((db, { articleIds }: { articleIds: readonly number[] }) =>
  db
    .selectFrom('take')
    .innerJoin('take_topic', 'take_topic.take_id', 'take.id')
    .select(['article_id', 'topic_id', (eb) => eb.fn.max<number>('confidence').as('confidence')])
    .where(dialectOf(db).among(sql`take.article_id`, articleIds))
    .groupBy(['article_id', 'topic_id']),
);

const selectPresent = statement((db, { articleIds }: { articleIds: readonly number[] }) =>
  db
    .selectFrom('article_topic')
    .select(['article_id', 'topic_id', 'assigned_by', 'confidence'])
    .where(dialectOf(db).among(sql`article_id`, articleIds)),
);

/** Gives articles the topics that their takes name, of those that no document states. Counters follow. */
export async function settleKeywords(trx: Db, articleIds: readonly number[]): Promise<void> {
  for (const chunk of chunksOf(articleIds, chunkSize)) await settleChunk(trx, chunk);
}

interface Change {
  articleId: number;
  before: readonly number[];
  after: readonly number[];
  gone: readonly number[];
  added: readonly NamedTopic[];
}

async function settleChunk(trx: Db, articleIds: readonly number[]): Promise<void> {
  const [named, present] = await together([
    selectNamed(trx, { articleIds }),
    selectPresent(trx, { articleIds }),
  ]);
  const presentOf = Map.groupBy(present, (row) => row.article_id);
  const namedOf = Map.groupBy(named, (row) => row.article_id);
  const changes = articleIds.flatMap((articleId) => {
    const rows = Map.groupBy(presentOf.get(articleId) ?? [], (row) => row.assigned_by === 'KEYWORD');
    const stated = (rows.get(false) ?? []).map((row) => row.topic_id);
    const known = new Map(rows.get(true)?.map((row) => [row.topic_id, row.confidence]));
    const wanted = (namedOf.get(articleId) ?? []).filter((row) => !stated.includes(row.topic_id));
    const confidences = new Map(wanted.map((row) => [row.topic_id, row.confidence]));
    const gone = [...known.keys()].filter((id) => confidences.get(id) !== known.get(id));
    const added = wanted.filter((row) => known.get(row.topic_id) !== row.confidence);
    if (gone.length + added.length === 0) return [];
    const before = [...stated, ...known.keys()];
    return [{ articleId, before, after: [...stated, ...confidences.keys()], gone, added }];
  });
  if (changes.length === 0) return;
  await countAbove(trx, changes);
  for (const { articleId, gone } of changes)
    if (gone.length > 0) await deleteTopicsOf(trx, { articleId, ids: gone });
  await insertKeywords(
    trx,
    changes.flatMap(({ added }) => added),
  );
}

const selectAbove = statement((db, { ids }: { ids: readonly number[] }) =>
  db
    .selectFrom('topic_closure')
    .select(['ancestor_id', 'descendant_id'])
    .where(dialectOf(db).among(sql`descendant_id`, ids)),
);

/** An article counts once for each topic above any of its own. */
async function countAbove(trx: Db, changes: readonly Change[]): Promise<void> {
  const ids = new Set(changes.flatMap(({ before, after }) => [...before, ...after]));
  const above = Map.groupBy(await selectAbove(trx, { ids: [...ids] }), (row) => row.descendant_id);
  const countedIn = (topicIds: readonly number[]) =>
    new Set(topicIds.flatMap((id) => above.get(id)?.map((row) => row.ancestor_id) ?? []));
  for (const change of changes) {
    const [before, after] = [countedIn(change.before), countedIn(change.after)];
    addToArticleCount(trx, after.difference(before), 1);
    addToArticleCount(trx, before.difference(after), -1);
  }
}

const selectArticles = statement((db, { ids }: { ids: readonly number[] }) =>
  db
    .selectFrom('article')
    .select(['id', 'slug', sql<string>`coalesce(latest_take_at, '')`.as('latest_take')])
    .where(dialectOf(db).among(sql`id`, ids)),
);
const selectTopics = statement((db, { ids }: { ids: readonly number[] }) =>
  db
    .selectFrom('topic')
    .select(['id', 'key'])
    .where(dialectOf(db).among(sql`id`, ids)),
);

async function insertKeywords(trx: Db, added: readonly NamedTopic[]): Promise<void> {
  if (added.length === 0) return;
  const [articles, topics] = await together([
    selectArticles(trx, { ids: [...new Set(added.map((row) => row.article_id))] }),
    selectTopics(trx, { ids: [...new Set(added.map((row) => row.topic_id))] }),
  ]);
  const articleOf = new Map(articles.map((article) => [article.id, article]));
  const keyOf = new Map(topics.map((topic) => [topic.id, topic.key]));
  const rows = added.map(({ article_id, topic_id, confidence }) => ({
    article_id,
    topic_id,
    topic_key: keyOf.get(topic_id)!,
    spelling: null,
    assigned_by: 'KEYWORD',
    confidence,
    latest_take: articleOf.get(article_id)!.latest_take,
    article_slug: articleOf.get(article_id)!.slug,
  }));
  await insertRows(trx, 'article_topic', rows);
}
