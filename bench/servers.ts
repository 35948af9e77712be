import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Engine } from './stores.ts';

export interface ServerKind {
  about: string;
  /** What it reads; null for none. */
  engine: Engine | null;
  /** The dialect in which it is asked. */
  asks: 'ibid' | 'postgraphile' | 'sql' | 'constant';
  /** Below the project's root, with arguments. */
  command: string[];
  environment?: Record<string, string>;
  /** The planner's settings of its connections. */
  plannerOptions?: string;
}

const here = path.basename(import.meta.dirname);
const ibid: Pick<ServerKind, 'asks' | 'command' | 'environment'> = {
  asks: 'ibid',
  command: ['bin/ibid.js', 'serve', '--port', '0'],
  // Every request is a line of the log at the level `info`, its default: an operator of a busy site turns that off.
  environment: { LOG_LEVEL: 'warn' },
};
const indexedLookups =
  '-c plan_cache_mode=force_generic_plan -c enable_hashjoin=off -c enable_mergejoin=off -c enable_seqscan=off -c jit=off';

export const serverKinds: Readonly<Record<string, ServerKind>> = {
  'ibid-sqlite': { about: '`ibid serve` on SQLite, LOG_LEVEL=warn', engine: 'sqlite', ...ibid },
  'ibid-postgres': { about: '`ibid serve` on PostgreSQL, LOG_LEVEL=warn', engine: 'postgres', ...ibid },
  postgraphile: {
    about: 'PostGraphile, Amber preset, as it comes',
    engine: 'postgres',
    asks: 'postgraphile',
    command: [`${here}/servers/postgraphile.ts`],
  },
  'postgraphile-tuned': {
    about: `PostGraphile with the planner settings \`${indexedLookups.replaceAll('-c ', '').trim()}\``,
    engine: 'postgres',
    asks: 'postgraphile',
    command: [`${here}/servers/postgraphile.ts`],
    plannerOptions: indexedLookups,
  },
  'sql-sqlite': {
    about: 'hand-written SQL behind node:http on SQLite, without GraphQL: the limit',
    engine: 'sqlite',
    asks: 'sql',
    command: [`${here}/servers/sql.ts`],
  },
  'sql-postgres': {
    about: 'the same on PostgreSQL, prepared and pipelined, with those planner settings',
    engine: 'postgres',
    asks: 'sql',
    command: [`${here}/servers/sql.ts`],
    plannerOptions: indexedLookups,
  },
  floor: {
    about: 'node:http that answers a constant: the floor',
    engine: null,
    asks: 'constant',
    command: [`${here}/servers/floor.ts`],
  },
};

/** A server that answers. */
export interface RunningServer extends AsyncDisposable {
  /** With a slash at its end. */
  url: URL;
  pid: number;
  /** From its start to its first answer's readiness, in milliseconds. */
  startedInMs: number;
}

const startTimeoutMs = 60_000;

/** @param nodeOptions of Node.js itself, such as `--cpu-prof` */
export async function startServer(
  kind: ServerKind,
  databaseUrl: string | undefined,
  nodeOptions: readonly string[] = [],
): Promise<RunningServer> {
  const start = performance.now();
  const child = spawn(process.execPath, [...nodeOptions, ...kind.command], {
    cwd: path.join(import.meta.dirname, '..'),
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      ...kind.environment,
      ...(databaseUrl !== undefined && { DATABASE_URL: withOptions(databaseUrl, kind.plannerOptions) }),
    },
  });
  const url = await addressOf(child);
  return {
    url,
    pid: child.pid!,
    startedInMs: performance.now() - start,
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await exit;
      clearTimeout(late);
    },
  };
}

function withOptions(databaseUrl: string, options: string | undefined): string {
  return options === undefined ? databaseUrl : `${databaseUrl}?options=${encodeURIComponent(options)}`;
}

async function addressOf(child: ChildProcess): Promise<URL> {
  return new Promise((resolve, reject) => {
    let output = '';
    const timeout = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`The server did not start: ${output}`));
    }, startTimeoutMs);
    child.stdout!.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const address = /answers at (http:\S+)/.exec(output)?.[1];
      if (address === undefined) return;
      clearTimeout(timeout);
      resolve(new URL('/', address));
    });
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}: ${output}`)));
  });
}
