import { sql } from 'kysely';
import { manyByKey, oneByKey } from '../db/batch.ts';
import { type Db, dialectOf } from '../db/dialect.ts';
import { statement } from '../db/statement.ts';
import { isStorable } from '../db/storable.ts';
import type { Order } from '../list/order.ts';
import { cursorColumns, Page, type Slice, withSlice } from '../list/page.ts';

/** A person as the API shows them. */
export interface PersonRow {
  id: number;
  uid: string;
  slug: string;
  name: string;
  url: string | null;
}

const personColumns = ['person.id', 'person.uid', 'person.slug', 'person.name', 'person.url'] as const;

const selectByUids = statement((db, { uids }: { uids: readonly string[] }) =>
  db
    .selectFrom('person')
    .select(personColumns)
    .where(dialectOf(db).among(sql`uid`, uids)),
);

const selectByIds = statement((db, { ids }: { ids: readonly number[] }) =>
  db
    .selectFrom('person')
    .select(personColumns)
    .where(dialectOf(db).among(sql`id`, ids)),
);

export async function peopleByIds(db: Db, ids: readonly number[]): Promise<(PersonRow | null)[]> {
  return oneByKey(ids, await selectByIds(db, { ids }), (row) => row.id);
}

export async function peopleByUids(db: Db, uids: readonly string[]): Promise<(PersonRow | null)[]> {
  return oneByKey(uids, await selectByUids(db, { uids }), (row) => row.uid);
}

const selectBySlug = statement((db, { slug }: { slug: string }) =>
  db.selectFrom('person').select(personColumns).where('slug', '=', slug),
);

export async function findPersonBySlug(db: Db, slug: string): Promise<PersonRow | undefined> {
  return isStorable(slug) ? (await selectBySlug(db, { slug }))[0] : undefined;
}

const selectPage = statement((db, { slice }: { slice: Slice }, order: Order) =>
  withSlice(db.selectFrom('person').select(personColumns).select(cursorColumns(order)), order, slice),
);

export async function listPeople(db: Db, order: Order, slice: Slice): Promise<Page<PersonRow>> {
  return new Page(await selectPage(db, { slice }, order), order, slice);
}

const selectByArticleIds = statement((db, { articleIds }: { articleIds: readonly number[] }) =>
  db
    .selectFrom('article_author')
    .innerJoin('person', 'person.id', 'article_author.person_id')
    .select(personColumns)
    .select('article_author.article_id as parent')
    .where(dialectOf(db).among(sql`article_author.article_id`, articleIds))
    .orderBy('article_author.article_id')
    .orderBy('article_author.position'),
);

/** In the order of the byline. */
export async function authorsByArticleIds(db: Db, articleIds: readonly number[]): Promise<PersonRow[][]> {
  return manyByKey(articleIds, await selectByArticleIds(db, { articleIds }), (row) => row.parent);
}

const selectByTakeIds = statement((db, { takeIds }: { takeIds: readonly number[] }) =>
  db
    .selectFrom('take_author')
    .innerJoin('person', 'person.id', 'take_author.person_id')
    .select(personColumns)
    .select('take_author.take_id as parent')
    .where(dialectOf(db).among(sql`take_author.take_id`, takeIds))
    .orderBy('take_author.take_id')
    .orderBy('take_author.position'),
);

/** In the order of the byline. */
export async function authorsByTakeIds(db: Db, takeIds: readonly number[]): Promise<PersonRow[][]> {
  return manyByKey(takeIds, await selectByTakeIds(db, { takeIds }), (row) => row.parent);
}
