import type { Db } from '../db/dialect.ts';
import { together } from '../db/together.ts';
import { bodyOf, type SearchableBody, searchableBody } from '../detect/body-words.ts';
import { bequeathRemovals } from '../reference/removal.writes.ts';
import { getBody } from '../take/take-body.ts';
import {
  deleteTake,
  insertTake,
  moveTake,
  setTakeAuthors,
  setTakeBody,
  type TakeFields,
  updateTake,
} from '../take/take.writes.ts';
import type { Consequences } from './consequences.ts';
import { addressesOf, type Facts, takeAuthorsOf } from '../read/facts.ts';
import { findArticleByKey } from './identity.queries.ts';
import { isAddressKey } from './keys.ts';
import {
  type Candidate,
  setTakeOfSource,
  type Source,
  spareBodyOf,
  takeCandidates,
} from './source.queries.ts';

/** The text of the document that is being stored: no other has been read. */
export interface IncomingText {
  sourceId: number;
  body: SearchableBody;
}

/**
 * Gives each of these takes to the right one of the documents that have its text, and takes it from the others, which
 * keep the text in case that they get it.
 */
export async function settleTakes(
  trx: Db,
  takeKeys: ReadonlySet<string>,
  incoming: IncomingText | null,
  consequences: Consequences,
): Promise<void> {
  for (const key of takeKeys) {
    const candidates = await takeCandidates(trx, key, incoming?.sourceId);
    const winner = candidates.sort(compareCandidates)[0];
    if (winner) await giveTake(trx, key, winner, candidates, incoming, consequences);
  }
}

/**
 * Of two documents that hold one take: one with the piece's address goes before one without, which would leave the
 * article without it; else the smaller content hash decides.
 */
function compareCandidates(a: Candidate, b: Candidate): number {
  const hasNoAddress = ({ facts }: Candidate) => (addressesOf(facts).article === null ? 1 : 0);
  return (
    hasNoAddress(a) - hasNoAddress(b) ||
    compareAscii(a.content_hash, b.content_hash) ||
    compareAscii(a.document, b.document)
  );
}

