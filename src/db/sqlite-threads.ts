import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { OverloadedError } from '../program-errors.ts';
import { FairQueue } from './fair-queue.ts';
import type { ThreadAnswer, ThreadData, ThreadError, ThreadOptions, ThreadRequest } from './sqlite-thread.ts';

/** Threads of one store: one long scan does not hold up the next request's. */
const threadLimit = 2;

/** How long a request waits for its first thread, in milliseconds: as long as for a connection to PostgreSQL. */
const patienceMs = 1_000;

interface Task extends ThreadRequest {
  /** Whose it is: a request's statements have one signal in common. */
  owner: AbortSignal | undefined;
  resolve(answer: ThreadAnswer): void;
  reject(reason: unknown): void;
}

/**
 * Runs statements that only read in threads of their own, each with a connection of its own: meanwhile the event
 * loop is free, and can end them. Threads start when they are needed and do not keep the process alive.
 */
export class StatementThreads {
  readonly #path: string;
  readonly #options: ThreadOptions;
  readonly #threads = new Set<StatementThread>();
  readonly #waiting = new FairQueue<AbortSignal | undefined, Task>();
  /** Who has had a thread. */
  readonly #served = new WeakSet<AbortSignal>();
  #isClosed = false;

  constructor(file: string, options: ThreadOptions) {
    this.#path = file;
    this.#options = options;
  }

  /**
   * The rows of a statement that asks whether it is still wanted. When the signal aborts, its reason is the answer, at
   * once; the statement ends at the next row where it asks. Without a signal it waits as long as it takes.
   *
   * @throws OverloadedError where others keep the threads busy: waiting to its deadline, a request would learn
   * that it asked for too much
   */
  async all({ sql, parameters }: ThreadRequest, signal?: AbortSignal): Promise<unknown[]> {
    if (this.#isClosed) throw new Error('The store is closed');
    const { promise, resolve, reject } = Promise.withResolvers<ThreadAnswer>();
    const task: Task = { owner: signal, sql, parameters, resolve, reject };
    this.#waiting.add(signal, task);
    this.#runWaiting();
    const giveUp = (reason: unknown) => {
      reject(reason);
      this.#drop(task);
    };
    const onAbort = () => giveUp(signal?.reason);
    signal?.addEventListener('abort', onAbort, { once: true });
    const timer = setTimeout(() => {
      if (signal && !this.#served.has(signal))
        giveUp(new OverloadedError('Too many requests search at the moment'));
    }, patienceMs);
    try {
      const answer = await promise;
      if ('rows' in answer) return answer.rows;
      // Made here so that its stack says who asked.
      throw toError(answer.error);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    }
  }

  /** Ends what runs and resolves when every connection is closed. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const task of this.#waiting.clear()) task.reject(new Error('The store is closed'));
    await Promise.all([...this.#threads].map((thread) => thread.close()));
  }

  #drop(task: Task): void {
    this.#waiting.remove(task.owner, task);
    for (const thread of this.#threads) if (thread.task === task) thread.stop();
  }

  #runWaiting(): void {
    while (this.#waiting.size > 0) {
      const thread = this.#freeThread();
      if (!thread) return;
      const task = this.#waiting.take()!;
      if (task.owner) this.#served.add(task.owner);
      thread.run(task);
    }
  }

  #freeThread(): StatementThread | undefined {
    for (const thread of this.#threads) if (!thread.task) return thread;
    if (this.#threads.size >= threadLimit) return undefined;
    const thread = new StatementThread(this.#path, this.#options);
    thread.onFree = () => this.#runWaiting();
    // One that breaks is replaced when there is something to run.
    thread.onEnd = () => this.#threads.delete(thread);
    this.#threads.add(thread);
    return thread;
  }
}

/** One thread, with one statement at a time. */
class StatementThread {
  task: Task | undefined;
  onFree: () => void = () => {};
  onEnd: () => void = () => {};
  readonly #stop = new Int32Array(new SharedArrayBuffer(4));
  readonly #worker: Worker;
  #isClosing = false;

  constructor(file: string, options: ThreadOptions) {
    const source = new URL(`sqlite-thread${path.extname(import.meta.filename)}`, import.meta.url);
    const workerData: ThreadData = { path: file, ...options, stop: this.#stop };
    this.#worker = new Worker(source, { name: 'ibid-statements', workerData });
    this.#worker.unref();
    this.#worker.on('message', (answer: ThreadAnswer) => this.#settle((task) => task.resolve(answer)));
    const end = (error: unknown) => {
      this.onEnd();
      this.#settle((task) => task.reject(error));
    };
    this.#worker.on('error', end);
    this.#worker.on('exit', () => end(new Error('The thread that ran the statement ended')));
  }

  run(task: Task): void {
    this.task = task;
    Atomics.store(this.#stop, 0, 0);
    // Somebody waits for it.
    this.#worker.ref();
    const { sql, parameters } = task;
    try {
      this.#worker.postMessage({ sql, parameters }, []);
    } catch (error) {
      this.#settle(({ reject }) => reject(error));
    }
  }

  /** Ends the running statement. */
  stop(): void {
    Atomics.store(this.#stop, 0, 1);
  }

  async close(): Promise<void> {
    const { promise: ended, resolve } = Promise.withResolvers<number>();
    this.#worker.once('exit', resolve);
    this.#isClosing = true;
    this.stop();
    this.#worker.ref();
    this.#worker.postMessage(null, []);
    await ended;
  }

  #settle(settle: (task: Task) => void): void {
    if (!this.task) return;
    settle(this.task);
    this.task = undefined;
    if (!this.#isClosing) this.#worker.unref();
    this.onFree();
  }
}

function toError({ name, message, properties }: ThreadError): Error {
  return Object.assign(new Error(message), name === 'Error' ? {} : { name }, properties);
}
