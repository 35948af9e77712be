import { sql } from 'kysely';
import type { Body } from '../body/body.ts';
import { type Db, dialectOf } from '../db/dialect.ts';
import type { CleanDocument } from '../read/document.ts';
import { addressesOf, type Facts, readFacts } from '../read/facts.ts';

/** A document as it was stored. */
export interface Source {
  id: number;
  /** See `CleanDocument`. */
  document: string;
  path: string;
  item: string | null;
  content_hash: string;
  take_key: string;
  article_id: number;
  /** Null where it has no text, or another document holds its take. */
  take_id: number | null;
  /** It has a text, and another document holds its take. */
  has_spare_body: boolean;
  facts: Facts;
}

const sourceColumns = [
  'source.id',
  'source.document',
  'source.path',
  'source.item',
  'source.content_hash',
  'source.take_key',
  'source.article_id',
  'source.take_id',
  'source.facts',
  sql<number>`case when source.spare_body is null then 0 else 1 end`.as('spare'),
] as const;

type Stored<Row> = Omit<Row, 'facts' | 'spare'> & { facts: Facts; has_spare_body: boolean };

function sourceOf<Row extends { facts: string; spare: number }>({ facts, spare, ...row }: Row): Stored<Row> {
  return { ...row, facts: readFacts(facts), has_spare_body: spare === 1 };
}

export async function findSourceByDocument(trx: Db, document: string): Promise<Source | undefined> {
  const row = await trx
    .selectFrom('source')
    .select(sourceColumns)
    .where('document', '=', document)
    .executeTakeFirst();
  return row && sourceOf(row);
}

export async function findSourceById(trx: Db, id: number): Promise<Source | undefined> {
  const row = await trx.selectFrom('source').select(sourceColumns).where('id', '=', id).executeTakeFirst();
  return row && sourceOf(row);
}

export async function getSourceById(trx: Db, id: number): Promise<Source> {
  const source = await findSourceById(trx, id);
  if (!source) throw new Error(`Document ${id} is gone`);
  return source;
}

/** Other documents with the same content. */
export async function findTwins(
  trx: Db,
  { document, contentHash }: CleanDocument,
): Promise<Pick<Source, 'id' | 'document' | 'path' | 'content_hash'>[]> {
  return trx
    .selectFrom('source')
    .select(['id', 'document', 'path', 'content_hash'])
    .where('content_hash', '=', contentHash)
    .where('document', '<>', document)
    .orderBy('document')
    .execute();
}

/** The document that holds the take of that key. */
export async function findHolder(trx: Db, takeKey: string): Promise<Source | undefined> {
  const row = await trx
    .selectFrom('source')
    .select(sourceColumns)
    .where('take_key', '=', takeKey)
    .where('take_id', 'is not', null)
    .executeTakeFirst();
  return row && sourceOf(row);
}

/** A document that has the text of a take. */
export interface Candidate extends Source {
  /** The key of the take that it holds. */
  held_key: string | null;
}

/** All documents of one take that have its text, and the one that is about to get it. */
export async function takeCandidates(
  trx: Db,
  takeKey: string,
  incomingId: number | undefined,
): Promise<Candidate[]> {
  const rows = await trx
    .selectFrom('source')
    .leftJoin('take', 'take.id', 'source.take_id')
    .select(sourceColumns)
    .select('take.key as held_key')
    .where('source.take_key', '=', takeKey)
    .where(({ or, eb }) =>
      or([
        eb('source.take_id', 'is not', null),
        eb('source.spare_body', 'is not', null),
        eb('source.id', '=', incomingId ?? 0),
      ]),
    )
    .execute();
  return rows.map((row) => sourceOf(row));
}