function compareAscii(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

async function giveTake(
  trx: Db,
  key: string,
  winner: Candidate,
  candidates: readonly Candidate[],
  incoming: IncomingText | null,
  consequences: Consequences,
): Promise<void> {
  const holders = candidates.filter((candidate) => candidate.take_id !== null);
  const [loose] = consequences.loose;
  const known = holders.filter(({ take_id }) => !consequences.newTakes.has(take_id!));
  const heir = known.find((holder) => holder.held_key === key) ?? known.find(({ id }) => id === winner.id);
  const kept = heir?.take_id ?? loose ?? known[0]?.take_id ?? holders[0]?.take_id ?? null;
  if (kept !== null) consequences.loose.delete(kept);
  const isMoving = loose !== undefined && candidates.some(({ id }) => id === incoming?.sourceId);
  if (kept !== null && isMoving) await bequeathRemovals(trx, loose, kept);

  const isIncoming = winner.id === incoming?.sourceId;
  const keepsText = !isIncoming && winner.take_id !== null && winner.take_id === kept;
  const body = isIncoming ? incoming.body : keepsText ? null : await textOf(trx, winner);
  for (const { id, take_id, article_id } of holders) {
    if (id !== winner.id) {
      const spareBody = id === incoming?.sourceId ? bodyOf(incoming.body) : await getBody(trx, take_id!);
      await setTakeOfSource(trx, id, { takeId: null, spareBody });
      consequences.displaced.add(id);
      consequences.articles.add(article_id);
    }
    if (take_id !== kept) {
      await bequeathRemovals(trx, take_id!, kept!);
      await removeTake(trx, take_id!, consequences);
    }
  }
  const incomingLoses = candidates.find(({ id, take_id }) => id === incoming?.sourceId && take_id === null);
  if (incoming && incomingLoses && !isIncoming) {
    await setTakeOfSource(trx, incoming.sourceId, { takeId: null, spareBody: bodyOf(incoming.body) });
    consequences.touchCreated(incomingLoses.article_id);
  }

  if (!body) await moveTake(trx, kept!, { key, article_id: winner.article_id });
  const [takeId] = await together([
    body ? storeTake(trx, key, winner, body, kept, consequences) : kept!,
    winner.held_key === key ? null : noteAddress(trx, key, consequences),
  ]);
  consequences.staleTakes.add([takeId]);
  consequences.articles.add(winner.article_id);
}

async function textOf(trx: Db, { id, take_id }: Candidate): Promise<SearchableBody> {
  const body = take_id === null ? await spareBodyOf(trx, id) : await getBody(trx, take_id);
  if (!body) throw new Error(`The text of document ${id} is gone`);
  return searchableBody(body);
}

async function storeTake(
  trx: Db,
  key: string,
  { id: sourceId, article_id: articleId, facts }: Candidate,
  body: SearchableBody,
  knownId: number | null,
  consequences: Consequences,
): Promise<number> {
  const id =
    knownId === null
      ? await createTake(trx, key, { articleId, facts, body }, consequences)
      : await rewriteTake(trx, knownId, key, { articleId, facts, body }, consequences);
  await setTakeOfSource(trx, sourceId, { takeId: id, spareBody: null });
  return id;
}

/** What a take is made of. */
interface TakeContent {
  articleId: number;
  facts: Facts;
  body: SearchableBody;
}

/** Makes a take; its document is not told. */
export async function createTake(
  trx: Db,
  key: string,
  content: TakeContent,
  consequences: Consequences,
): Promise<number> {
  const id = await insertTake(trx, takeFields(key, content), consequences.now);
  consequences.newTakes.add(id);
  await completeTake(trx, id, content, consequences, true);
  return id;
}

async function rewriteTake(
  trx: Db,
  id: number,
  key: string,
  content: TakeContent,
  consequences: Consequences,
): Promise<number> {
  await updateTake(trx, id, takeFields(key, content), consequences.now);
  await completeTake(trx, id, content, consequences, false);
  return id;
}

function takeFields(key: string, { articleId, facts }: TakeContent): TakeFields {
  const { take, isLinkPost } = addressesOf(facts);
  return {
    key,
    article_id: articleId,
    headline: facts.headline ?? (isLinkPost && !facts.isTitleGuessed ? facts.title : null),
    url: take?.url ?? null,
    published_at: facts.date,
  };
}

async function completeTake(
  trx: Db,
  id: number,
  { facts, body }: TakeContent,
  consequences: Consequences,
  isNew: boolean,
): Promise<void> {
  await together([setTakeAuthors(trx, id, takeAuthorsOf(facts), isNew), setTakeBody(trx, id, body)]);
  consequences.staleTakes.addRewritten(id, body);
}

/** Takes a take from its document: another one may go on with it under the same key or a new one. */
export async function loosenTake(
  trx: Db,
  { take_id, take_key }: Pick<Source, 'take_id' | 'take_key'>,
  consequences: Consequences,
): Promise<void> {
  if (take_id === null) return;
  await moveTake(trx, take_id, { key: `loose ${take_id}` });
  consequences.loose.add(take_id);
  await noteAddress(trx, take_key, consequences);
}

/** Takes that no document holds any more go. */
export async function removeLooseTakes(trx: Db, consequences: Consequences): Promise<void> {
  for (const takeId of consequences.loose) await removeTake(trx, takeId, consequences);
  consequences.loose.clear();
}

async function removeTake(trx: Db, takeId: number, consequences: Consequences): Promise<void> {
  await consequences.staleTakes.unlink(trx, takeId);
  const { key, article_id } = await deleteTake(trx, takeId);
  consequences.articles.add(article_id);
  await noteAddress(trx, key, consequences);
}

/** A take came to an address or went: the piece there may be the publication's own now, and links may lead to the take. */
async function noteAddress(trx: Db, key: string, consequences: Consequences): Promise<void> {
  if (!isAddressKey(key)) return;
  const piece = await findArticleByKey(trx, key);
  if (piece) consequences.articles.add(piece.id);
  consequences.staleTakes.addLinking([key]);
}
