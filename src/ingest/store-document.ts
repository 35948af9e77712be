import type { Db } from '../db/dialect.ts';
import { together } from '../db/together.ts';
import { Consequences } from './consequences.ts';
import type { CleanDocument, Problem } from '../read/document.ts';
import { areUnknown, getArticleById } from './identity.queries.ts';
import { isAddressKey, takeKeyOf } from './keys.ts';
import { createFor, placeDocument } from './place-document.ts';
import { addressesAround, endIfEmpty, identityOf, regroup, touchedAddresses } from './regroup.ts';
import { removeSource } from './remove-source.ts';
import { claimantsOf } from './same-piece.ts';
import { settle } from './settle.ts';
import { createTake, loosenTake, settleTakes } from './settle-takes.ts';
import {
  deleteSource,
  findHolder,
  findSourceByDocument,
  findTwins,
  getSourceById,
  renameSource,
  restateSource,
  saveSource,
  setTakeKey,
  type Source,
} from './source.queries.ts';
import type { StaleTakes } from './stale-takes.ts';
import { type Displaced, displacedBy, isDuplicate, problemsOf } from './standing-problems.ts';

export interface StoredDocument {
  sourceId: number;
  outcome: 'created' | 'updated' | 'unchanged' | 'failed';
  problems: Problem[];
  /** Documents that lost their take to this one. */
  displaced: Displaced[];
}

export interface StoreDocumentOptions {
  /** ISO 8601. */
  now: string;
  /** Gathers takes that are to be relinked before the transaction ends. */
  staleTakes: StaleTakes;
  /** Whether a document is still where it was, as it was: one that is not was moved or is yet to be read. */
  isStillThere: (source: Pick<Source, 'document' | 'path' | 'content_hash'>) => Promise<boolean>;
}

/** Stores one document; its references both ways come when the stale takes are relinked. */
export async function storeDocument(
  trx: Db,
  document: CleanDocument,
  options: StoreDocumentOptions,
): Promise<StoredDocument> {
  const { now, isStillThere } = options;
  const stored = await storeIfUnknown(trx, document, options);
  if (stored) return stored;
  const [own, twins] = await together([
    findSourceByDocument(trx, document.document),
    findTwins(trx, document),
  ]);
  if (own?.content_hash === document.contentHash) {
    return report(trx, own.id, {
      displaced: await moveSource(trx, own, document, options),
      outcome: 'unchanged',
    });
  }
  for (const twin of twins) {
    if (await isStillThere(twin)) continue;
    if (own) await removeSource(trx, own, options);
    const displaced = await moveSource(trx, await getSourceById(trx, twin.id), document, options);
    return report(trx, twin.id, { displaced, outcome: own ? 'updated' : 'unchanged' });
  }

  const consequences = new Consequences(options);
  const place = await prepareIdentity(trx, document, own, consequences);
  const predecessor = await findPredecessor(trx, place.takeKey, document, { isStillThere });
  if (predecessor) {
    for (const address of await addressesLeft(trx, predecessor, document)) place.touched.add(address);
    await loosenTake(trx, predecessor, consequences);
    await deleteSource(trx, predecessor.id);
    consequences.articles.add(predecessor.article_id);
  }
  const keepsTake = document.body !== null && own?.take_key === place.takeKey;
  if (own && !keepsTake) await loosenTake(trx, own, consequences);
  const takeId = keepsTake ? own.take_id : null;
  const sourceId = await saveSource(trx, document, { ...place, takeId }, own, now);
  consequences.articles.add(place.articleId);
  if (own && own.article_id !== place.articleId)
    await leaveArticle(trx, own.article_id, place.articleId, consequences);

  const takeKey = await settleIdentity(trx, document, { ...place, sourceId }, consequences);
  const takeKeys = new Set([takeKey, ...(own ? [own.take_key] : [])]);
  await settleTakes(trx, takeKeys, document.body && { sourceId, body: document.body }, consequences);
  await settle(trx, consequences);
  const displaced = await displacedBy(trx, consequences);
  const isCopy = twins.length > 0;
  const outcome = own || predecessor ? 'updated' : isCopy ? 'unchanged' : 'created';
  return report(trx, sourceId, { outcome, displaced });
}

/**
 * Stores a document of which nothing is known: neither its name nor its content nor any of its addresses. Only its title may be
 * another piece's.
 *
 * @returns null where something is known, or where it has more addresses than that of its article and that of its take
 */
async function storeIfUnknown(
  trx: Db,
  document: CleanDocument,
  options: StoreDocumentOptions,
): Promise<StoredDocument | null> {
  const { facts, body } = document;
  const { main: key, others } = identityOf(document);
  if (key === null || others.length > 0) return null;
  const takeKey = takeKeyOf(facts, key);
  const { document: name, contentHash } = document;
  if (!(await areUnknown(trx, { document: name, contentHash, key, takeKey }))) return null;
  const consequences = new Consequences(options);
  const articleId = await createFor(trx, key, document, consequences);
  const takeId = body && (await createTake(trx, takeKey, { articleId, facts, body }, consequences));
  const sourceId = await saveSource(trx, document, { articleId, takeKey, takeId }, undefined, options.now);
  if (body && isAddressKey(takeKey)) consequences.staleTakes.addLinking([takeKey]);
  consequences.articles.add(articleId);
  await settle(trx, consequences);
  return report(trx, sourceId, { outcome: 'created', displaced: await displacedBy(trx, consequences) });
}

