import type { Body } from '../body/body.ts';
import { chunksOf } from '../db/batch.ts';
import type { Db } from '../db/dialect.ts';
import type { TakeTable } from '../db/tables.ts';
import { newUid } from '../identity/uid.ts';
import { parseWebUrl, urlKeys } from '../identity/url-key.ts';

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

/** The next revision of a take that stays the same take. */
export async function updateTake(trx: Db, id: number, fields: TakeFields, now: string): Promise<void> {
  await trx
    .updateTable('take')
    .set((eb) => ({ ...fields, updated_at: now, revision: eb('revision', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

/** Body, links, authors and found words go with it. */
export async function deleteTake(trx: Db, id: number): Promise<void> {
  await trx.deleteFrom('take').where('id', '=', id).execute();
}

export async function setTakeAuthors(trx: Db, takeId: number, personIds: readonly number[]): Promise<void> {
  await trx.deleteFrom('take_author').where('take_id', '=', takeId).execute();
  for (const [position, person_id] of [...new Set(personIds)].entries()) {
    await trx.insertInto('take_author').values({ take_id: takeId, person_id, position }).execute();
  }
}

/** Stores a take's text and its links, in place of those it had. */
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
  await trx.deleteFrom('take_link').where('take_id', '=', takeId).execute();
  const links = body.links.map((link, position) => {
    const url = parseWebUrl(link.url);
    if (!url) throw new TypeError(`Not an address: ${link.url}`);
    const keys = urlKeys(url);
    return {
      take_id: takeId,
      position,
      url: link.url,
      key: keys.exact,
      page_key: keys.page,
      start_offset: link.start,
      end_offset: link.end,
    };
  });
  for (const chunk of chunksOf(links, 200)) await trx.insertInto('take_link').values(chunk).execute();
}

/** Takes that link one of these keys, with or without a fragment. */
export async function findTakesLinking(trx: Db, keys: readonly string[]): Promise<number[]> {
  const ids = new Set<number>();
  for (const key of keys) {
    const rows = await trx
      .selectFrom('take_link')
      .select('take_id')
      .where('key', '=', key)
      .union(trx.selectFrom('take_link').select('take_id').where('page_key', '=', key))
      .execute();
    for (const row of rows) ids.add(row.take_id);
  }
  return [...ids];
}
