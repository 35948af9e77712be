import { parentPort, workerData } from 'node:worker_threads';
import { NodeSqlite } from './node-sqlite.ts';

export interface ThreadOptions {
  busyTimeoutMs: number;
  readOnly: boolean;
}

/** What a thread that runs statements is started with. */
export interface ThreadData extends ThreadOptions {
  path: string;
  /** Shared with the thread that asks. */
  stop: Int32Array;
}

export interface ThreadRequest {
  sql: string;
  parameters: readonly unknown[];
}

/** Of an error, what a message between threads would leave out. */
export interface ThreadError {
  name: string;
  message: string;
  properties: Record<string, unknown>;
}

export type ThreadAnswer = { rows: unknown[] } | { error: ThreadError };

const { path, ...options } = workerData as ThreadData;
let db: NodeSqlite | undefined;

function answer({ sql, parameters }: ThreadRequest): ThreadAnswer {
  try {
    db ??= new NodeSqlite(path, options);
    return { rows: db.prepare(sql).all(parameters) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return {
      error: {
        name: error.name,
        message: error.message,
        properties: Object.fromEntries(Object.entries(error)),
      },
    };
  }
}

/** Null is the last message: a connection that is closed leaves no files behind. */
parentPort?.on('message', (request: ThreadRequest | null) => {
  if (request !== null) return parentPort?.postMessage(answer(request), []);
  db?.close();
  parentPort?.close();
});
