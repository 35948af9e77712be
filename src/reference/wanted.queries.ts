import { sql } from 'kysely';
import { oneByKey } from '../db/batch.ts';
import { type Db, dialectOf } from '../db/dialect.ts';
import { statement } from '../db/statement.ts';
import { numberKey, type Order, textKey } from '../list/order.ts';
import { cursorColumns, Page, type Slice, withSliceOfGroups } from '../list/page.ts';

/** A page that takes link to and that is no article here. */
export interface WantedRow {
  /** Match key of its address without fragment. */
  key: string;
  /** Of its spellings in links the smallest. */
  url: string;
  takeCount: number;
}

/** Most linked first. */
export const wantedOrder: Order = {
  name: 'wanted',
  id: 'wanted.key',
  keys: [numberKey('wanted.takeCount', 'DESC'), textKey('wanted.key', 'ASC')],
};

/** All links are gone through: how many takes want a page changes with takes and with articles. */
function allWanted(db: Db) {
  return db
    .selectFrom('take_link as link')
    .select('link.page_key as key')
    .select(({ fn }) => [
      fn.min<string>('link.url').as('url'),
      fn.count<number>('link.take_id').distinct().as('takeCount'),
    ])
    .where(dialectOf(db).stillWanted(sql.ref('link.take_id')))
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('article_url').select('key').whereRef('key', '=', 'link.page_key'))),
    )
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('article_url').select('key').whereRef('key', '=', 'link.key'))),
    )
    .groupBy('link.page_key')
    .as('wanted');
}

const selectWanted = statement((db, { slice }: { slice: Slice }) =>
  withSliceOfGroups(
    db
      .selectFrom(allWanted(db))
      .select(['wanted.key', 'wanted.url', 'wanted.takeCount'])
      .select(cursorColumns(wantedOrder)),
    wantedOrder,
    slice,
  ),
);

export async function listWanted(db: Db, slice: Slice): Promise<Page<WantedRow>> {
  return new Page(await selectWanted(db, { slice }), wantedOrder, slice);
}

const selectCount = statement((db, _values: object) =>
  db.selectFrom(allWanted(db)).select(({ fn }) => fn.countAll<number>().as('count')),
);

export async function countWanted(db: Db): Promise<number> {
  const [row] = await selectCount(db, {});
  return row!.count;
}

/** Where a link stands in a take's text. */
export interface LinkPlace {
  takeId: number;
  start: number;
  end: number;
}

const selectPlaces = statement((db, { keys }: { keys: readonly string[] }) => {
  const { among, stillWanted } = dialectOf(db);
  const isWanted = stillWanted(sql.ref('take_id'));
  // Each index has its share of the links; of a page that all takes link to there are many.
  return sql<LinkPlace & { key: string }>`
    select key, take_id as "takeId", start_offset as "start", end_offset as "end" from (
      select link.page_key as key, link.take_id, link.start_offset, link.end_offset, row_number() over (
        partition by link.page_key
        order by case when link.end_offset > link.start_offset then 0 else 1 end, take.key, link.position
      ) as place
      from (
        select * from take_link where ${among(sql`key`, keys)} and page_key = key and ${isWanted}
        union all
        select * from take_link where ${among(sql`page_key`, keys)} and page_key <> key and ${isWanted}
      ) as link
      join take on take.id = link.take_id
    ) as ranked
    where place = 1
  `;
});

/** For each key the link of the first take, by its key, that has words. */
export async function linkPlacesByKeys(db: Db, keys: readonly string[]): Promise<(LinkPlace | null)[]> {
  return oneByKey(keys, await selectPlaces(db, { keys }), (row) => row.key);
}
