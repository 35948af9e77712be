import type { Db } from '../db/dialect.ts';
import { foldName } from '../identity/fold.ts';
import { aliasClaims, findDescribedTopic, settleAlias } from '../topic/topic-alias.writes.ts';
import { circleOf, loserOf, stateBroader } from '../topic/topic-hierarchy.ts';
import {
  ensureTopic,
  findTopicByKey,
  insertTopic,
  listArticlesOfTopic,
  setArticleTopics,
  settleTopics,
  statedBroaderOf,
  updateDescription,
} from '../topic/topic.writes.ts';
import { articleStatement } from './article-fields.ts';
import type { TopicDocument, Problem } from '../read/document.ts';
import { statementsOn } from './source.queries.ts';
import type { StoredDocument, StoreDocumentOptions } from './store-document.ts';
import {
  aliasKeysOf,
  deleteTopicSource,
  findTopicSourceByDocument,
  findTopicTwins,
  getTopicSourceById,
  renameTopicSource,
  saveTopicSource,
  type TopicSource,
  topicSourcesOf,
  topicsStatedBelow,
} from './topic-source.queries.ts';

/** Stores what one document says of a topic. Runs in a transaction of its own. */
export async function storeTopic(
  trx: Db,
  document: TopicDocument,
  { now, isStillThere }: Pick<StoreDocumentOptions, 'now' | 'isStillThere'>,
): Promise<StoredDocument> {
  const own = await findTopicSourceByDocument(trx, document.document);
  if (own?.content_hash === document.contentHash) {
    if (own.path !== document.path) await renameTopicSource(trx, own.id, document);
    return report(trx, own.id, 'unchanged', []);
  }
  const twins = await findTopicTwins(trx, document);
  for (const twin of twins) {
    if (own || (await isStillThere(twin))) continue;
    await renameTopicSource(trx, twin.id, document);
    return report(trx, twin.id, 'unchanged', []);
  }
  const key = foldName(document.topic.name);
  const topicId = (await findTopicByKey(trx, key)) ?? (await insertTopic(trx, key, document.topic.name));
  const aliases = new Set([key, ...(own ? await aliasKeysOf(trx, own.id) : [])]);
  const sourceId = await saveTopicSource(trx, document, topicId, own, now);
  for (const alias of await aliasKeysOf(trx, sourceId)) aliases.add(alias);
  const broaderKeys = [own?.broader_key, document.topic.broader && foldName(document.topic.broader)];
  const losers = await settle(trx, [topicId, ...(own ? [own.topic_id] : [])], aliases, broaderKeys);
  return report(trx, sourceId, own ? 'updated' : twins.length > 0 ? 'unchanged' : 'created', losers);
}

/** Takes a document away that describes a topic. */
export async function removeTopicSource(trx: Db, source: TopicSource): Promise<void> {
  const aliases = new Set(await aliasKeysOf(trx, source.id));
  const topic = await trx
    .selectFrom('topic')
    .select('key')
    .where('id', '=', source.topic_id)
    .executeTakeFirstOrThrow();
  await deleteTopicSource(trx, source.id);
  await settle(trx, [source.topic_id], aliases.add(topic.key), [source.broader_key]);
}

/**
 * Brings topics up to date after documents that describe them changed.
 *
 * @param aliases folded names whose topic may be another now
 * @param broaderKeys folded names that the documents gave or give as broader: their topics may be spelt otherwise now
 * @returns topics that lost their broader one
 */
async function settle(
  trx: Db,
  topicIds: readonly number[],
  aliases: ReadonlySet<string>,
  broaderKeys: readonly (string | null | undefined)[],
): Promise<number[]> {
  const described = new Set(topicIds);
  const unsettled = new Set(topicIds);
  const changed = [];
  // One that no document describes any more is below no other, before its articles may go to another topic and it with them.
  for (const topicId of topicIds)
    if ((await topicSourcesOf(trx, topicId)).length === 0)
      changed.push(...(await describe(trx, topicId, unsettled)));
  for (const alias of aliases) {
    for (const topicId of await settleAlias(trx, alias)) {
      await reassignArticles(trx, topicId);
      unsettled.add(topicId);
    }
    for (const topicId of await topicsStatedBelow(trx, alias)) described.add(topicId);
  }
  for (const topicId of described) changed.push(...(await describe(trx, topicId, unsettled)));
  for (const key of broaderKeys) {
    const topicId = key == null ? undefined : await findTopicByKey(trx, key);
    if (topicId !== undefined) unsettled.add(topicId);
  }
  await settleTopics(trx, [...unsettled]);
  return changed.map(({ id }) => id);
}

