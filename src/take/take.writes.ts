import { sql } from 'kysely';
import type { Body } from '../body/body.ts';
import { chunksOf } from '../db/batch.ts';
import { type Db, dialectOf } from '../db/dialect.ts';
import type { TakeTable } from '../db/tables.ts';
import { newUid } from '../identity/uid.ts';
import { parseWebUrl, urlKeys } from '../identity/url-key.ts';
import { carriedOfTake } from '../list/carried.ts';
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
  const { id } = await trx
    .insertInto('take')
    .values({ ...fields, uid: newUid(), created_at: now, updated_at: now, revision: 1 })
    .returning('id')
    .executeTakeFirstOrThrow();
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
  await carryPlace(trx, id);
}

/** A take that has another key or article from now on; its text stays. */
export async function moveTake(
  trx: Db,
  id: number,
  place: Partial<Pick<TakeTable, 'key' | 'article_id'>>,
): Promise<void> {
  await trx.updateTable('take').set(place).where('id', '=', id).execute();
  await carryPlace(trx, id);
}

/** Its authors' lists and those of references are in the order of its date and key. */
async function carryPlace(trx: Db, id: number): Promise<void> {
  const { take_time, take_key } = carriedOfTake(id);
  for (const table of ['take_author', 'cross_reference'] as const) {
    await trx
      .updateTable(table)
      .set({ take_time, take_key })
      .where('take_id', '=', id)
      .where(sql<boolean>`(take_time <> ${take_time} or take_key <> ${take_key})`)
      .execute();
  }
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

/** Gives a take exactly this byline. */
export async function setTakeAuthors(trx: Db, takeId: number, byline: readonly NamedPerson[]): Promise<void> {
  const present = await trx
    .selectFrom('take_author')
    .select(['person_id as id', 'spelling', 'url'])
    .where('take_id', '=', takeId)
    .orderBy('position')
    .execute();
  const authors = await ensurePeople(trx, byline);
  if (isSameByline(present, authors)) return;
  if (present.length > 0) await trx.deleteFrom('take_author').where('take_id', '=', takeId).execute();
  if (authors.length > 0) {
    const rows = bylineRows(authors);
    await trx
      .insertInto('take_author')
      .values(rows.map((row) => ({ take_id: takeId, ...row, ...carriedOfTake(takeId) })))
      .execute();
  }
  await settleByline(trx, present, authors);
}

/** Stores the text of a new or updated take, and its links. */
export async function setTakeBody(trx: Db, takeId: number, body: Body): Promise<void> {
  const row = {
    markdown: body.markdown,
    html: body.html,
    text: body.text,
    word_count: body.wordCount,
    layout: JSON.stringify(body.layout),
  };
  await trx
    .insertInto('take_body')
    .values({ take_id: takeId, ...row })
    .onConflict((conflict) => conflict.column('take_id').doUpdateSet(row))
    .execute();
  const links = body.links.map(({ url, start, end }, position) => {
    const address = parseWebUrl(url);
    if (!address) throw new TypeError(`Not an address: ${url}`);
    const { exact, page } = urlKeys(address);
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
  for (const chunk of chunksOf(links, 200)) await trx.insertInto('take_link').values(chunk).execute();
}

/** Takes that link one of these keys, with or without a fragment. */
export async function findTakesLinking(trx: Db, keys: readonly string[]): Promise<number[]> {
  if (keys.length === 0) return [];
  const { among } = dialectOf(trx);
  const rows = await trx
    .selectFrom('take_link')
    .select('take_id')
    .where(among(sql`key`, keys))
    .union(
      trx
        .selectFrom('take_link')
        .select('take_id')
        .where(among(sql`page_key`, keys)),
    )
    .execute();
  return rows.map((row) => row.take_id);
}
