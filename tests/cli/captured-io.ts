import { PassThrough } from 'node:stream';
import { runCli } from '../../src/cli.ts';

export interface Run {
  status: number;
  stdout: string;
  stderr: string;
}

/** Runs a command line in this process. Of the environment it sees `env` only. */
export async function run(
  argv: readonly string[],
  options: {
    env?: Record<string, string>;
    terminal?: boolean;
    stop?: AbortSignal;
    stdin?: NodeJS.ReadableStream;
  } = {},
): Promise<Run> {
  const { env = {}, terminal = false, stop = new AbortController().signal, stdin } = options;
  const stdout = new PassThrough();
  const stderr = Object.assign(new PassThrough(), { isTTY: terminal });
  const status = await runCli(argv, { stdout, stderr, env, stopSignal: () => stop, ...(stdin && { stdin }) });
  return { status, stdout: drain(stdout), stderr: drain(stderr) };
}

function drain(stream: PassThrough): string {
  const chunk = stream.read() as Buffer | null;
  return chunk?.toString() ?? '';
}
