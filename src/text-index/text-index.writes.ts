import { sql } from 'kysely';
import { AtCommit } from '../db/at-commit.ts';
import { chunksOf } from '../db/batch.ts';
import { type Db, dialectOf } from '../db/dialect.ts';
import { insertRows, updateRow } from '../db/rows.ts';
import { statement } from '../db/statement.ts';
import type { IndexText } from '../db/text-query.ts';
import type { SearchedWords } from '../identity/word-counts.ts';
import { keepWords, noteTerms } from './article-term.writes.ts';
import { searchedTexts } from './texts.queries.ts';
import { rowOf, type TextKind, textId } from './text-id.ts';
import { wordsOf } from './words-of-text.ts';

/** How many bodies are in memory at once. */
const bodiesAtOnce = 16;
const titlesAtOnce = 200;

/**
 * Texts that may be others now, by their ids in the index, each with the words of its body where these are known. They are
 * indexed before the transaction ends.
 */
const staleTexts = new AtCommit(() => new Map<number, SearchedWords | null>(), indexTexts);

/** What these rows are called, or what there is to read of them, may be another text now. */
export function noteText(trx: Db, kind: TextKind, rowIds: Iterable<number>): void {
  const stale = staleTexts.of(trx);
  for (const rowId of rowIds) {
    const id = textId(kind, rowId);
    if (!stale.has(id)) stale.set(id, null);
  }
}

/** New bodies of takes, with their words. */
export function noteBodies(trx: Db, words: ReadonlyMap<number, SearchedWords>): void {
  const stale = staleTexts.of(trx);
  for (const [takeId, own] of words) stale.set(textId('TAKE', takeId), own);
}

/** Indexes what waits in the transaction if there are new bodies: before these are looked for, or where to keep them takes too much memory. */
export async function indexNotedBodies(trx: Db): Promise<void> {
  if (
    staleTexts
      .peek(trx)
      ?.values()
      .some((words) => words !== null)
  )
    await staleTexts.write(trx);
}

/** What needs no reading at once: FTS5 writes out what it has gathered at nearly every statement of another kind, to be merged later. */
async function indexTexts(trx: Db, stale: ReadonlyMap<number, SearchedWords | null>): Promise<void> {
  const byKind = Map.groupBy([...stale.keys()].map(rowOf), ({ kind }) => kind);
  const inMemory: IndexText[] = [];
  for (const [kind, rows] of byKind) {
    const isRead = ({ rowId }: { rowId: number }) => kind === 'TAKE' && !stale.get(textId(kind, rowId));
    for (const chunk of chunksOf(rows.filter(isRead), bodiesAtOnce))
      await saveTexts(trx, await changedTexts(trx, kind, chunk, stale));
    for (const chunk of chunksOf(
      rows.filter((row) => !isRead(row)),
      titlesAtOnce,
    ))
      inMemory.push(...(await changedTexts(trx, kind, chunk, stale)));
  }
  await saveTexts(trx, inMemory);
}

async function saveTexts(trx: Db, texts: readonly IndexText[]): Promise<void> {
  if (texts.length > 0) await dialectOf(trx).saveTexts(trx, texts);
}

const selectHashes = statement((db, { ids }: { ids: readonly number[] }) =>
  db
    .selectFrom('indexed_text')
    .select(['id', 'hash'])
    .where(dialectOf(db).among(sql`id`, ids)),
);

/** Those of the rows whose texts are others than the index has; it is noted that it has them. */
async function changedTexts(
  trx: Db,
  kind: TextKind,
  rows: readonly { rowId: number }[],
  words: ReadonlyMap<number, SearchedWords | null>,
): Promise<IndexText[]> {
  const rowIds = rows.map(({ rowId }) => rowId);
  const isKnown = (id: number) => Boolean(words.get(id));
  const withBodies = !rowIds.every((rowId) => isKnown(textId(kind, rowId)));
  const texts = await searchedTexts(trx, kind, rowIds, { withBodies });
  const wanted = texts.map((text) => wordsOf(kind, text, words.get(textId(kind, text.rowId))));
  // Of texts that had to be read only short ones are kept.
  keepWords(
    trx,
    wanted.filter(({ id }) => kind === 'ARTICLE' || isKnown(id)),
  );
  if (kind === 'ARTICLE') noteTerms(trx, rowIds);
  const present = await selectHashes(trx, { ids: wanted.map(({ id }) => id) });
  const hashes = new Map(present.map((row) => [row.id, row.hash]));
  const changed = wanted.filter(({ id, hash }) => hashes.get(id) !== hash);
  const [old = [], added = []] = [true, false].map((isOld) =>
    changed.filter(({ id }) => hashes.has(id) === isOld),
  );
  await insertRows(
    trx,
    'indexed_text',
    added.map(({ id, hash }) => ({ id, hash })),
  );
  for (const { id, hash } of old) await updateRow(trx, 'indexed_text', id, { hash });
  return changed.map(({ id, title, body }) => ({
    id,
    title,
    body: body.searchWords,
    isNew: !hashes.has(id),
  }));
}

const selectQueue = statement((db, { limit }: { limit: number }) =>
  db.selectFrom('text_queue').select('id').orderBy('id').limit(limit),
);
const deleteQueued = statement(
  (db, { ids }: { ids: readonly number[] }, table: 'text_queue' | 'indexed_text') =>
    db.deleteFrom(table).where(dialectOf(db).among(sql`id`, ids)),
);

/**
 * Indexes some of the texts that are queued, whatever the index has of them.
 *
 * @returns how many; 0 where none is left
 */
export async function indexQueued(trx: Db): Promise<number> {
  const rows = await selectQueue(trx, { limit: titlesAtOnce });
  const ids = rows.map((row) => row.id);
  if (ids.length === 0) return 0;
  await deleteQueued(trx, { ids }, 'text_queue');
  await dialectOf(trx).deleteTexts(trx, ids);
  await deleteQueued(trx, { ids }, 'indexed_text');
  const stale = staleTexts.of(trx);
  for (const id of ids) stale.set(id, null);
  await staleTexts.write(trx);
  return ids.length;
}

/** Has all texts indexed anew, those that are there and those of which the index only believes it. */
export async function queueAllTexts(trx: Db): Promise<void> {
  const first = (kind: TextKind) => sql.lit(textId(kind, 0));
  await sql`
    insert into text_queue
    select id from indexed_text
    union select ${dialectOf(trx).idOfText} from text_index
    union select ${first('TAKE')} + id from take union select ${first('ARTICLE')} + id from article
    union select ${first('PERSON')} + id from person union select ${first('TOPIC')} + id from topic where true
    on conflict do nothing
  `.execute(trx);
}
