import type { Db } from '../db/dialect.ts';
import type { CleanDocument } from './document.ts';
import { addressesOf, readFacts } from './facts.ts';
import { findArticle, type Place } from './find-article.ts';
import { keyOfTakeWithoutAddress } from './keys.ts';
import { replaceSources } from './replace-sources.ts';
import type { Problem } from './report.ts';
import { findHolder, findSourceByDocument, findTwin, renameSource, type Source } from './source.queries.ts';

export interface StoredDocument {
  outcome: 'created' | 'updated' | 'unchanged' | 'failed';
  /** References added, of all takes. */
  references: number;
  problems: Problem[];
  /** The document that held the take before and is in the graph no more. */
  displaced: string | null;
}

export interface StoreDocumentOptions {
  /** ISO 8601. */
  now: string;
  /** Whether a document, named by its path, still has that content: one that has not was moved or is yet to be read. */
  isStillThere: (document: string, contentHash: string) => Promise<boolean>;
}

/** Stores one document and links it both ways. Runs in a transaction of its own; see `Store.write`. */
export async function storeDocument(
  trx: Db,
  document: CleanDocument,
  { now, isStillThere }: StoreDocumentOptions,
): Promise<StoredDocument> {
  const own = await findSourceByDocument(trx, document.document);
  if (own?.content_hash === document.contentHash) return result('unchanged');

  const place = await findArticle(trx, document, own);
  const twin = place.article && (await findTwin(trx, place.article.id, document));
  if (twin) {
    const references = own ? await replaceSources(trx, [own], null, now) : 0;
    const hasMoved = !(await isStillThere(twin.document, twin.content_hash));
    if (hasMoved) await renameSource(trx, twin.id, document.document);
    return result(own ? 'updated' : 'unchanged', references);
  }

  const holder = await findHolderOfTake(trx, document, place);
  const rival = holder && (await isStillThere(holder.document, holder.content_hash)) ? holder : null;
  if (rival && isKeptBefore(rival, document)) {
    // An earlier version is no longer what the document says.
    const references = own ? await replaceSources(trx, [own], null, now) : 0;
    return { ...result('failed', references), problems: [duplicate(document.document, rival.document)] };
  }
  const replaced = [holder, own].filter((source) => source !== undefined);
  const references = await replaceSources(trx, replaced, { document, place }, now);
  const isKnown = own !== undefined || (holder !== undefined && !rival);
  return {
    outcome: isKnown ? 'updated' : 'created',
    references,
    problems: [
      ...(place.isAmbiguous ? [ambiguous(document)] : []),
      ...(rival ? [duplicate(rival.document, document.document)] : []),
    ],
    displaced: rival?.document ?? null,
  };
}

/**
 * Of two documents that hold one take: one with the piece's address goes before one without, which would leave the
 * article without it; else the smaller content hash decides.
 */
function isKeptBefore(rival: Source, document: CleanDocument): boolean {
  const hasAddress = addressesOf(document.facts).article !== null;
  const rivalHasAddress = addressesOf(readFacts(rival.facts)).article !== null;
  return rivalHasAddress === hasAddress ? rival.content_hash < document.contentHash : rivalHasAddress;
}

function result(outcome: StoredDocument['outcome'], references = 0): StoredDocument {
  return { outcome, references, problems: [], displaced: null };
}

/** Another document that holds the take that this one would be. */
async function findHolderOfTake(
  trx: Db,
  { document, facts, body }: CleanDocument,
  { article }: Place,
): Promise<Source | undefined> {
  if (!body) return undefined;
  const { take } = addressesOf(facts);
  if (take) return findHolder(trx, take.keys.exact, document);
  return article ? findHolder(trx, keyOfTakeWithoutAddress(article.key), document) : undefined;
}

function duplicate(source: string, kept: string): Problem {
  return {
    source,
    item: null,
    code: 'DUPLICATE_TAKE',
    message: `The same take is in ${kept}, which is kept`,
  };
}

function ambiguous({ document, facts }: CleanDocument): Problem {
  const message = `Several articles are titled “${facts.title}”; without an address this one stays apart`;
  return { source: document, item: null, code: 'TITLE_AMBIGUOUS', message };
}
