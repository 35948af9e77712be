import { sql } from 'kysely';
import { oneByKey } from '../db/batch.ts';
import { type Db, dialectOf } from '../db/dialect.ts';
import { insertRow } from '../db/rows.ts';
import { newSlug } from '../db/slug.ts';
import { statement } from '../db/statement.ts';
import { foldName } from '../identity/fold.ts';
import { newUid } from '../identity/uid.ts';
import { noteText } from '../text-index/text-index.writes.ts';

/** A person in a byline, by the name that the byline has. */
export interface BylinePerson {
  id: number;
  spelling: string;
  /** Their site, as the documents state it. */
  url: string | null;
}

/** Somebody whom a document names. */
export interface NamedPerson {
  name: string;
  url: string | null;
}

/** A person in a byline, with what the store has of them so far. */
interface KnownPerson extends BylinePerson {
  name: string;
  site: string | null;
}

const selectByKeys = statement((db, { keys }: { keys: readonly string[] }) =>
  db
    .selectFrom('person')
    .select(['id', 'key', 'name', 'url'])
    .where(dialectOf(db).among(sql`key`, keys)),
);

/** The people whom a byline names, in its order, made where there are none, with the names that they have so far. */
export async function ensurePeople(trx: Db, byline: readonly NamedPerson[]): Promise<KnownPerson[]> {
  const named = new Map<string, NamedPerson>();
  for (const person of byline) {
    const key = foldName(person.name);
    if (!named.has(key)) named.set(key, person);
  }
  const keys = [...named.keys()];
  if (keys.length === 0) return [];
  const rows = await selectByKeys(trx, { keys });
  const known = oneByKey(keys, rows, (row) => row.key);
  const people = [];
  for (const [i, [key, person]] of [...named].entries()) {
    const { id, name, url } = known[i] ?? { ...person, id: await insertPerson(trx, key, person) };
    people.push({ id, name, site: url, spelling: person.name, url: person.url });
  }
  return people;
}

async function insertPerson(trx: Db, key: string, { name, url }: NamedPerson): Promise<number> {
  const slug = await newSlug(trx, 'person', name, key);
  const id = await insertRow(trx, 'person', { uid: newUid(), key, slug, name, url });
  noteText(trx, 'PERSON', [id]);
  return id;
}

/** The columns of a byline's rows. */
export function bylineRows(
  byline: readonly BylinePerson[],
): { person_id: number; spelling: string; url: string | null; position: number }[] {
  return byline.map(({ id, spelling, url }, position) => ({ person_id: id, spelling, url, position }));
}

export function isSameByline(a: readonly BylinePerson[], b: readonly BylinePerson[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ id, spelling, url }, i) => {
      const other = b[i]!;
      return id === other.id && spelling === other.spelling && url === other.url;
    })
  );
}

const deleteUnnamed = statement((db, { ids }: { ids: readonly number[] }) =>
  db
    .deleteFrom('person')
    .where(dialectOf(db).among(sql`id`, ids))
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('article_author').select('person_id').whereRef('person_id', '=', 'person.id'))),
    )
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('take_author').select('person_id').whereRef('person_id', '=', 'person.id'))),
    ),
);

const updateNames = statement((db, { ids }: { ids: readonly number[] }) => {
  const smallest = (column: 'spelling' | 'url') => sql<string>`(
    select min(value) from (
      select min(${sql.ref(column)}) as value from article_author where person_id = person.id
      union all select min(${sql.ref(column)}) from take_author where person_id = person.id
    ) as stated
  )`;
  return db
    .updateTable('person')
    .set({ name: smallest('spelling'), url: smallest('url') })
    .where(dialectOf(db).among(sql`id`, ids))
    .where(
      sql<boolean>`(name <> ${smallest('spelling')} or coalesce(url, '') <> coalesce(${smallest('url')}, ''))`,
    );
});

/** After a byline changed: deletes people whom none names any more, and gives the others the smallest of their spellings and sites. */
export async function settleByline(
  trx: Db,
  before: readonly BylinePerson[],
  after: readonly KnownPerson[],
): Promise<void> {
  const settled = after.filter((person) => person.name === person.spelling && person.site === person.url);
  const kept = new Set(settled.map(({ id }) => id));
  const ids = [...before, ...after].map(({ id }) => id).filter((id) => !kept.has(id));
  if (ids.length === 0) return;
  await deleteUnnamed(trx, { ids });
  await updateNames(trx, { ids });
  noteText(trx, 'PERSON', ids);
}
