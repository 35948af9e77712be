import { sql } from 'kysely';
import { oneByKey } from '../db/batch.ts';
import { type Db, dialectOf } from '../db/dialect.ts';
import { newSlug } from '../db/slug.ts';
import { foldName } from '../identity/fold.ts';
import { newUid } from '../identity/uid.ts';

/** The publisher of that folded name, made where there is none. Of several spellings the smallest is kept. */
export async function ensurePublisher(trx: Db, name: string): Promise<number> {
  const key = foldName(name);
  const known = await trx
    .selectFrom('publisher')
    .select(['id', 'name'])
    .where('key', '=', key)
    .executeTakeFirst();
  if (!known) return insertPublisher(trx, { key, name, domain: null });
  if (name < known.name)
    await trx.updateTable('publisher').set({ name }).where('id', '=', known.id).execute();
  return known.id;
}

/** The publisher of pieces at that registrable domain whose publisher has no known name. It joins no named one. */
export async function ensurePublisherOfDomain(trx: Db, domain: string): Promise<number> {
  const known = await trx
    .selectFrom('publisher')
    .select('id')
    .where('domain', '=', domain)
    .executeTakeFirst();
  return known?.id ?? insertPublisher(trx, { key: `domain:${domain}`, name: domain, domain });
}

async function insertPublisher(
  trx: Db,
  row: { key: string; name: string; domain: string | null },
): Promise<number> {
  const slug = await newSlug(trx, 'publisher', row.name, row.key);
  const inserted = await trx
    .insertInto('publisher')
    .values({ ...row, uid: newUid(), slug })
    .returning('id')
    .executeTakeFirstOrThrow();
  return inserted.id;
}

/** Deletes the publisher where no article names it any more. */
export async function deleteUnnamedPublisher(trx: Db, id: number): Promise<void> {
  await trx
    .deleteFrom('publisher')
    .where('id', '=', id)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('article').select('id').whereRef('publisher_id', '=', 'publisher.id'))),
    )
    .execute();
}

/** A publisher as the API shows it. */
export interface PublisherRow {
  id: number;
  uid: string;
  slug: string;
  name: string;
  domain: string | null;
}

const publisherColumns = ['id', 'uid', 'slug', 'name', 'domain'] as const;

export async function publishersByIds(db: Db, ids: readonly number[]): Promise<(PublisherRow | null)[]> {
  const rows = await db
    .selectFrom('publisher')
    .select(publisherColumns)
    .where(dialectOf(db).among(sql`id`, ids))
    .execute();
  return oneByKey(ids, rows, (row) => row.id);
}

export async function publishersByUids(db: Db, uids: readonly string[]): Promise<(PublisherRow | null)[]> {
  const rows = await db
    .selectFrom('publisher')
    .select(publisherColumns)
    .where(dialectOf(db).among(sql`uid`, uids))
    .execute();
  return oneByKey(uids, rows, (row) => row.uid);
}