/** Gives a topic what its documents say of it. */
async function describe(trx: Db, topicId: number, unsettled: Set<number>): Promise<{ id: number }[]> {
  const former = await statedBroaderOf(trx, topicId);
  // Its last article may have gone to the topic that has its name as an alias now, and it with that.
  if (former === undefined) return [];
  const sources = await topicSourcesOf(trx, topicId);
  const [description = null] = sources.flatMap((source) => source.description ?? []).sort();
  await updateDescription(trx, topicId, description);
  const [first] = sources
    .filter((source) => source.broader_key !== null)
    .sort((a, b) => (a.broader_key! < b.broader_key! ? -1 : 1));
  const broaderId = first ? await ensureTopic(trx, first.broader!) : null;
  if (former === broaderId) return [];
  // Nothing else may speak of it.
  if (former !== null) unsettled.add(former);
  return stateBroader(trx, topicId, broaderId);
}

/** Its articles may state a name that is another topic's now. */
async function reassignArticles(trx: Db, topicId: number): Promise<void> {
  for (const articleId of await listArticlesOfTopic(trx, topicId)) {
    const { topics } = articleStatement((await statementsOn(trx, articleId)).map(({ facts }) => facts));
    await setArticleTopics(trx, articleId, topics);
  }
}

async function report(
  trx: Db,
  sourceId: number,
  outcome: StoredDocument['outcome'],
  changed: readonly number[],
): Promise<StoredDocument> {
  const source = await getTopicSourceById(trx, sourceId);
  const problems = await problemsOf(trx, source);
  const displaced = [];
  for (const topicId of changed) {
    for (const other of topicId === source.topic_id ? [] : await topicSourcesOf(trx, topicId)) {
      const circle = await circleProblem(trx, other);
      if (circle.length > 0) displaced.push({ sourceId: reportId(other), problems: circle });
    }
  }
  const hasFailed = problems.some(({ code }) => code === 'TOPIC_CYCLE');
  return {
    sourceId: reportId(source),
    outcome: hasFailed ? 'failed' : outcome,
    problems,
    displaced,
  };
}

/** Documents of topics and of pieces are counted apart. */
function reportId({ id }: TopicSource): number {
  return -id;
}

/** What is wrong with a document as long as the others are as they are: said each time that it is read. */
async function problemsOf(trx: Db, source: TopicSource): Promise<Problem[]> {
  return [...(await circleProblem(trx, source)), ...(await aliasProblems(trx, source))];
}

async function circleProblem(trx: Db, source: TopicSource): Promise<Problem[]> {
  const circle = await circleOf(trx, source.topic_id);
  const [own] = circle;
  if (!own || loserOf(circle)?.id !== own.id || source.broader_key === null) return [];
  const way = [...circle, own].map(({ name }) => `“${name}”`).join(' → ');
  const message = `Broader topics lead round in a circle: ${way}; “${own.name}” gets no broader topic`;
  return [{ source: source.path, item: source.item, code: 'TOPIC_CYCLE', message }];
}

async function aliasProblems(trx: Db, source: TopicSource): Promise<Problem[]> {
  const problems = [];
  for (const key of await aliasKeysOf(trx, source.id)) {
    const described = await findDescribedTopic(trx, key);
    const [claim] = await aliasClaims(trx, key);
    if (described?.id === source.topic_id || (!described && claim?.id === source.topic_id)) continue;
    const holder = described?.key ?? claim?.key;
    const message = `The alias “${key}” is left out: it is ${described ? 'the name' : 'an alias'} of the topic “${holder}”`;
    problems.push({ source: source.path, item: source.item, code: 'TOPIC_ALIAS_TAKEN', message });
  }
  return problems;
}
