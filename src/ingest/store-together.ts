import type { Trx } from '../db/store.ts';
import { UnreachableError } from '../program-errors.ts';
import type { CleanDocument, TopicDocument } from '../read/document.ts';
import { hasContent, exists } from '../read/read-text.ts';
import { type NewestBefore, StaleTakes } from './stale-takes.ts';
import { storeDocument, type StoredDocument, type StoreDocumentOptions } from './store-document.ts';
import { storeTopic } from './store-topic.ts';
import type { TransactionPace } from './transaction-pace.ts';

/** Runs a piece of work in a transaction of its own. */
export type Write = <T>(work: (trx: Trx) => Promise<T>) => Promise<T>;

export interface StoreTogetherOptions {
  now: () => Date;
  pace: TransactionPace;
  newestBefore: NewestBefore;
  /** Ends it after the document that is under way. */
  signal?: AbortSignal | undefined;
  /** Whether what fails is undone and can be done again; else each document has a call of `write` for itself. */
  isRepeatable: boolean;
}

/** What became of the documents of one transaction. */
export interface StoredTogether {
  documents: StoredDocument[];
  /** References added, also those of takes that were there before. */
  references: number;
  /** Titles that are yet to be looked for in most takes. */
  putOff: number;
}

/**
 * Stores the first of these documents and as many more as one short transaction has time for, each as if it were
 * alone. Should one fail, none is stored together with others: the failure is its own.
 */
export async function storeTogether(
  documents: readonly (CleanDocument | TopicDocument)[],
  write: Write,
  options: StoreTogetherOptions,
): Promise<StoredTogether> {
  const { pace, signal, isRepeatable } = options;
  const alone = () => write((trx) => storeAll(trx, documents.slice(0, 1), options, () => false));
  if (!isRepeatable || documents.length === 1) return alone();
  await pace.begin();
  try {
    let worked = 0;
    const together = await write(async (trx) => {
      const end = performance.now() + pace.ms;
      const mayGoOn = () => performance.now() < end && !signal?.aborted;
      const stored = await storeAll(trx, documents, options, mayGoOn);
      worked = performance.now();
      return stored;
    });
    pace.noteCommit(performance.now() - worked);
    pace.end();
    return together;
  } catch (error) {
    if (error instanceof UnreachableError) throw error;
    return alone();
  }
}

/** Stores at least one of the documents, and more while there is time. */
async function storeAll(
  trx: Trx,
  documents: readonly (CleanDocument | TopicDocument)[],
  { now, newestBefore, pace }: StoreTogetherOptions,
  mayGoOn: () => boolean,
): Promise<StoredTogether> {
  const staleTakes = new StaleTakes(await newestBefore(trx));
  const stored: StoredDocument[] = [];
  for (const document of documents) {
    const options = { now: now().toISOString(), staleTakes, isStillThere };
    stored.push(
      'topic' in document
        ? await storeTopic(trx, document, options)
        : await storeDocument(trx, document, options),
    );
    await pace.giveWay();
    if (!mayGoOn()) break;
  }
  await staleTakes.relink(trx);
  return { documents: stored, references: staleTakes.added, putOff: staleTakes.putOff };
}

/** An entry of a feed or a line of a file is there as long as the file is: it may have been edited, never moved alone. */
async function isStillThere({
  document,
  path,
  content_hash,
}: Parameters<StoreDocumentOptions['isStillThere']>[0]): Promise<boolean> {
  return document === path ? hasContent(path, content_hash) : exists(path);
}
