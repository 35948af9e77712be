import { type ChildProcessByStdio, spawn, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { inject } from 'vitest';

const main = path.join(import.meta.dirname, '..', '..', 'src', 'main.ts');

export type IbidProcess = ChildProcessByStdio<null, Readable, Readable>;

export interface Finished {
  /** Null where a signal ended it. */
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Where Node.js keeps what it compiled: a third of the work of a start, which the processes of a run leave each other. */
export function compileCache(): { NODE_COMPILE_CACHE: string } {
  return { NODE_COMPILE_CACHE: path.join(inject('runDirectory'), 'compiled') };
}

/**
 * Ibid as a process of its own, with nothing of Ibid's but `env` in its environment.
 *
 * @param cwd where it is started; here by default
 */
export function spawnIbid(
  args: readonly string[],
  env: Record<string, string> = {},
  cwd?: string,
): IbidProcess {
  const stdio: StdioOptions = ['ignore', 'pipe', 'pipe'];
  return spawn(process.execPath, [main, ...args], {
    env: { ...compileCache(), ...env },
    cwd,
    stdio,
  }) as IbidProcess;
}

/** To be called before the process can end. */
export async function finish(child: IbidProcess): Promise<Finished> {
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { status: child.exitCode, stdout, stderr };
}

export async function runIbid(args: readonly string[], env: Record<string, string> = {}): Promise<Finished> {
  return finish(spawnIbid(args, env));
}

export interface Serving extends AsyncDisposable {
  /** What it printed once it listened. */
  line: string;
  origin: string;
  /** Sends the signal and resolves to how it ended. */
  stop(signal: NodeJS.Signals): Promise<Finished>;
}

/** `ibid serve` on a free port of loopback. */
export async function startIbid(
  args: readonly string[],
  env: Record<string, string>,
  cwd?: string,
): Promise<Serving> {
  const child = spawnIbid(['serve', '--port', '0', ...args], env, cwd);
  const finished = finish(child);
  const lines = createInterface({ input: child.stdout });
  const printed: string[] = [];
  lines.on('line', (line) => printed.push(line));
  await Promise.race([once(lines, 'line'), finished]);
  const [line] = printed;
  if (line === undefined) throw new Error(`ibid serve did not start: ${(await finished).stderr}`);
  return {
    line,
    origin: new URL(/http:\S+/.exec(line)?.[0] ?? '').origin,
    stop: (signal) => {
      child.kill(signal);
      return finished;
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await finished;
    },
  };
}
