import { domainToASCII } from 'node:url';
import { sql } from 'kysely';
import { oneByKey } from '../db/batch.ts';
import { type Db, dialectOf } from '../db/dialect.ts';
import { isStorable } from '../db/storable.ts';
import type { Order } from '../list/order.ts';
import { cursorColumns, type Page, pageOf, type Slice, withSlice } from '../list/page.ts';

/** A publisher as the API shows it. */
export interface PublisherRow {
  id: number;
  uid: string;
  slug: string;
  name: string;
  domain: string | null;
}

const publisherColumns = [
  'publisher.id',
  'publisher.uid',
  'publisher.slug',
  'publisher.name',
  'publisher.domain',
] as const;

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

export async function findPublisherBySlug(db: Db, slug: string): Promise<PublisherRow | undefined> {
  return findBy(db, 'slug', slug);
}

/** As people write it: in any case and script, with or without `www.`. */
export async function findPublisherByDomain(db: Db, domain: string): Promise<PublisherRow | undefined> {
  return findBy(db, 'domain', domainToASCII(domain).replace(/^www\./, ''));
}

async function findBy(db: Db, column: 'slug' | 'domain', value: string): Promise<PublisherRow | undefined> {
  if (!isStorable(value)) return undefined;
  return db.selectFrom('publisher').select(publisherColumns).where(column, '=', value).executeTakeFirst();
}

export async function listPublishers(db: Db, order: Order, slice: Slice): Promise<Page<PublisherRow>> {
  const query = db.selectFrom('publisher').select(publisherColumns).select(cursorColumns(order));
  return pageOf(await withSlice(query, order, slice).execute(), order, slice);
}