interface Place {
  articleId: number;
  takeKey: string;
  /** Addresses whose pieces the document may join or divide; empty where it can do neither. */
  touched: Set<string>;
}

/** Where a document goes by what is in the store before it comes. */
async function prepareIdentity(
  trx: Db,
  document: CleanDocument,
  own: Source | undefined,
  consequences: Consequences,
): Promise<Place> {
  const identity = identityOf(document);
  const touched = new Set<string>();
  const isMoving = own !== undefined && !isOfSameIdentity(document, own);
  for (const address of own ? await addressesLeft(trx, own, document) : []) touched.add(address);
  const [articleId, claimants] = await together([
    placeDocument(trx, document, own, consequences),
    identity.main && identity.others.length === 0 ? claimantsOf(trx, identity.main) : [],
  ]);
  const isNew = consequences.created.has(articleId);
  const mayJoin = identity.others.length > 0 || (isNew && claimants.length > 0);
  if (identity.main && (isMoving || mayJoin)) touched.add(identity.main);
  const key = isNew && identity.main !== null ? identity.main : (await getArticleById(trx, articleId)).key;
  return { articleId, takeKey: takeKeyOf(document.facts, key), touched };
}

/** Addresses whose pieces may be joined or divided where a document takes another's place that stated other ones. */
async function addressesLeft(trx: Db, former: Source, document: CleanDocument): Promise<string[]> {
  return isOfSameIdentity(document, former) ? [] : addressesAround(trx, former);
}

function isOfSameIdentity(one: Pick<Source, 'facts'>, other: Pick<Source, 'facts'>): boolean {
  return JSON.stringify(identityOf(one)) === JSON.stringify(identityOf(other));
}

/** Joins and divides pieces by the addresses that the stored document has now. */
async function settleIdentity(
  trx: Db,
  document: CleanDocument,
  { sourceId, takeKey, touched }: Place & { sourceId: number },
  consequences: Consequences,
): Promise<string> {
  if (touched.size === 0) return takeKey;
  for (const address of await touchedAddresses(trx, identityOf(document))) touched.add(address);
  await regroup(trx, touched, consequences);
  const { article_id } = await getSourceById(trx, sourceId);
  const { key } = await getArticleById(trx, article_id);
  const settled = takeKeyOf(document.facts, key);
  if (settled !== takeKey) await setTakeKey(trx, [sourceId], settled);
  return settled;
}

/** A document without address goes to the article of its new title. */
async function leaveArticle(trx: Db, from: number, to: number, consequences: Consequences): Promise<void> {
  consequences.articles.add(from);
  consequences.touchCreated(to);
  await endIfEmpty(trx, from, to, consequences);
}

/**
 * The document goes on as it is, perhaps at another path. A feed may say another address of itself, or none, when its
 * path tells it: so its takes are told anew.
 */
async function moveSource(
  trx: Db,
  { id, document: name, article_id, take_key, facts }: Source,
  document: CleanDocument,
  options: StoreDocumentOptions,
): Promise<Displaced[]> {
  if (name !== document.document) await renameSource(trx, id, document);
  if (facts.feed?.key === document.facts.feed?.key) return [];
  const consequences = new Consequences(options);
  const { key } = await getArticleById(trx, article_id);
  const takeKey = takeKeyOf(document.facts, key);
  await restateSource(trx, id, document.facts, takeKey);
  await settleTakes(trx, new Set([takeKey, take_key]), null, consequences);
  consequences.articles.add(article_id);
  await settle(trx, consequences);
  return displacedBy(trx, consequences);
}

/** The document of the same take that this one is in the place of: its file was moved and edited. */
async function findPredecessor(
  trx: Db,
  takeKey: string,
  { document, body }: CleanDocument,
  { isStillThere }: Pick<StoreDocumentOptions, 'isStillThere'>,
): Promise<Source | undefined> {
  const holder = body ? await findHolder(trx, takeKey) : undefined;
  const isGone = holder && holder.document !== document && !(await isStillThere(holder));
  return isGone ? holder : undefined;
}

async function report(
  trx: Db,
  sourceId: number,
  stored: Omit<StoredDocument, 'sourceId' | 'problems'>,
): Promise<StoredDocument> {
  const source = await getSourceById(trx, sourceId);
  const problems = await problemsOf(trx, source);
  const outcome = isDuplicate(problems) ? 'failed' : stored.outcome;
  return { ...stored, outcome, sourceId, problems };
}
