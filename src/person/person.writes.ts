import { sql } from 'kysely';
import { oneByKey } from '../db/batch.ts';
import { type Db, dialectOf } from '../db/dialect.ts';
import { newSlug } from '../db/slug.ts';
import { foldName } from '../identity/fold.ts';
import { newUid } from '../identity/uid.ts';

/** A person in a byline, by the name that the byline has. */
export interface BylinePerson {
  id: number;
  spelling: string;
}

/** The people whom a byline names, in its order, made where there are none, with the names that they have so far. */
export async function ensurePeople(
  trx: Db,
  byline: readonly string[],
): Promise<(BylinePerson & { name: string })[]> {
  const spellings = new Map<string, string>();
  for (const spelling of byline) {
    const key = foldName(spelling);
    if (!spellings.has(key)) spellings.set(key, spelling);
  }
  const keys = [...spellings.keys()];
  if (keys.length === 0) return [];
  const rows = await trx
    .selectFrom('person')
    .select(['id', 'key', 'name'])
    .where(dialectOf(trx).among(sql`key`, keys))
    .execute();
  const known = oneByKey(keys, rows, (row) => row.key);
  const people = [];
  for (const [i, [key, spelling]] of [...spellings].entries()) {
    const { id, name } = known[i] ?? { id: await insertPerson(trx, key, spelling), name: spelling };
    people.push({ id, name, spelling });
  }
  return people;
}

async function insertPerson(trx: Db, key: string, name: string): Promise<number> {
  const slug = await newSlug(trx, 'person', name, key);
  const { id } = await trx
    .insertInto('person')
    .values({ uid: newUid(), key, slug, name })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export function isSameByline(a: readonly BylinePerson[], b: readonly BylinePerson[]): boolean {
  return (
    a.length === b.length && a.every(({ id, spelling }, i) => id === b[i]!.id && spelling === b[i]!.spelling)
  );
}

/** After a byline changed: deletes people whom none names any more, and gives the others the smallest of their spellings. */
export async function settleByline(
  trx: Db,
  before: readonly BylinePerson[],
  after: readonly (BylinePerson & { name: string })[],
): Promise<void> {
  const kept = new Set(after.filter(({ name, spelling }) => name === spelling).map(({ id }) => id));
  const ids = [...before, ...after].map(({ id }) => id).filter((id) => !kept.has(id));
  if (ids.length === 0) return;
  const isAmongThem = dialectOf(trx).among(sql`id`, ids);
  await trx
    .deleteFrom('person')
    .where(isAmongThem)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('article_author').select('person_id').whereRef('person_id', '=', 'person.id'))),
    )
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('take_author').select('person_id').whereRef('person_id', '=', 'person.id'))),
    )
    .execute();
  const smallest = sql<string>`(
    select min(spelling) from (
      select min(spelling) as spelling from article_author where person_id = person.id
      union all select min(spelling) from take_author where person_id = person.id
    ) as spellings
  )`;
  await trx
    .updateTable('person')
    .set({ name: smallest })
    .where(isAmongThem)
    .where('name', '<>', smallest)
    .execute();
}
