import { sql } from 'kysely';
import { oneByKey } from '../db/batch.ts';
import { type Db, dialectOf } from '../db/dialect.ts';

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
