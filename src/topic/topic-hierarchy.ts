import { sql } from 'kysely';
import { type Db, dialectOf } from '../db/dialect.ts';
import { articleCountChanges } from './topic.writes.ts';

interface TopicNode {
  id: number;
  key: string;
  name: string;
  stated_broader_id: number | null;
  broader_id: number | null;
}

async function getNode(trx: Db, id: number): Promise<TopicNode> {
  return trx
    .selectFrom('topic')
    .select(['id', 'key', 'name', 'stated_broader_id', 'broader_id'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
}

/**
 * The circle that a topic is in where one follows what documents state as broader, from the topic upwards; empty
 * where it is in none. Each topic has one broader topic at most, so circles never share a topic.
 */
export async function circleOf(trx: Db, topicId: number): Promise<TopicNode[]> {
  const path: TopicNode[] = [];
  const seen = new Set<number>();
  for (let id: number | null = topicId; id !== null && !seen.has(id);) {
    seen.add(id);
    const node = await getNode(trx, id);
    path.push(node);
    id = node.stated_broader_id;
    if (id === topicId) return path;
  }
  return [];
}

/** The one of a circle's topics that has to do without its broader topic: that of the largest key. */
export function loserOf(circle: readonly TopicNode[]): TopicNode | undefined {
  return circle.toSorted((a, b) => (a.key < b.key ? 1 : -1))[0];
}

/**
 * Gives a topic its broader topic as documents state it. A circle is broken at one place, which does not depend on
 * what came first; one that this opens gets that place back.
 *
 * @returns the topics that lost or got their broader topic
 */
export async function stateBroader(trx: Db, topicId: number, broaderId: number | null): Promise<TopicNode[]> {
  const before = await circleOf(trx, topicId);
  await trx.updateTable('topic').set({ stated_broader_id: broaderId }).where('id', '=', topicId).execute();
  const after = await circleOf(trx, topicId);
  const touched = new Map([...before, ...after].map((node) => [node.id, node]));
  touched.set(topicId, await getNode(trx, topicId));
  const changes = [];
  const loser = loserOf(after);
  for (const node of touched.values()) {
    const { stated_broader_id: stated } = await getNode(trx, node.id);
    const wanted = node.id === loser?.id ? null : stated;
    if (wanted !== node.broader_id) changes.push({ node, wanted });
  }
  // First out, then in: on the way there is no circle.
  for (const { node } of changes) if (node.broader_id !== null) await detachTopic(trx, node.id);
  for (const { node, wanted } of changes) if (wanted !== null) await attachTopic(trx, node.id, wanted);
  return changes.map(({ node }) => node);
}

async function detachTopic(trx: Db, topicId: number): Promise<void> {
  const above = await idsAbove(trx, topicId);
  await sql`
    delete from topic_closure
    where descendant_id in (select descendant_id from topic_closure where ancestor_id = ${topicId})
      and ancestor_id in (select ancestor_id from topic_closure where descendant_id = ${topicId} and depth > 0)
  `.execute(trx);
  await trx.updateTable('topic').set({ broader_id: null }).where('id', '=', topicId).execute();
  await recountArticles(trx, above);
}

async function attachTopic(trx: Db, topicId: number, broaderId: number): Promise<void> {
  await sql`
    insert into topic_closure (ancestor_id, descendant_id, depth)
    select up.ancestor_id, down.descendant_id, up.depth + down.depth + 1
    from topic_closure as up cross join topic_closure as down
    where up.descendant_id = ${broaderId} and down.ancestor_id = ${topicId}
  `.execute(trx);
  await trx.updateTable('topic').set({ broader_id: broaderId }).where('id', '=', topicId).execute();
  await recountArticles(trx, await idsAbove(trx, topicId));
}

async function idsAbove(trx: Db, topicId: number): Promise<number[]> {
  const rows = await trx
    .selectFrom('topic_closure')
    .select('ancestor_id as id')
    .where('descendant_id', '=', topicId)
    .where('depth', '>', 0)
    .execute();
  return rows.map((row) => row.id);
}

async function recountArticles(trx: Db, topicIds: readonly number[]): Promise<void> {
  if (topicIds.length === 0) return;
  await articleCountChanges.write(trx);
  const count = sql<number>`(
    select count(distinct article_topic.article_id) from topic_closure
    join article_topic on article_topic.topic_id = topic_closure.descendant_id
    where topic_closure.ancestor_id = topic.id
  )`;
  await trx
    .updateTable('topic')
    .set({ article_count: count })
    .where(dialectOf(trx).among(sql`id`, topicIds))
    .execute();
}
