import { sql } from 'kysely';
import { type Db, dialectOf } from '../db/dialect.ts';
import { newSlug } from '../db/slug.ts';
import { foldName } from '../identity/fold.ts';
import { newUid } from '../identity/uid.ts';

/** The person of that folded name, made where there is none. Of several spellings the smallest is kept. */
export async function ensurePerson(trx: Db, name: string): Promise<number> {
  const key = foldName(name);
  const known = await trx.selectFrom('person').select(['id', 'name']).where('key', '=', key).executeTakeFirst();
  if (!known) {
    const slug = await newSlug(trx, 'person', name, key);
    const row = { uid: newUid(), key, slug, name };
    return (await trx.insertInto('person').values(row).returning('id').executeTakeFirstOrThrow()).id;
  }
  if (name < known.name) await trx.updateTable('person').set({ name }).where('id', '=', known.id).execute();
  return known.id;
}

/** Deletes those of the people whom no article or take names any more. */
export async function deleteUnnamedPeople(trx: Db, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await trx
    .deleteFrom('person')
    .where(dialectOf(trx).among(sql`id`, ids))
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('article_author').select('person_id').whereRef('person_id', '=', 'person.id'))),
    )
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('take_author').select('person_id').whereRef('person_id', '=', 'person.id'))),
    )
    .execute();
}
