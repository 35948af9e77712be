import { sql } from 'kysely';
import type { Db } from '../db/dialect.ts';

/** Rows worked on at once, with their texts, documents, links and references. */
const chunkSize = 50;

/** Ids from `first` to `last`. A list would have PostgreSQL read whole tables where it has no statistics yet. */
export interface IdRange {
  first: number;
  last: number;
}

type Ranged = 'article' | 'person' | 'source' | 'take' | 'topic';

/** All rows of a table, a few at a time. */
export async function* idRanges(db: Db, table: Ranged): AsyncGenerator<IdRange> {
  for (let after = 0; ;) {
    const { rows } = await sql<{ first: number | null; last: number | null }>`
      select min(id) as first, max(id) as last
      from (select id from ${sql.table(table)} where id > ${after} order by id limit ${chunkSize}) as chunk
    `.execute(db);
    const { first = null, last = null } = rows[0] ?? {};
    if (first === null || last === null) return;
    yield { first, last };
    after = last;
  }
}

/** The ids that there are in a range. */
export async function idsInRange(db: Db, table: Ranged, { first, last }: IdRange): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from ${sql.table(table)} where id between ${first} and ${last}
  `.execute(db);
  return rows.map((row) => row.id);
}
