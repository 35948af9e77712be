import { on } from 'node:events';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { FoundFile } from './find-files.ts';
import type { Prepared } from './prepared.ts';
import type { ReadOptions } from './read-items.ts';
import type { Batch, Work } from './reading-thread.ts';

/** From how many bytes of files on it takes less to start a thread than to read them beside what stores them. */
const worthThread = 1_000_000;

/** Batches that wait to be taken from the thread: it reads on meanwhile, and no further. */
const batchesAhead = 10;

/** An item of a file, or the file's end. */
export type ReadStep = { file: FoundFile; prepared: Prepared } | 'end of file';

/**
 * Everything in these files that needs no database: read, parsed and cleaned, in their order. Where they are large a
 * thread of its own reads ahead, so that a second processor has something to do.
 */
export async function* readDocuments(
  files: readonly FoundFile[],
  options: ReadOptions = {},
): AsyncGenerator<ReadStep> {
  const readable = files.filter((file) => 'bytes' in file);
  const bytes = readable.reduce((sum, file) => sum + file.bytes, 0);
  const read =
    bytes >= worthThread
      ? documentsOfThread(readable, {
          publicationUrl: options.publicationUrl,
          areOwn: options.areOwn,
        })
      : null;
  try {
    for (const file of files) {
      // An error keeps its kind only where it was made.
      const items = read && !('error' in file) ? untilEnd(read) : await documentsHere(file, options);
      for await (const prepared of items) yield { file, prepared };
      yield 'end of file';
    }
  } finally {
    await read?.return(undefined);
  }
}

/** Imported when it is needed: reading Markdown takes memory that a thread needs already. */
async function documentsHere(file: FoundFile, options: ReadOptions): Promise<AsyncGenerator<Prepared>> {
  const { prepareDocuments } = await import('./prepare.ts');
  return prepareDocuments(file, options);
}

/** The items of the next file. */
async function* untilEnd(read: AsyncGenerator<Prepared | null>): AsyncGenerator<Prepared> {
  for (;;) {
    const next = await read.next();
    if (next.done) throw new Error('The thread that reads ended');
    if (next.value === null) return;
    yield next.value;
  }
}

/** What a thread reads, each file's items with null behind them. */
async function* documentsOfThread(
  files: readonly FoundFile[],
  options: ReadOptions,
): AsyncGenerator<Prepared | null, undefined> {
  const source = new URL(`reading-thread${path.extname(import.meta.filename)}`, import.meta.url);
  const worker = new Worker(source, { name: 'ibid-reading', workerData: { files, options } satisfies Work });
  try {
    const batches = on(worker, 'message', { close: ['exit'] }) as AsyncIterable<[Batch]>;
    for (let ahead = 0; ahead < batchesAhead; ahead++) worker.postMessage(null, []);
    for await (const [batch] of batches) {
      worker.postMessage(null, []);
      yield* batch;
    }
  } finally {
    await worker.terminate();
  }
}
