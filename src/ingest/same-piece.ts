import { sql } from 'kysely';
import { type Db, dialectOf } from '../db/dialect.ts';
import { statement } from '../db/statement.ts';

/*
 * Which documents speak of one piece: those of one main address, and those that another joins to them by giving its
 * piece that address as a further one. An address that documents of different pieces give as a further one joins
 * none of them: a site's front page, given by all its pages, would make them all one.
 */

/** The main addresses of one piece, by any of them: as far as documents join them. */
export async function samePiece(trx: Db, key: string): Promise<Set<string>> {
  const keys = new Set([key]);
  // Grows while it is walked.
  for (const each of keys) for (const neighbour of await neighboursOf(trx, each)) keys.add(neighbour);
  return keys;
}

async function neighboursOf(trx: Db, key: string): Promise<string[]> {
  const neighbours = [];
  for (const other of await furtherAddressesOf(trx, key)) {
    const isJoining = (await claimantsOf(trx, other)).length === 1 && (await isMainAddress(trx, other));
    if (isJoining) neighbours.push(other);
  }
  const claimants = await claimantsOf(trx, key);
  return claimants.length === 1 ? [...neighbours, ...claimants] : neighbours;
}

const selectFurtherAddresses = statement((db, { mainKey }: { mainKey: string }) =>
  db
    .selectFrom('source_address as main')
    .innerJoin('source_address as other', 'other.source_id', 'main.source_id')
    .select('other.key')
    .distinct()
    .where('main.key', '=', mainKey)
    .where('main.is_main', '=', 1)
    .where('other.is_main', '=', 0),
);

async function furtherAddressesOf(trx: Db, mainKey: string): Promise<string[]> {
  const rows = await selectFurtherAddresses(trx, { mainKey });
  return rows.map((row) => row.key);
}

const selectSpeaker = statement((db, { key }: { key: string }) =>
  db
    .selectFrom('source_address')
    .select('source_id')
    .where('key', '=', key)
    .where('is_main', '=', 1)
    .limit(1),
);

export async function isMainAddress(trx: Db, key: string): Promise<boolean> {
  return (await selectSpeaker(trx, { key })).length > 0;
}

const selectClaimant = statement((db, { key, except }: { key: string; except: readonly string[] }) =>
  db
    .selectFrom('source_address as other')
    .innerJoin('source_address as main', 'main.source_id', 'other.source_id')
    .select('main.key')
    .where('other.key', '=', key)
    .where('other.is_main', '=', 0)
    .where('main.is_main', '=', 1)
    .where(({ not }) => not(dialectOf(db).among(sql`main.key`, except)))
    .limit(1),
);

/** The main addresses of up to three pieces whose documents give them this as a further address. */
export async function claimantsOf(trx: Db, key: string): Promise<string[]> {
  const claimants = [key];
  while (claimants.length <= 3) {
    const [next] = await selectClaimant(trx, { key, except: claimants });
    if (!next) break;
    claimants.push(next.key);
  }
  return claimants.slice(1);
}

const selectMainAddresses = statement((db, { articleId }: { articleId: number }) =>
  db
    .selectFrom('source')
    .innerJoin('source_address', 'source_address.source_id', 'source.id')
    .select('source_address.key')
    .distinct()
    .where('source.article_id', '=', articleId)
    .where('source_address.is_main', '=', 1),
);

/** The main addresses of the documents that speak of an article. */
export async function mainAddressesOn(trx: Db, articleId: number): Promise<string[]> {
  const rows = await selectMainAddresses(trx, { articleId });
  return rows.map((row) => row.key);
}

/** A document by the piece that it speaks of. */
export interface Speaker {
  id: number;
  article_id: number;
  article_key: string;
  take_id: number | null;
}

const selectSpeakers = statement((db, { keys }: { keys: readonly string[] }) =>
  db
    .selectFrom('source_address')
    .innerJoin('source', 'source.id', 'source_address.source_id')
    .innerJoin('article', 'article.id', 'source.article_id')
    .select(['source.id', 'source.article_id', 'article.key as article_key', 'source.take_id'])
    .where(dialectOf(db).among(sql`source_address.key`, keys))
    .where('source_address.is_main', '=', 1),
);

/** The documents whose main address is one of these. */
export async function speakersAt(trx: Db, keys: readonly string[]): Promise<Speaker[]> {
  return selectSpeakers(trx, { keys });
}

const selectArticleAt = statement((db, { key }: { key: string }) =>
  db
    .selectFrom('source_address')
    .innerJoin('source', 'source.id', 'source_address.source_id')
    .select('source.article_id')
    .where('source_address.key', '=', key)
    .where('source_address.is_main', '=', 1)
    .limit(1),
);

/** The article of the documents whose main address this is. */
export async function findArticleAt(trx: Db, key: string): Promise<number | undefined> {
  const [row] = await selectArticleAt(trx, { key });
  return row?.article_id;
}

const selectTitledSpeaker = statement((db, { articleId }: { articleId: number }) =>
  db
    .selectFrom('source')
    .leftJoin('source_address', (join) =>
      join.onRef('source_address.source_id', '=', 'source.id').on('source_address.is_main', '=', 1),
    )
    .select('source.id')
    .where('source.article_id', '=', articleId)
    .where('source_address.key', 'is', null)
    .limit(1),
);

/** Whether documents without address speak of an article. */
export async function hasTitledSpeakers(trx: Db, articleId: number): Promise<boolean> {
  return (await selectTitledSpeaker(trx, { articleId })).length > 0;
}
