import { setTimeout as sleep } from 'node:timers/promises';
import { Random } from '../text/random.ts';
import { Connection } from './connection.ts';
import { cpuMsOf } from './process-usage.ts';

export interface Load {
  connections: number;
  seconds: number;
  warmUpSeconds: number;
}

/** Of one server in one round. Times are in milliseconds. */
export interface Measurement {
  perSecond: number;
  p50: number;
  p99: number;
  /** Of the server's process, all threads, a request. */
  cpuMs: number;
  /** Of an answer's body, on average. */
  bytes: number;
  /** Answers whose status was not 200. */
  failed: number;
}

/** Asks on so many connections at once, each again as soon as it is answered. */
export async function measure(
  url: URL,
  pid: number,
  requests: readonly Buffer[],
  { connections, seconds, warmUpSeconds }: Load,
): Promise<Measurement> {
  const open = await Promise.all(Array.from({ length: connections }, () => Connection.open(url)));
  let times: number[] = [];
  let bytes = 0;
  let failed = 0;
  const end = new AbortController();
  const run = async (connection: Connection, number: number) => {
    const random = new Random('load', number);
    while (!end.signal.aborted) {
      const start = performance.now();
      const answer = await connection.ask(random.pick(requests));
      times.push(performance.now() - start);
      bytes += answer.bytes;
      if (answer.status !== 200) failed++;
    }
  };
  const running = Promise.all(open.map(run));
  // A server that closes connections ends the measurement, whenever it does.
  running.catch(() => {});
  await Promise.race([sleep(warmUpSeconds * 1000), running]);
  [times, bytes, failed] = [[], 0, 0];
  const cpuBefore = cpuMsOf(pid);
  const start = performance.now();
  await Promise.race([sleep(seconds * 1000), running]);
  const elapsed = (performance.now() - start) / 1000;
  const cpu = cpuMsOf(pid) - cpuBefore;
  const [counted, size, refused] = [times.length, bytes, failed];
  const sorted = Float64Array.from(times).sort();
  end.abort();
  await running;
  for (const connection of open) connection.close();
  return {
    perSecond: counted / elapsed,
    p50: sorted[Math.floor(counted * 0.5)] ?? NaN,
    p99: sorted[Math.floor(counted * 0.99)] ?? NaN,
    cpuMs: cpu / counted,
    bytes: size / counted,
    failed: refused,
  };
}
