import { sql } from 'kysely';
import { type Db, dialectOf } from '../db/dialect.ts';
import { insertRow } from '../db/rows.ts';
import { newSlug } from '../db/slug.ts';
import { statement } from '../db/statement.ts';
import { foldName } from '../identity/fold.ts';
import { newUid } from '../identity/uid.ts';

/** What is known of an article's publisher: a name or, short of that, the registrable domain. The two never join. */
export type PublisherIdentity = { name: string } | { domain: string };

const selectByKey = statement((db, { key }: { key: string }) =>
  db.selectFrom('publisher').select(['id', 'name']).where('key', '=', key),
);

/** The publisher of that folded name or of that domain, made where there is none, with the name that it has so far. */
export async function ensurePublisher(
  trx: Db,
  identity: PublisherIdentity,
): Promise<{ id: number; name: string }> {
  const wanted =
    'name' in identity
      ? { key: foldName(identity.name), name: identity.name, domain: null }
      : { key: `domain:${identity.domain}`, name: identity.domain, domain: identity.domain };
  const [known] = await selectByKey(trx, { key: wanted.key });
  if (known) return known;
  const slug = await newSlug(trx, 'publisher', wanted.name, wanted.key);
  const row = { ...wanted, name_key: foldName(wanted.name), uid: newUid(), slug };
  const id = await insertRow(trx, 'publisher', row);
  return { id, name: wanted.name };
}

const deleteUnnamed = statement((db, { ids }: { ids: readonly number[] }) =>
  db
    .deleteFrom('publisher')
    .where(dialectOf(db).among(sql`id`, ids))
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('article').select('id').whereRef('publisher_id', '=', 'publisher.id'))),
    ),
);

const updateNames = statement((db, { ids }: { ids: readonly number[] }) => {
  const smallest = sql<string>`(select min(publisher_spelling) from article where publisher_id = publisher.id)`;
  return db
    .updateTable('publisher')
    .set({ name: smallest })
    .where(dialectOf(db).among(sql`id`, ids))
    .where('domain', 'is', null)
    .where('name', '<>', smallest);
});

/** After articles changed: deletes those of the publishers that none has any more, and gives the others the smallest spelling. */
export async function settlePublishers(trx: Db, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await deleteUnnamed(trx, { ids });
  await updateNames(trx, { ids });
}
