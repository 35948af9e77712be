import os from 'node:os';
import { type MessagePort, workerData } from 'node:worker_threads';
import type { FileFormat } from './bytes/sniff.ts';
import type { ReadableFile } from './find-files.ts';
import { prepareDocuments } from './prepare.ts';
import { loadReader, type ReadOptions } from './read-items.ts';
import { lengthOf, type Prepared } from './prepared.ts';

/** What a file came to, item by item; null where it ends. */
export type Batch = (Prepared | null)[];

/** What the thread is to read. */
export interface Work {
  /** What most of the files are, perhaps. */
  format: FileFormat;
  options: ReadOptions;
  /** The first message is the files; each batch goes back. */
  port: MessagePort;
  /** How many batches have been sent, and how many have been taken. */
  counts: Int32Array<SharedArrayBuffer>;
}

/** Batches that wait to be taken: the thread reads on meanwhile, and no further. */
const batchesAhead = 10;

/** How much goes in one message: items, and characters of their texts. The first are short, as they are waited for. */
const batchLimit = { items: 50, characters: 500_000 };
let itemLimit = 5;

/** As `nice` counts: a third of the time of what has 0. */
const lowPriority = 5;

const { format, options, port, counts } = workerData as Work;
let batch: Batch = [];
let characters = 0;

function send(): void {
  for (;;) {
    const taken = Atomics.load(counts, 1);
    if (Atomics.load(counts, 0) - taken < batchesAhead) break;
    Atomics.wait(counts, 1, taken);
  }
  port.postMessage(batch, []);
  Atomics.add(counts, 0, 1);
  Atomics.notify(counts, 0);
  batch = [];
  characters = 0;
  itemLimit = Math.min(2 * itemLimit, batchLimit.items);
}

letOthersGoFirst();
const files = new Promise<readonly ReadableFile[]>((resolve) => {
  port.once('message', resolve);
});
await loadReader(format);
for (const file of await files) {
  for await (const prepared of prepareDocuments(file, options)) {
    batch.push(prepared);
    characters += lengthOf(prepared);
    if (batch.length >= itemLimit || characters >= batchLimit.characters) send();
  }
  batch.push(null);
}
send();
port.close();

/** What stores is waited for. On Linux a priority is a thread's own; one that is lower already stays. */
function letOthersGoFirst(): void {
  try {
    if (process.platform === 'linux' && os.getPriority() < lowPriority) os.setPriority(lowPriority);
  } catch {
    // Who may not set it is slower.
  }
}
