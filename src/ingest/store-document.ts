import { refreshTakeCounters } from '../article/article.writes.ts';
import type { Body } from '../body/body.ts';
import type { Db } from '../db/dialect.ts';
import { TextToSearch } from '../detect/mentions.ts';
import { ensurePerson } from '../person/person.queries.ts';
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
import { addressesOf, type Facts } from './facts.ts';
import { findArticle } from './find-article.ts';
import { deleteIfUnsourced, refreshArticle, startArticle } from './refresh-article.ts';

/** A document ready to be stored. */
export interface CleanDocument {
  /** Its absolute path. */
  document: string;
  /** SHA-256 of its bytes, hexadecimal. */
  contentHash: string;
  facts: Facts;
  body: Body | null;
}

export interface Stored {
  outcome: 'created' | 'updated' | 'unchanged' | 'failed';
  /** References added, of all takes. */
  references: number;
  problems: { code: string; message: string }[];
}

export interface StoreDocumentOptions {
  /** ISO 8601. */
  now: string;
  /** Whether another document, named by its path, is still there: one that is not has moved. */
  exists: (document: string) => boolean;
}

const sourceColumns = ['id', 'document', 'content_hash', 'article_id', 'take_id'] as const;

/** Stores one document and links it both ways. Runs in a transaction of its own; see `Store.write`. */
export async function storeDocument(
  trx: Db,
  clean: CleanDocument,
  options: StoreDocumentOptions,
): Promise<Stored> {
  const { document, contentHash, facts, body } = clean;
  const own = await trx
    .selectFrom('source')
    .select(sourceColumns)
    .where('document', '=', document)
    .executeTakeFirst();
  if (own?.content_hash === contentHash) return unchanged;

  const problems: Stored['problems'] = [];
  const article = await findArticle(trx, facts, document, own);
  if (article.isAmbiguous) {
    const message = `Several articles are titled “${facts.title}”; without an address this one stays apart`;
    problems.push({ code: 'TITLE_AMBIGUOUS', message });
  }
  const takeKey = body ? (addressesOf(facts).take?.keys.exact ?? article.key) : null;
  const rival = takeKey === null ? undefined : await findRival(trx, takeKey, document);
  if (rival && options.exists(rival.document)) {
    if (rival.content_hash === contentHash && !own) return unchanged;
    if (rival.content_hash < contentHash) {
      return {
        outcome: 'failed',
        references: 0,
        problems: [duplicate(`The same take is in ${rival.document}, which is kept`)],
      };
    }
    problems.push(duplicate(`The same take was in ${rival.document}; this document is kept in its place`));
  }

  // What this document takes the place of: its own earlier version, and one that held its take.
  const before = [rival, own].filter((source) => source !== undefined);
  const articleId = article.id ?? (await startArticle(trx, article.key, facts, options.now));
  const takeId =
    body && takeKey !== null ? await storeTake(trx, facts, { articleId, takeKey, body }, options.now) : null;
  for (const { id } of before) await trx.deleteFrom('source').where('id', '=', id).execute();
  await trx
    .insertInto('source')
    .values({
      document,
      content_hash: contentHash,
      take_key: takeKey,
      article_id: articleId,
      take_id: takeId,
      facts: JSON.stringify(facts),
      ingested_at: options.now,
    })
    .execute();
  for (const { take_id } of before) if (take_id !== null) await removeTakeIfUnsourced(trx, take_id);

  const affected = new Set(takeId === null ? [] : [takeId]);
  const articleIds = new Set([articleId, ...before.map((source) => source.article_id)]);
  for (const id of articleIds) {
    const refreshed = await refreshArticle(trx, id, options.now);
    for (const take of refreshed.affected) affected.add(take);
    for (const key of refreshed.taken) {
      problems.push({
        code: 'URL_TAKEN',
        message: `The address ${key} belongs to another article, which keeps it`,
      });
    }
    await refreshTakeCounters(trx, id);
  }
  const references = await relinkTakes(trx, affected, new Set(takeId === null ? [] : [takeId]));
  for (const id of articleIds) if (id !== articleId) await deleteIfUnsourced(trx, id);
  if (before.length === 0) return { outcome: 'created', references, problems };
  const isSame = before.every((source) => source.content_hash === contentHash);
  return { outcome: isSame ? 'unchanged' : 'updated', references, problems };
}

const unchanged: Stored = { outcome: 'unchanged', references: 0, problems: [] };

/** Another document that holds the take. */
async function findRival(trx: Db, takeKey: string, document: string) {
  return trx
    .selectFrom('source')
    .select(sourceColumns)
    .where('take_key', '=', takeKey)
    .where('document', '<>', document)
    .executeTakeFirst();
}

function duplicate(message: string): { code: string; message: string } {
  return { code: 'DUPLICATE_TAKE', message };
}

async function storeTake(
  trx: Db,
  facts: Facts,
  { articleId, takeKey, body }: { articleId: number; takeKey: string; body: Body },
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
  const known = await trx
    .selectFrom('take')
    .select(['id', 'article_id'])
    .where('key', '=', takeKey)
    .executeTakeFirst();
  const id = known?.id ?? (await insertTake(trx, fields, now));
  if (known) await updateTake(trx, id, fields, now);
  if (known && known.article_id !== articleId) await refreshTakeCounters(trx, known.article_id);

  const authorIds = [];
  // What has an address of its own is the publication's: who wrote it wrote the take.
  if (take) for (const name of facts.authors) authorIds.push(await ensurePerson(trx, name));
  await setTakeAuthors(trx, id, authorIds);
  await setTakeBody(trx, id, body);
  await searchTake(trx, id, new TextToSearch(body));
  return id;
}

async function removeTakeIfUnsourced(trx: Db, takeId: number): Promise<void> {
  const source = await trx
    .selectFrom('source')
    .select('id')
    .where('take_id', '=', takeId)
    .limit(1)
    .executeTakeFirst();
  if (source) return;
  await unlinkTake(trx, takeId);
  await deleteTake(trx, takeId);
}
