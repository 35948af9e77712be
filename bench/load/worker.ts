import { parentPort, workerData } from 'node:worker_threads';
import { DataSet } from '../data-set.ts';
import { batchOf, type WorkerOptions } from './batches.ts';
import { Names } from './names.ts';
import { rowsOf } from './rows.ts';

/** Makes the rows of the documents it is asked for. */
const { size, path, now } = workerData as WorkerOptions;
const data = new DataSet(size);
const context = { data, backlinks: data.countBacklinks(), names: new Names(data, { path, now }), path, now };

parentPort!.on('message', ({ from, to }: { from: number; to: number }) => {
  const indexes = Array.from({ length: to - from }, (_, i) => from + i);
  const batch = batchOf(indexes.values().map((index) => rowsOf(context, index)));
  parentPort!.postMessage({ from, batch, named: context.names.takeNamed() });
});
