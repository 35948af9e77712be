import { Worker } from 'node:worker_threads';
import type { DataSet } from '../data-set.ts';
import { Names, type Named } from './names.ts';
import type { Rows } from './rows.ts';

export type Value = string | number | null | number[];

/** Rows for several tables. */
export type Batch = Map<string, { columns: string[]; rows: Value[][] }>;

export interface WorkerOptions {
  size: number;
  path: string;
  now: string;
}

const documentsPerBatch = 500;

/** All rows that ingesting the data set leaves in a store, in the order of the documents; made by several threads. */
export async function* batchesOf(
  data: DataSet,
  { path, now, threads }: { path: string; now: string; threads: number },
): AsyncGenerator<Batch> {
  const options: WorkerOptions = { size: data.size, path, now };
  const workers = Array.from(
    { length: threads },
    () => new Worker(new URL('worker.ts', import.meta.url), { workerData: options }),
  );
  try {
    const answers = new Map<number, Promise<{ batch: Batch; named: Named }>>();
    const count = Math.ceil(data.size / documentsPerBatch);
    const ask = (number: number) => {
      if (number >= count) return;
      const from = number * documentsPerBatch;
      const answer = request(workers[number % threads]!, from, Math.min(data.size, from + documentsPerBatch));
      // Awaited in its turn; that it fails before is no error that nobody handles.
      answer.catch(() => {});
      answers.set(number, answer);
    };
    const names = new Names(data, options);
    for (let number = 0; number < 2 * threads; number++) ask(number);
    for (let number = 0; number < count; number++) {
      const { batch, named } = await answers.get(number)!;
      answers.delete(number);
      ask(number + 2 * threads);
      names.add(named);
      yield batch;
    }
    yield batchOf([names.rows()]);
  } finally {
    for (const worker of workers) await worker.terminate();
  }
}

async function request(worker: Worker, from: number, to: number): Promise<{ batch: Batch; named: Named }> {
  return new Promise((resolve, reject) => {
    const onMessage = (answer: { from: number; batch: Batch; named: Named }) => {
      if (answer.from !== from) return;
      worker.off('message', onMessage);
      worker.off('error', reject);
      resolve(answer);
    };
    worker.on('message', onMessage);
    worker.on('error', reject);
    worker.postMessage({ from, to });
  });
}

/** The rows of each table together: lists pass between threads faster than objects. */
export function batchOf(parts: Iterable<Rows>): Batch {
  const batch: Batch = new Map();
  for (const part of parts) {
    for (const [table, rows] of Object.entries(part)) {
      for (const row of rows) {
        let known = batch.get(table);
        if (!known) batch.set(table, (known = { columns: Object.keys(row), rows: [] }));
        known.rows.push(known.columns.map((column) => row[column]!));
      }
    }
  }
  return batch;
}