/** Stores a document in the place of its earlier version, if there is one. Its take is settled afterwards. */
export async function saveSource(
  trx: Db,
  { document, path, item, contentHash, facts }: CleanDocument,
  { takeKey, articleId, takeId }: { takeKey: string; articleId: number; takeId: number | null },
  own: Source | undefined,
  now: string,
): Promise<number> {
  const row = {
    document,
    path,
    item,
    content_hash: contentHash,
    take_key: takeKey,
    article_id: articleId,
    take_id: takeId,
    spare_body: null,
    facts: JSON.stringify(facts),
    ingested_at: now,
  };
  if (own) {
    await trx.updateTable('source').set(row).where('id', '=', own.id).execute();
    await trx.deleteFrom('source_address').where('source_id', '=', own.id).execute();
  }
  const id =
    own?.id ?? (await trx.insertInto('source').values(row).returning('id').executeTakeFirstOrThrow()).id;
  const { article, others } = addressesOf(facts);
  const addresses = [
    ...(article ? [{ source_id: id, key: article.key, is_main: 1 }] : []),
    ...others.map(({ key }) => ({ source_id: id, key, is_main: 0 })),
  ];
  if (addresses.length > 0) await trx.insertInto('source_address').values(addresses).execute();
  return id;
}

export async function moveSources(trx: Db, ids: readonly number[], articleId: number): Promise<void> {
  await trx
    .updateTable('source')
    .set({ article_id: articleId })
    .where(dialectOf(trx).among(sql`id`, ids))
    .execute();
}

/** The document goes on under another name: its file was moved. */
export async function renameSource(
  trx: Db,
  id: number,
  { document, path, item }: Pick<Source, 'document' | 'path' | 'item'>,
): Promise<void> {
  await trx.updateTable('source').set({ document, path, item }).where('id', '=', id).execute();
}

export async function restateSource(trx: Db, id: number, facts: Facts, takeKey: string): Promise<void> {
  await trx
    .updateTable('source')
    .set({ facts: JSON.stringify(facts), take_key: takeKey })
    .where('id', '=', id)
    .execute();
}

export async function deleteSource(trx: Db, id: number): Promise<void> {
  await trx.deleteFrom('source').where('id', '=', id).execute();
}

export async function setTakeOfSource(
  trx: Db,
  id: number,
  { takeId, spareBody }: { takeId: number | null; spareBody: Body | null },
): Promise<void> {
  await trx
    .updateTable('source')
    .set({ take_id: takeId, spare_body: spareBody && JSON.stringify(spareBody) })
    .where('id', '=', id)
    .execute();
}

export async function setTakeKey(trx: Db, ids: readonly number[], takeKey: string): Promise<void> {
  await trx
    .updateTable('source')
    .set({ take_key: takeKey })
    .where(dialectOf(trx).among(sql`id`, ids))
    .execute();
}

/** The text of a document whose take another one holds. */
export async function spareBodyOf(trx: Db, id: number): Promise<Body | null> {
  const { spare_body } = await trx
    .selectFrom('source')
    .select('spare_body')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return spare_body === null ? null : (JSON.parse(spare_body) as Body);
}

/** What one document says of its article. */
export type Statement = Pick<Source, 'id' | 'facts' | 'take_key' | 'take_id' | 'content_hash'>;

/** Everything that is said of an article. */
export async function statementsOn(trx: Db, articleId: number): Promise<Statement[]> {
  const rows = await trx
    .selectFrom('source')
    .select(['id', 'facts', 'take_key', 'take_id', 'content_hash'])
    .where('article_id', '=', articleId)
    .execute();
  return rows.map(({ facts, ...row }) => ({ ...row, facts: readFacts(facts) }));
}

/** Whether documents speak of an article; one of them may be left out. */
export async function isSpokenOf(trx: Db, articleId: number, except?: Source): Promise<boolean> {
  const source = await trx
    .selectFrom('source')
    .select('id')
    .where('article_id', '=', articleId)
    .where('id', '<>', except?.id ?? 0)
    .limit(1)
    .executeTakeFirst();
  return source !== undefined;
}
