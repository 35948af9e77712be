import type { Db } from '../db/dialect.ts';
import { normalTitle } from '../identity/fold.ts';
import type { CleanDocument, Problem } from '../read/document.ts';
import { addressesOf } from '../read/facts.ts';
import type { FindOptions } from '../read/find-files.ts';
import type { ReadOptions } from '../read/read-items.ts';
import { openSources } from '../read/read-documents.ts';
import { type DetectedReference, detectReferences } from '../reference/detect-text.ts';
import { findTitleBearers } from './identity.queries.ts';
import { findArticleAt } from './same-piece.ts';

/** What came of a document, or of an item of a file. */
export interface Detection {
  source: string;
  item: string | null;
  /** Whether it cannot be used. */
  hasFailed: boolean;
  references: DetectedReference[];
  problems: Problem[];
}

/** What documents would refer to if they were stored as they are; nothing is. */
export async function* detectInFiles(
  db: Db,
  sources: readonly string[],
  options: FindOptions & ReadOptions,
): AsyncGenerator<Detection> {
  await using opened = await openSources(sources, { ...options, areOwn: true });
  for await (const read of opened.read()) {
    if (read === 'end of file') continue;
    const { outcome, problems } = read.prepared;
    const document = typeof outcome === 'string' ? null : outcome;
    yield {
      source: read.file.path,
      item: document?.item ?? problems[0]?.item ?? null,
      hasFailed: outcome === 'failed',
      references: document && 'facts' in document ? await detectInDocument(db, document) : [],
      problems,
    };
  }
}

async function detectInDocument(db: Db, { facts, body }: CleanDocument): Promise<DetectedReference[]> {
  return body ? detectReferences(db, body, await findOwnArticle(db, facts)) : [];
}

/** The article that a document is about, where it is in the store. */
async function findOwnArticle(db: Db, facts: CleanDocument['facts']): Promise<number | null> {
  const { article } = addressesOf(facts);
  if (article) return (await findArticleAt(db, article.key)) ?? null;
  if (facts.isTitleGuessed) return null;
  const [bearer, other] = await findTitleBearers(db, normalTitle(facts.title));
  return bearer && !other ? bearer.id : null;
}
