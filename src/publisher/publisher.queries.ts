import { domainToASCII } from 'node:url';
import { sql } from 'kysely';
import { oneByKey } from '../db/batch.ts';
import { type Db, dialectOf } from '../db/dialect.ts';
import { statement } from '../db/statement.ts';
import { isStorable } from '../db/storable.ts';
import type { Order } from '../list/order.ts';
import { cursorColumns, Page, type Slice, withSlice } from '../list/page.ts';

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

const selectByIds = statement((db, { ids }: { ids: readonly number[] }) =>
  db
    .selectFrom('publisher')
    .select(publisherColumns)
    .where(dialectOf(db).among(sql`id`, ids)),
);

export async function publishersByIds(db: Db, ids: readonly number[]): Promise<(PublisherRow | null)[]> {
  return oneByKey(ids, await selectByIds(db, { ids }), (row) => row.id);
}

const selectByUids = statement((db, { uids }: { uids: readonly string[] }) =>
  db
    .selectFrom('publisher')
    .select(publisherColumns)
    .where(dialectOf(db).among(sql`uid`, uids)),
);

export async function publishersByUids(db: Db, uids: readonly string[]): Promise<(PublisherRow | null)[]> {
  return oneByKey(uids, await selectByUids(db, { uids }), (row) => row.uid);
}

export async function findPublisherBySlug(db: Db, slug: string): Promise<PublisherRow | undefined> {
  return findBy(db, 'slug', slug);
}

/** As people write it: in any case and script, with or without `www.`. */
export async function findPublisherByDomain(db: Db, domain: string): Promise<PublisherRow | undefined> {
  return findBy(db, 'domain', domainToASCII(domain).replace(/^www\./, ''));
}

const selectBy = statement((db, { value }: { value: string }, column: 'slug' | 'domain') =>
  db.selectFrom('publisher').select(publisherColumns).where(column, '=', value),
);

async function findBy(db: Db, column: 'slug' | 'domain', value: string): Promise<PublisherRow | undefined> {
  return isStorable(value) ? (await selectBy(db, { value }, column))[0] : undefined;
}

const selectPage = statement((db, { slice }: { slice: Slice }, order: Order) =>
  withSlice(db.selectFrom('publisher').select(publisherColumns).select(cursorColumns(order)), order, slice),
);

export async function listPublishers(db: Db, order: Order, slice: Slice): Promise<Page<PublisherRow>> {
  return new Page(await selectPage(db, { slice }, order), order, slice);
}
