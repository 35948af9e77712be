import { sql } from 'kysely';
import { type Db, dialectOf } from '../db/dialect.ts';
import { insertRow, insertRows, updateRow } from '../db/rows.ts';
import { statement } from '../db/statement.ts';
import { together } from '../db/together.ts';
import type { SearchableBody } from '../detect/body-words.ts';
import type { TakeBodyTable, TakeTable } from '../db/tables.ts';
import { newUid } from '../identity/uid.ts';
import { carriedOfTake } from '../list/carried.ts';
import { noteText } from '../text-index/text-index.writes.ts';
import {
  bylineRows,
  ensurePeople,
  isSameByline,
  type NamedPerson,
  settleByline,
} from '../person/person.writes.ts';

/** What documents say of a take, apart from its text. */
export type TakeFields = Pick<TakeTable, 'key' | 'article_id' | 'headline' | 'url' | 'published_at'>;

export async function insertTake(trx: Db, fields: TakeFields, now: string): Promise<number> {
  const row = { ...fields, uid: newUid(), created_at: now, updated_at: now, revision: 1 };
  const id = await insertRow(trx, 'take', row);
  noteText(trx, 'TAKE', [id]);
  return id;
}

/** The next revision of a take that stays the same take. Its links go: those of its new text come with `setTakeBody`. */
export async function updateTake(trx: Db, id: number, fields: TakeFields, now: string): Promise<void> {
  await trx.deleteFrom('take_link').where('take_id', '=', id).execute();
  await trx
    .updateTable('take')
    .set((eb) => ({ ...fields, updated_at: now, revision: eb('revision', '+', 1) }))
    .where('id', '=', id)
    .execute();
  noteText(trx, 'TAKE', [id]);
  await carryPlace(trx, id);
}

/** A take that has another key or article from now on; its text stays. */
export async function moveTake(
  trx: Db,
  id: number,
  place: Partial<Pick<TakeTable, 'key' | 'article_id'>>,
): Promise<void> {
  await updateRow(trx, 'take', id, place);
  if (place.article_id !== undefined) noteText(trx, 'TAKE', [id]);
  await carryPlace(trx, id);
}

const carryInto = statement(
  (
    db,
    { takeId, time, key }: { takeId: number; time: string; key: string },
    table: 'take_author' | 'cross_reference',
  ) =>
    db
      .updateTable(table)
      .set({ take_time: time, take_key: key })
      .where('take_id', '=', takeId)
      .where((eb) => eb.or([eb('take_time', '<>', time), eb('take_key', '<>', key)])),
);

/** Its authors' lists and those of references are in the order of its date and key. */
async function carryPlace(trx: Db, takeId: number): Promise<void> {
  const { take_time: time, take_key: key } = await carriedOfTake(trx, takeId);
  await carryInto(trx, { takeId, time, key }, 'take_author');
  await carryInto(trx, { takeId, time, key }, 'cross_reference');
}

/**
 * Body, links, byline and found words go with it; its references must have gone before.
 *
 * @returns where it was
 */
export async function deleteTake(trx: Db, id: number): Promise<Pick<TakeTable, 'key' | 'article_id'>> {
  await setTakeAuthors(trx, id, []);
  return trx
    .deleteFrom('take')
    .where('id', '=', id)
    .returning(['key', 'article_id'])
    .executeTakeFirstOrThrow();
}

const selectAuthors = statement((db, { takeId }: { takeId: number }) =>
  db
    .selectFrom('take_author')
    .select(['person_id as id', 'spelling', 'url'])
    .where('take_id', '=', takeId)
    .orderBy('position'),
);

/**
 * Gives a take exactly this byline.
 *
 * @param isNew it has none yet
 */
export async function setTakeAuthors(
  trx: Db,
  takeId: number,
  byline: readonly NamedPerson[],
  isNew = false,
): Promise<void> {
  const present = isNew ? [] : await selectAuthors(trx, { takeId });
  if (present.length + byline.length === 0) return;
  const [authors, carried] = await together([ensurePeople(trx, byline), carriedOfTake(trx, takeId)]);
  if (isSameByline(present, authors)) return;
  if (present.length > 0) await trx.deleteFrom('take_author').where('take_id', '=', takeId).execute();
  if (authors.length > 0) {
    const rows = bylineRows(authors).map((row) => ({ take_id: takeId, ...row, ...carried }));
    await insertRows(trx, 'take_author', rows);
  }
  await settleByline(trx, present, authors);
}

const upsertBody = statement((db, { takeId, ...row }: { takeId: number } & Omit<TakeBodyTable, 'take_id'>) =>
  db
    .insertInto('take_body')
    .values({ take_id: takeId, ...row })
    .onConflict((conflict) =>
      conflict.column('take_id').doUpdateSet(({ ref }) => ({
        markdown: ref('excluded.markdown'),
        html: ref('excluded.html'),
        text: ref('excluded.text'),
        word_count: ref('excluded.word_count'),
        layout: ref('excluded.layout'),
      })),
    ),
);

/** Stores the text of a new or updated take, and its links. */
export async function setTakeBody(trx: Db, takeId: number, body: SearchableBody): Promise<void> {
  await upsertBody(trx, {
    takeId,
    markdown: body.markdown,
    html: body.html,
    text: body.text,
    word_count: body.wordCount,
    layout: body.storedLayout,
  });
  const links = body.links.map(({ url, start, end }, position) => {
    const { exact, page } = body.words.linkKeys[position]!;
    return {
      take_id: takeId,
      position,
      url,
      key: exact,
      page_key: page,
      start_offset: start,
      end_offset: end,
    };
  });
  await insertRows(trx, 'take_link', links);
}

const selectArticlesOfTakes = statement((db, { takeIds }: { takeIds: readonly number[] }) =>
  db
    .selectFrom('take')
    .select('article_id')
    .distinct()
    .where(dialectOf(db).among(sql`id`, takeIds)),
);

export async function findArticlesOfTakes(trx: Db, takeIds: readonly number[]): Promise<number[]> {
  if (takeIds.length === 0) return [];
  const rows = await selectArticlesOfTakes(trx, { takeIds });
  return rows.map((row) => row.article_id);
}

const selectTakesLinking = statement((db, { keys }: { keys: readonly string[] }) => {
  const { among } = dialectOf(db);
  return db
    .selectFrom('take_link')
    .select('take_id')
    .where(among(sql`key`, keys))
    .union(
      db
        .selectFrom('take_link')
        .select('take_id')
        .where(among(sql`page_key`, keys))
        // The others are found by their key; so is the index.
        .whereRef('page_key', '<>', 'key'),
    );
});

/** Takes that link one of these keys, with or without a fragment. */
export async function findTakesLinking(trx: Db, keys: readonly string[]): Promise<number[]> {
  if (keys.length === 0) return [];
  const rows = await selectTakesLinking(trx, { keys });
  return rows.map((row) => row.take_id);
}
