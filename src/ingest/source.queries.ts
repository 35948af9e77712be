import { sql } from 'kysely';
import type { Body } from '../body/body.ts';
import { type Db, dialectOf } from '../db/dialect.ts';
import { insertRow, insertRows, updateRow } from '../db/rows.ts';
import { statement } from '../db/statement.ts';
import type { CleanDocument } from '../read/document.ts';
import { addressesOf, type Facts, readFacts, writeFacts } from '../read/facts.ts';

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

const selectByDocument = statement((db, { document }: { document: string }) =>
  db.selectFrom('source').select(sourceColumns).where('document', '=', document),
);

export async function findSourceByDocument(trx: Db, document: string): Promise<Source | undefined> {
  const [row] = await selectByDocument(trx, { document });
  return row && sourceOf(row);
}

const selectById = statement((db, { id }: { id: number }) =>
  db.selectFrom('source').select(sourceColumns).where('id', '=', id),
);

export async function findSourceById(trx: Db, id: number): Promise<Source | undefined> {
  const [row] = await selectById(trx, { id });
  return row && sourceOf(row);
}

export async function getSourceById(trx: Db, id: number): Promise<Source> {
  const source = await findSourceById(trx, id);
  if (!source) throw new Error(`Document ${id} is gone`);
  return source;
}

const selectTwins = statement((db, { document, contentHash }: { document: string; contentHash: string }) =>
  db
    .selectFrom('source')
    .select(['id', 'document', 'path', 'content_hash'])
    .where('content_hash', '=', contentHash)
    .where('document', '<>', document)
    .orderBy('document'),
);

/** Other documents with the same content. */
export async function findTwins(
  trx: Db,
  { document, contentHash }: CleanDocument,
): Promise<Pick<Source, 'id' | 'document' | 'path' | 'content_hash'>[]> {
  return selectTwins(trx, { document, contentHash });
}

const selectHolder = statement((db, { takeKey }: { takeKey: string }) =>
  db
    .selectFrom('source')
    .select(sourceColumns)
    .where('take_key', '=', takeKey)
    .where('take_id', 'is not', null),
);

/** The document that holds the take of that key. */
export async function findHolder(trx: Db, takeKey: string): Promise<Source | undefined> {
  const [row] = await selectHolder(trx, { takeKey });
  return row && sourceOf(row);
}

/** A document that has the text of a take. */
export interface Candidate extends Source {
  /** The key of the take that it holds. */
  held_key: string | null;
}

const selectCandidates = statement((db, { takeKey, incomingId }: { takeKey: string; incomingId: number }) =>
  db
    .selectFrom('source')
    .leftJoin('take', 'take.id', 'source.take_id')
    .select(sourceColumns)
    .select('take.key as held_key')
    .where('source.take_key', '=', takeKey)
    .where(({ or, eb }) =>
      or([
        eb('source.take_id', 'is not', null),
        eb('source.spare_body', 'is not', null),
        eb('source.id', '=', incomingId),
      ]),
    ),
);

/** All documents of one take that have its text, and the one that is about to get it. */
export async function takeCandidates(
  trx: Db,
  takeKey: string,
  incomingId: number | undefined,
): Promise<Candidate[]> {
  const rows = await selectCandidates(trx, { takeKey, incomingId: incomingId ?? 0 });
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
    facts: writeFacts(facts),
    ingested_at: now,
  };
  if (own) {
    await updateRow(trx, 'source', own.id, row);
    await trx.deleteFrom('source_address').where('source_id', '=', own.id).execute();
  }
  const id = own?.id ?? (await insertRow(trx, 'source', row));
  const { article, others } = addressesOf(facts);
  const addresses = [
    ...(article ? [{ source_id: id, key: article.key, is_main: 1 }] : []),
    ...others.map(({ key }) => ({ source_id: id, key, is_main: 0 })),
  ];
  await insertRows(trx, 'source_address', addresses);
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
  await updateRow(trx, 'source', id, { document, path, item });
}

export async function restateSource(trx: Db, id: number, facts: Facts, takeKey: string): Promise<void> {
  await updateRow(trx, 'source', id, { facts: writeFacts(facts), take_key: takeKey });
}

export async function deleteSource(trx: Db, id: number): Promise<void> {
  await trx.deleteFrom('source').where('id', '=', id).execute();
}

export async function setTakeOfSource(
  trx: Db,
  id: number,
  { takeId, spareBody }: { takeId: number | null; spareBody: Body | null },
): Promise<void> {
  await updateRow(trx, 'source', id, { take_id: takeId, spare_body: spareBody && spareText(spareBody) });
}

export async function setTakeKey(trx: Db, ids: readonly number[], takeKey: string): Promise<void> {
  await trx
    .updateTable('source')
    .set({ take_key: takeKey })
    .where(dialectOf(trx).among(sql`id`, ids))
    .execute();
}

/** Without what it is looked up by, which follows from it. */
function spareText({ markdown, html, text, wordCount, links, layout }: Body): string {
  return JSON.stringify({ markdown, html, text, wordCount, links, layout } satisfies Body);
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

const selectStatements = statement((db, { articleId }: { articleId: number }) =>
  db
    .selectFrom('source')
    .select(['id', 'facts', 'take_key', 'take_id', 'content_hash'])
    .where('article_id', '=', articleId),
);

/** Everything that is said of an article. */
export async function statementsOn(trx: Db, articleId: number): Promise<Statement[]> {
  const rows = await selectStatements(trx, { articleId });
  return rows.map(({ facts, ...row }) => ({ ...row, facts: readFacts(facts) }));
}

const selectSpeaker = statement((db, { articleId, except }: { articleId: number; except: number }) =>
  db.selectFrom('source').select('id').where('article_id', '=', articleId).where('id', '<>', except).limit(1),
);

/** Whether documents speak of an article; one of them may be left out. */
export async function isSpokenOf(trx: Db, articleId: number, except?: Source): Promise<boolean> {
  return (await selectSpeaker(trx, { articleId, except: except?.id ?? 0 })).length > 0;
}
