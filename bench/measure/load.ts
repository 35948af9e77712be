import { setTimeout as sleep } from 'node:timers/promises';
import { Random } from '../text/random.ts';
import { Connection } from './connection.ts';
import { cpuMsOf, cpuMsOfFamily } from './process-usage.ts';

/** The server that is asked, and which process is behind it. */
export interface Target {
  url: URL;
  pid: number;
  /** PostgreSQL's first process, the parent of all others; null for a server without one. */
  postgresPid: number | null;
}

export interface Load {
  connections: number;
  /** At least: it takes longer where answers do. */
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
  /** Of PostgreSQL's processes, what they do in the background included, a request; NaN without PostgreSQL. */
  databaseCpuMs: number;
  /** Of an answer's body, on average. */
  bytes: number;
  /** Answers whose status was not 200. */
  failed: number;
}

/**
 * Asks on so many connections at once, each again as soon as it is answered. What is slow is asked and measured until as
 * many answers came as there are connections, so that there is always something to count.
 */
export async function measure(
  { url, pid, postgresPid }: Target,
  requests: readonly Buffer[],
  { connections, seconds, warmUpSeconds }: Load,
): Promise<Measurement> {
  const open = await Promise.all(Array.from({ length: connections }, () => Connection.open(url)));
  let times: number[] = [];
  let bytes = 0;
  let failed = 0;
  let onAnswer = () => {};
  const end = new AbortController();
  const run = async (connection: Connection, number: number) => {
    const random = new Random('load', number);
    while (!end.signal.aborted) {
      const start = performance.now();
      const answer = await connection.ask(random.pick(requests));
      times.push(performance.now() - start);
      bytes += answer.bytes;
      if (answer.status !== 200) failed++;
      onAnswer();
    }
  };
  const running = Promise.all(open.map(run));
  // A server that closes connections ends the measurement, whenever it does.
  running.catch(() => {});
  const last = async (atLeast: number) => {
    const enough = new Promise<void>((resolve) => {
      onAnswer = () => {
        if (times.length === connections) resolve();
      };
    });
    await Promise.race([Promise.all([sleep(atLeast * 1000), enough]), running]);
  };
  await last(warmUpSeconds);
  [times, bytes, failed] = [[], 0, 0];
  const databaseCpuMs = () => (postgresPid === null ? NaN : cpuMsOfFamily(postgresPid));
  const [cpuBefore, databaseCpuBefore] = [cpuMsOf(pid), databaseCpuMs()];
  const start = performance.now();
  await last(seconds);
  const elapsed = (performance.now() - start) / 1000;
  const [cpu, databaseCpu] = [cpuMsOf(pid) - cpuBefore, databaseCpuMs() - databaseCpuBefore];
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
    databaseCpuMs: databaseCpu / counted,
    bytes: size / counted,
    failed: refused,
  };
}
