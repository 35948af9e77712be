import type { Db } from '../db/dialect.ts';
import { foldName } from '../identity/fold.ts';
import type { TopicDocument } from '../read/document.ts';

/** A document that describes a topic, as it was stored. */
export interface TopicSource {
  id: number;
  document: string;
  path: string;
  item: string | null;
  content_hash: string;
  topic_id: number;
  broader: string | null;
  broader_key: string | null;
}

const columns = [
  'id',
  'document',
  'path',
  'item',
  'content_hash',
  'topic_id',
  'broader',
  'broader_key',
] as const;

export async function findTopicSourceByDocument(trx: Db, document: string): Promise<TopicSource | undefined> {
  return trx.selectFrom('topic_source').select(columns).where('document', '=', document).executeTakeFirst();
}

export async function findTopicSourceById(trx: Db, id: number): Promise<TopicSource | undefined> {
  return trx.selectFrom('topic_source').select(columns).where('id', '=', id).executeTakeFirst();
}

export async function getTopicSourceById(trx: Db, id: number): Promise<TopicSource> {
  const source = await findTopicSourceById(trx, id);
  if (!source) throw new Error(`Topic document ${id} is gone`);
  return source;
}

/** All that documents say of a topic. */
export async function topicSourcesOf(
  trx: Db,
  topicId: number,
): Promise<(TopicSource & { description: string | null })[]> {
  return trx
    .selectFrom('topic_source')
    .select([...columns, 'description'])
    .where('topic_id', '=', topicId)
    .execute();
}

export async function findTopicTwins(
  trx: Db,
  { document, contentHash }: TopicDocument,
): Promise<TopicSource[]> {
  return trx
    .selectFrom('topic_source')
    .select(columns)
    .where('content_hash', '=', contentHash)
    .where('document', '<>', document)
    .orderBy('document')
    .execute();
}

/** The topics of which documents say that this name is the one above them. */
export async function topicsStatedBelow(trx: Db, key: string): Promise<number[]> {
  const rows = await trx
    .selectFrom('topic_source')
    .select('topic_id')
    .distinct()
    .where('broader_key', '=', key)
    .execute();
  return rows.map((row) => row.topic_id);
}

export async function aliasKeysOf(trx: Db, sourceId: number): Promise<string[]> {
  const rows = await trx
    .selectFrom('topic_source_alias')
    .select('key')
    .where('topic_source_id', '=', sourceId)
    .execute();
  return rows.map((row) => row.key);
}

export async function saveTopicSource(
  trx: Db,
  { document, path, item, contentHash, topic }: TopicDocument,
  topicId: number,
  own: TopicSource | undefined,
  now: string,
): Promise<number> {
  const row = {
    document,
    path,
    item,
    content_hash: contentHash,
    topic_id: topicId,
    name: topic.name,
    description: topic.description,
    broader: topic.broader,
    broader_key: topic.broader === null ? null : foldName(topic.broader),
    ingested_at: now,
  };
  if (own) {
    await trx.updateTable('topic_source').set(row).where('id', '=', own.id).execute();
    await trx.deleteFrom('topic_source_alias').where('topic_source_id', '=', own.id).execute();
  }
  const id =
    own?.id ??
    (await trx.insertInto('topic_source').values(row).returning('id').executeTakeFirstOrThrow()).id;
  const aliases = new Map(topic.aliases.map((name) => [foldName(name), name]));
  const rows = [...aliases].map(([key, name]) => ({ topic_source_id: id, key, name }));
  if (rows.length > 0) await trx.insertInto('topic_source_alias').values(rows).execute();
  return id;
}

export async function renameTopicSource(
  trx: Db,
  id: number,
  { document, path, item }: Pick<TopicDocument, 'document' | 'path' | 'item'>,
): Promise<void> {
  await trx.updateTable('topic_source').set({ document, path, item }).where('id', '=', id).execute();
}

export async function deleteTopicSource(trx: Db, id: number): Promise<void> {
  await trx.deleteFrom('topic_source').where('id', '=', id).execute();
}
