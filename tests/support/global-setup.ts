import { randomBytes } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  statfsSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { type PostgresServer, startPostgres } from './postgres-server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Everything a run writes is below it; removed at the end. */
    runDirectory: string;
    /** Databases of this run start with it: a server named by TEST_DATABASE_URL may serve several runs. */
    databasePrefix: string;
    /** Of the maintenance database, with a role that may create databases. */
    postgresUrl: string;
  }
}

const prefix = 'ibid-test-';
const memory = '/dev/shm';
const memoryWantedBytes = 2 ** 31;

/** One PostgreSQL for the whole run: TEST_DATABASE_URL where it is set, else one of its own. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  removeLeftovers();
  const directory = makeDirectory(openTmpdir());
  // A database is hundreds of files: on a disk a new one takes half a second, in memory a twentieth of that.
  const runDirectory = hasMemory() ? makeDirectory(memory) : directory;
  let server: PostgresServer | undefined;
  const remove = () => {
    for (const made of new Set([directory, runDirectory])) {
      rmSync(made, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
    }
  };
  // Ctrl-C and a failure before the tests end here and not in the teardown.
  const atExit = () => {
    server?.kill();
    remove();
  };
  process.once('exit', atExit);
  for (const [signal, number] of [
    ['SIGINT', 2],
    ['SIGTERM', 15],
    ['SIGHUP', 1],
  ] as const) {
    process.once(signal, () => process.exit(128 + number));
  }

  let postgresUrl = process.env['TEST_DATABASE_URL'];
  if (!postgresUrl) {
    server = await startPostgres(directory, path.join(runDirectory, 'postgres'));
    postgresUrl = server.url;
  }
  const databasePrefix = `ibid_test_${randomBytes(6).toString('hex')}_`;
  project.provide('runDirectory', runDirectory);
  project.provide('databasePrefix', databasePrefix);
  project.provide('postgresUrl', postgresUrl);

  return async () => {
    if (server) await server.stop();
    else await dropDatabases(postgresUrl, databasePrefix);
    remove();
    process.off('exit', atExit);
  };
}

/** As root, PostgreSQL runs as another user: a temporary folder that only root can enter is of no use then. */
function openTmpdir(): string {
  const wanted = tmpdir();
  if (process.getuid?.() !== 0) return wanted;
  for (let folder = realpathSync(wanted); ; folder = path.dirname(folder)) {
    if (!(statSync(folder).mode & 0o001)) return '/tmp';
    if (folder === path.dirname(folder)) return wanted;
  }
}

function makeDirectory(parent: string): string {
  const directory = mkdtempSync(path.join(parent, `${prefix}${process.pid}-`));
  chmodSync(directory, 0o755);
  return directory;
}

/** Not where TMPDIR names a place, nor in a container, which by default gets 64 MB. */
function hasMemory(): boolean {
  try {
    accessSync(memory, constants.W_OK);
    const { bavail, bsize } = statfsSync(memory);
    return !process.env['TMPDIR'] && bavail * bsize > memoryWantedBytes;
  } catch {
    return false;
  }
}

/** What a run left that was killed outright. Its PostgreSQL ends by itself when it finds its files gone. */
function removeLeftovers(): void {
  for (const parent of new Set([tmpdir(), '/tmp', memory])) {
    if (!existsSync(parent)) continue;
    for (const name of readdirSync(parent)) {
      const pid = name.startsWith(prefix) && Number.parseInt(name.slice(prefix.length), 10);
      if (!pid || isRunning(pid)) continue;
      rmSync(path.join(parent, name), { recursive: true, force: true });
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function dropDatabases(url: string, databasePrefix: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ datname: string }>(
      'select datname from pg_database where starts_with(datname, $1)',
      [databasePrefix],
    );
    for (const { datname } of rows) {
      await client.query(`drop database if exists ${pg.escapeIdentifier(datname)} with (force)`);
    }
  } finally {
    await client.end();
  }
}
