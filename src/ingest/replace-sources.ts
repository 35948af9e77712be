import type { Body } from '../body/body.ts';
import type { Db } from '../db/dialect.ts';
import { TextToSearch } from '../detect/mentions.ts';
import { relinkTakes, unlinkTake } from '../reference/relink.ts';
import { searchTake } from '../reference/title.queries.ts';
import {
  deleteTake,
  insertTake,
  setTakeAuthors,
  setTakeBody,
  type TakeFields,
  updateTake,
} from '../take/take.writes.ts';
import { type ArticleStatement, articleStatement } from './article-fields.ts';
import type { CleanDocument } from './document.ts';
import { addressesOf, type Facts } from './facts.ts';
import type { Place } from './find-article.ts';
import { rekeyArticle } from './identity.queries.ts';
import { takeKeyOf } from './keys.ts';
import { completeArticle, createArticle, deleteIfUnsourced, refreshArticle } from './refresh-article.ts';
import { deleteSource, insertSource, type Source } from './source.queries.ts';

/**
 * Puts a document in the place of sources that are no more; without a document it only takes these away. All that
 * follows from the set of sources is brought up to date.
 *
 * @param replaced the take of the first that has one goes on as the document's
 * @returns how many references were added
 */
export async function replaceSources(
  trx: Db,
  replaced: readonly Source[],
  incoming: { document: CleanDocument; place: Place } | null,
  now: string,
): Promise<number> {
  for (const { id } of replaced) await deleteSource(trx, id);
  const formerTakes = replaced.map((source) => source.take_id).filter((id) => id !== null);
  const stored = incoming && (await storePlaced(trx, incoming, formerTakes[0], now));
  const affected = new Set(stored?.takeId ? [stored.takeId] : []);
  for (const takeId of formerTakes) if (takeId !== stored?.takeId) await removeTake(trx, takeId);

  const left = new Set(replaced.map((source) => source.article_id));
  if (stored) {
    left.delete(stored.articleId);
    const { articleId, newStatement } = stored;
    if (newStatement) addAll(affected, (await completeArticle(trx, articleId, newStatement)).affected);
    else addAll(affected, await refreshArticle(trx, articleId, now));
  }
  for (const articleId of left) addAll(affected, await refreshArticle(trx, articleId, now));
  const references = await relinkTakes(trx, affected, new Set(stored?.takeId ? [stored.takeId] : []));
  for (const articleId of left) await deleteIfUnsourced(trx, articleId);
  return references;
}

interface Stored {
  articleId: number;
  /** What is said of an article that is new; null for one that was there. */
  newStatement: ArticleStatement | null;
  takeId: number | null;
}

/** Stores the document itself with its take; its article, where that is new, without what stands in other tables. */
async function storePlaced(
  trx: Db,
  { document, place }: { document: CleanDocument; place: Place },
  formerTakeId: number | undefined,
  now: string,
): Promise<Stored> {
  const { facts, contentHash, body } = document;
  const takeKey = takeKeyOf(facts, place.key);
  const statement = articleStatement([{ facts, takeKey, contentHash }]);
  const takes = { take_count: body ? 1 : 0, latest_take_at: body && facts.date };
  const articleId = place.article?.id ?? (await createArticle(trx, place.key, statement, takes, now));
  if (place.article) await rekeyArticle(trx, articleId, place.article.key, place.key);

  const takeId = body && (await storeTake(trx, { articleId, takeKey, facts, body }, formerTakeId, now));
  await insertSource(trx, document, { takeKey, articleId, takeId }, now);
  return { articleId, newStatement: place.article ? null : statement, takeId };
}

async function storeTake(
  trx: Db,
  { articleId, takeKey, facts, body }: { articleId: number; takeKey: string; facts: Facts; body: Body },
  formerId: number | undefined,
  now: string,
): Promise<number> {
  const { take, isLinkPost } = addressesOf(facts);
  const fields: TakeFields = {
    key: takeKey,
    article_id: articleId,
    headline: facts.headline ?? (isLinkPost ? facts.title : null),
    url: take?.url ?? null,
    published_at: facts.date,
  };
  const id = formerId ?? (await insertTake(trx, fields, now));
  if (formerId !== undefined) await updateTake(trx, id, fields, now);
  // What has an address of its own is the publication's: who wrote it wrote the take.
  await setTakeAuthors(trx, id, take ? facts.authors : []);
  await setTakeBody(trx, id, body);
  await searchTake(trx, id, new TextToSearch(body));
  return id;
}

async function removeTake(trx: Db, takeId: number): Promise<void> {
  await unlinkTake(trx, takeId);
  await deleteTake(trx, takeId);
}

function addAll<T>(set: Set<T>, items: Iterable<T>): void {
  for (const item of items) set.add(item);
}
