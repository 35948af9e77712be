import { on } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import type { FoundFile } from './find-files.ts';
import { prepareDocuments } from './prepare.ts';
import type { ReadOptions } from './read-items.ts';
import { lengthOf, type Prepared } from './prepared.ts';

/** What a file came to, item by item; null where it ends. */
export type Batch = (Prepared | null)[];

/** What the thread is to read. */
export interface Work {
  files: readonly FoundFile[];
  options: ReadOptions;
}

/** How much goes in one message: items, and characters of their texts. The first are short, as they are waited for. */
const batchLimit = { items: 50, characters: 500_000 };
let itemLimit = 5;

const port = parentPort!;
/** Each message asks for one batch. */
const asked = on(port, 'message');
let batch: Batch = [];
let characters = 0;

async function send(): Promise<void> {
  await asked.next();
  port.postMessage(batch, []);
  batch = [];
  characters = 0;
  itemLimit = Math.min(2 * itemLimit, batchLimit.items);
}

const { files, options } = workerData as Work;
for (const file of files) {
  for await (const prepared of prepareDocuments(file, options)) {
    batch.push(prepared);
    characters += lengthOf(prepared);
    if (batch.length >= itemLimit || characters >= batchLimit.characters) await send();
  }
  batch.push(null);
}
await send();
port.close();
