import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Trx } from '../db/store.ts';
import { UnreachableError } from '../errors.ts';
import type { CleanDocument, TopicDocument } from '../read/document.ts';
import { hasContent, exists } from '../read/read-text.ts';
import { storeDocument, type StoredDocument, type StoreDocumentOptions } from './store-document.ts';
import { storeTopic } from './store-topic.ts';
import type { TransactionPace } from './transaction-pace.ts';

/** Runs a piece of work in a transaction of its own. */
export type Write = <T>(work: (trx: Trx) => Promise<T>) => Promise<T>;

export interface StoreTogetherOptions {
  now: () => Date;
  pace: TransactionPace;
  /** Ends it after the document that is under way. */
  signal?: AbortSignal | undefined;
  /** Whether what fails is undone and can be done again; else each document has a call of `write` for itself. */
  isRepeatable: boolean;
}

/**
 * Stores the first of these documents and as many more as one short transaction has time for, each as if it were
 * alone. Should one fail, none is stored together with others: the failure is its own.
 */
export async function storeTogether(
  documents: readonly (CleanDocument | TopicDocument)[],
  write: Write,
  { now, pace, signal, isRepeatable }: StoreTogetherOptions,
): Promise<StoredDocument[]> {
  const alone = () => write(async (trx) => [await store(trx, documents[0]!, now())]);
  if (!isRepeatable || documents.length === 1) return alone();
  try {
    let worked = 0;
    const together = await write(async (trx) => {
      const stored: StoredDocument[] = [];
      const end = performance.now() + pace.ms;
      for (const document of documents) {
        stored.push(await store(trx, document, now()));
        if (performance.now() >= end) break;
        // Nothing of this waits where SQLite stores them: signals need their turn.
        await nextTurn();
        if (signal?.aborted) break;
      }
      worked = performance.now();
      return stored;
    });
    pace.noteCommit(performance.now() - worked);
    return together;
  } catch (error) {
    if (error instanceof UnreachableError) throw error;
    return alone();
  }
}

async function store(trx: Trx, document: CleanDocument | TopicDocument, date: Date): Promise<StoredDocument> {
  const options = { now: date.toISOString(), isStillThere };
  return 'topic' in document ? storeTopic(trx, document, options) : storeDocument(trx, document, options);
}

/** An entry of a feed or a line of a file is there as long as the file is: it may have been edited, never moved alone. */
async function isStillThere({
  document,
  path,
  content_hash,
}: Parameters<StoreDocumentOptions['isStillThere']>[0]): Promise<boolean> {
  return document === path ? hasContent(path, content_hash) : exists(path);
}
