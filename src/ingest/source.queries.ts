import type { Db } from '../db/dialect.ts';
import type { CleanDocument } from './document.ts';
import { type Facts, readFacts } from './facts.ts';

/** A document as it was stored. */
export interface Source {
  id: number;
  /** Its absolute path. */
  document: string;
  /** SHA-256 of its bytes, hexadecimal. */
  content_hash: string;
  article_id: number;
  take_id: number | null;
  /** JSON of `Facts`. */
  facts: string;
}

const sourceColumns = ['id', 'document', 'content_hash', 'article_id', 'take_id', 'facts'] as const;

export async function findSourceByDocument(trx: Db, document: string): Promise<Source | undefined> {
  return trx.selectFrom('source').select(sourceColumns).where('document', '=', document).executeTakeFirst();
}

/** Another document with the same content, of the same article. */
export async function findTwin(
  trx: Db,
  articleId: number,
  { document, contentHash }: CleanDocument,
): Promise<Source | undefined> {
  return trx
    .selectFrom('source')
    .select(sourceColumns)
    .where('article_id', '=', articleId)
    .where('content_hash', '=', contentHash)
    .where('document', '<>', document)
    .executeTakeFirst();
}

/** Another document that holds the take of that key: there is one at most. */
export async function findHolder(trx: Db, takeKey: string, document: string): Promise<Source | undefined> {
  return trx
    .selectFrom('source')
    .select(sourceColumns)
    .where('take_key', '=', takeKey)
    .where('take_id', 'is not', null)
    .where('document', '<>', document)
    .executeTakeFirst();
}

export async function insertSource(
  trx: Db,
  { document, path, contentHash, facts }: CleanDocument,
  { takeKey, articleId, takeId }: { takeKey: string; articleId: number; takeId: number | null },
  now: string,
): Promise<void> {
  await trx
    .insertInto('source')
    .values({
      document,
      path,
      content_hash: contentHash,
      take_key: takeKey,
      article_id: articleId,
      take_id: takeId,
      facts: JSON.stringify(facts),
      ingested_at: now,
    })
    .execute();
}

export async function renameSource(trx: Db, id: number, document: string): Promise<void> {
  await trx.updateTable('source').set({ document }).where('id', '=', id).execute();
}

export async function deleteSource(trx: Db, id: number): Promise<void> {
  await trx.deleteFrom('source').where('id', '=', id).execute();
}

/** What one document says of its article. */
export interface Statement {
  facts: Facts;
  takeKey: string;
  contentHash: string;
}

/** Everything that is said of an article. */
export async function statementsOn(trx: Db, articleId: number): Promise<Statement[]> {
  const rows = await trx
    .selectFrom('source')
    .select(['facts', 'take_key', 'content_hash'])
    .where('article_id', '=', articleId)
    .execute();
  return rows.map((row) => ({
    facts: readFacts(row.facts),
    takeKey: row.take_key,
    contentHash: row.content_hash,
  }));
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
