import type { Worker } from 'node:worker_threads';

/** The first message of a worker. @throws where it fails or ends without one: waiting for it would have no end */
export async function messageOf(worker: Worker): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  worker.once('message', resolve);
  worker.once('messageerror', reject);
  worker.once('error', reject);
  worker.once('exit', (code) =>
    reject(new Error(`The worker ended with status ${code} and without a message`)),
  );
  return promise;
}
