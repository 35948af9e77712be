import path from 'node:path';
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { FileFormat } from './bytes/sniff.ts';
import {
  type FindOptions,
  findFiles,
  type FoundFile,
  type FoundFiles,
  type ReadableFile,
} from './find-files.ts';
import { noteAddresses } from './facts.ts';
import type { Prepared } from './prepared.ts';
import type { ReadOptions } from './read-items.ts';
import type { Batch, Work } from './reading-thread.ts';

/** From how many bytes of files on it takes less to start a thread than to read them beside what stores them. */
const worthThread = 1_000_000;

/** An item of a file, or the file's end. */
export type ReadStep = { file: FoundFile; prepared: Prepared } | 'end of file';

/** Files that are to be read, and perhaps are being read ahead already. */
export interface OpenedSources extends FoundFiles {
  /** Everything in them that needs no database: read, parsed and cleaned, in their order. Once. */
  read(): AsyncGenerator<ReadStep>;
}

/**
 * Finds the files of what was named. Where they are large a thread of its own reads them at once, so that a second processor
 * has something to do; it starts while they are still being found.
 */
export async function openSources(
  sources: readonly string[],
  options: FindOptions & ReadOptions = {},
): Promise<OpenedSources> {
  const started: ReadingThread[] = [];
  let bytes = 0;
  const onFile = (file: ReadableFile) => {
    bytes += file.bytes;
    if (bytes >= worthThread && started.length === 0) started.push(new ReadingThread(file.format, options));
  };
  const found = await findFiles(sources, { ...options, onFile }).catch(async (error: unknown) => {
    await started[0]?.end();
    throw error;
  });
  const { files, roots } = found;
  const [thread = null] = started;
  thread?.read(files.filter((file) => 'bytes' in file));
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
  readonly #port: MessagePort;
  readonly #counts = new Int32Array(new SharedArrayBuffer(8));
  /** Why nothing more comes. */
  #end: Error | undefined;
  readonly #prepared = this.#unpacked();

  /** @param format what it makes itself ready for */
  constructor(format: FileFormat, { publicationUrl, areOwn }: ReadOptions) {
    const source = new URL(`reading-thread${path.extname(import.meta.filename)}`, import.meta.url);
    const { port1, port2: port } = new MessageChannel();
    const workerData: Work = { format, options: { publicationUrl, areOwn }, port, counts: this.#counts };
    this.#port = port1;
    this.#worker = new Worker(source, { name: 'ibid-reading', workerData, transferList: [port] });
    const end = (error: Error) => {
      this.#end ??= error;
      Atomics.notify(this.#counts, 0);
    };
    this.#worker.once('error', end);
    this.#worker.once('exit', () => end(new Error('The thread that reads ended')));
  }

  /** Once. */
  read(files: readonly ReadableFile[]): void {
    this.#port.postMessage(files, []);
  }

  /** The items of the next file. */
  async *nextFile(): AsyncGenerator<Prepared> {
    for (;;) {
      const next = await this.#prepared.next();
      if (next.done) throw this.#end!;
      if (next.value === null) return;
      const { outcome, addresses } = next.value;
      if (addresses && typeof outcome !== 'string' && 'facts' in outcome)
        noteAddresses(outcome.facts, addresses);
      yield next.value;
    }
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
    this.#port.close();
  }

  /** What comes from the thread; null where a file ends. What waits is no objects yet: it lies in memory as it was sent. */
  async *#unpacked(): AsyncGenerator<Prepared | null> {
    for (;;) {
      const sent = Atomics.load(this.#counts, 0);
      const received: { message: Batch } | undefined = receiveMessageOnPort(this.#port);
      if (received) {
        Atomics.add(this.#counts, 1, 1);
        Atomics.notify(this.#counts, 1);
        yield* received.message;
      } else if (this.#end) throw this.#end;
      else await Atomics.waitAsync(this.#counts, 0, sent).value;
    }
  }
}
