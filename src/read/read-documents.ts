import { on } from 'node:events';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { type FindOptions, findFiles, type FoundFile, type FoundFiles } from './find-files.ts';
import type { Prepared } from './prepared.ts';
import type { ReadOptions } from './read-items.ts';
import type { Batch, Work } from './reading-thread.ts';

/** From how many bytes of files on it takes less to start a thread than to read them beside what stores them. */
const worthThread = 1_000_000;

/** Batches that wait to be taken from the thread: it reads on meanwhile, and no further. */
const batchesAhead = 10;

/** An item of a file, or the file's end. */
export type ReadStep = { file: FoundFile; prepared: Prepared } | 'end of file';

/** Files that are to be read, and perhaps are being read ahead already. */
export interface OpenedSources extends FoundFiles {
  /** Everything in them that needs no database: read, parsed and cleaned, in their order. Once. */
  read(): AsyncGenerator<ReadStep>;
}

/**
 * Finds the files of what was named. Where they are large a thread of its own begins to read them at once, so that a second
 * processor has something to do.
 */
export async function openSources(
  sources: readonly string[],
  options: FindOptions & ReadOptions = {},
): Promise<OpenedSources> {
  const found = await findFiles(sources, options);
  const { files, roots } = found;
  const readable = files.filter((file) => 'bytes' in file);
  const bytes = readable.reduce((sum, file) => sum + file.bytes, 0);
  const thread = bytes >= worthThread ? new ReadingThread(readable, options) : null;
  return {
    files,
    roots,
    read: () => readFiles(files, thread, options),
    async [Symbol.asyncDispose]() {
      await thread?.end();
      await found[Symbol.asyncDispose]();
    },
  };
}

async function* readFiles(
  files: readonly FoundFile[],
  thread: ReadingThread | null,
  options: ReadOptions,
): AsyncGenerator<ReadStep> {
  for (const file of files) {
    // An error keeps its kind only where it was made.
    const items = thread && !('error' in file) ? thread.nextFile() : await documentsHere(file, options);
    for await (const prepared of items) yield { file, prepared };
    yield 'end of file';
  }
}

/** Imported when it is needed: reading Markdown takes memory that a thread needs already. */
async function documentsHere(file: FoundFile, options: ReadOptions): Promise<AsyncGenerator<Prepared>> {
  const { prepareDocuments } = await import('./prepare.ts');
  return prepareDocuments(file, options);
}

/** Reads files, the next ones while the first are stored. */
class ReadingThread {
  readonly #worker: Worker;
  readonly #prepared: AsyncGenerator<Prepared | null>;

  constructor(files: readonly FoundFile[], { publicationUrl, areOwn }: ReadOptions) {
    const source = new URL(`reading-thread${path.extname(import.meta.filename)}`, import.meta.url);
    const workerData: Work = { files, options: { publicationUrl, areOwn } };
    this.#worker = new Worker(source, { name: 'ibid-reading', workerData });
    this.#prepared = unpacked(this.#worker);
    for (let ahead = 0; ahead < batchesAhead; ahead++) this.#worker.postMessage(null, []);
  }

  /** The items of the next file. */
  async *nextFile(): AsyncGenerator<Prepared> {
    for (;;) {
      const next = await this.#prepared.next();
      if (next.done) throw new Error('The thread that reads ended');
      if (next.value === null) return;
      yield next.value;
    }
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}

/** What comes from the thread; null where a file ends. */
function unpacked(worker: Worker): AsyncGenerator<Prepared | null> {
  // Hears of all that happens from now on, also of an error before somebody waits.
  const batches = on(worker, 'message', { close: ['exit'] }) as AsyncIterable<[Batch]>;
  return (async function* () {
    for await (const [batch] of batches) {
      worker.postMessage(null, []);
      yield* batch;
    }
  })();
}
