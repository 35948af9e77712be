import { sql } from 'kysely';
import { manyByKey, oneByKey } from '../db/batch.ts';
import { type Db, dialectOf } from '../db/dialect.ts';
import { isStorable } from '../db/storable.ts';
import type { Order } from '../list/order.ts';
import { cursorColumns, type Page, pageOf, type Slice, withSlice } from '../list/page.ts';

/** A person as the API shows them. */
export interface PersonRow {
  id: number;
  uid: string;
  slug: string;
  name: string;
  url: string | null;
}

const personColumns = ['person.id', 'person.uid', 'person.slug', 'person.name', 'person.url'] as const;

export async function peopleByUids(db: Db, uids: readonly string[]): Promise<(PersonRow | null)[]> {
  const rows = await db
    .selectFrom('person')
    .select(personColumns)
    .where(dialectOf(db).among(sql`uid`, uids))
    .execute();
  return oneByKey(uids, rows, (row) => row.uid);
}

export async function findPersonBySlug(db: Db, slug: string): Promise<PersonRow | undefined> {
  if (!isStorable(slug)) return undefined;
  return db.selectFrom('person').select(personColumns).where('slug', '=', slug).executeTakeFirst();
}

export async function listPeople(db: Db, order: Order, slice: Slice): Promise<Page<PersonRow>> {
  const query = db.selectFrom('person').select(personColumns).select(cursorColumns(order));
  return pageOf(await withSlice(query, order, slice).execute(), order, slice);
}

/** In the order of the byline. */
export async function authorsByArticleIds(db: Db, articleIds: readonly number[]): Promise<PersonRow[][]> {
  const rows = await db
    .selectFrom('article_author')
    .innerJoin('person', 'person.id', 'article_author.person_id')
    .select(personColumns)
    .select('article_author.article_id as parent')
    .where(dialectOf(db).among(sql`article_author.article_id`, articleIds))
    .orderBy('article_author.article_id')
    .orderBy('article_author.position')
    .execute();
  return manyByKey(articleIds, rows, (row) => row.parent);
}

/** In the order of the byline. */
export async function authorsByTakeIds(db: Db, takeIds: readonly number[]): Promise<PersonRow[][]> {
  const rows = await db
    .selectFrom('take_author')
    .innerJoin('person', 'person.id', 'take_author.person_id')
    .select(personColumns)
    .select('take_author.take_id as parent')
    .where(dialectOf(db).among(sql`take_author.take_id`, takeIds))
    .orderBy('take_author.take_id')
    .orderBy('take_author.position')
    .execute();
  return manyByKey(takeIds, rows, (row) => row.parent);
}
