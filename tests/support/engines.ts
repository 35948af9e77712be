import { randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';

export type Engine = 'sqlite' | 'postgres';

/** For `describe.each(engines)`. */
export const engines: Engine[] = ['sqlite', 'postgres'];

export interface TestDatabase extends AsyncDisposable {
  url: string;
}

/** A new, private, empty database, removed on disposal. */
export async function createDatabase(engine: Engine): Promise<TestDatabase> {
  return engine === 'sqlite' ? sqliteDatabase() : postgresDatabase();
}

/** The same, of the newest schema: a copy of a database that is migrated once a run. */
export async function createMigratedDatabase(engine: Engine): Promise<TestDatabase> {
  return engine === 'sqlite'
    ? sqliteDatabase(await sqliteTemplate())
    : postgresDatabase(await postgresTemplate());
}

function sqliteDatabase(template?: string): TestDatabase {
  const directory = mkdtempSync(path.join(inject('runDirectory'), 'sqlite-'));
  const file = path.join(directory, 'ibid.db');
  if (template) copyFileSync(template, file);
  return {
    url: `sqlite:${file}`,
    [Symbol.asyncDispose]: async () => rmSync(directory, { recursive: true, force: true }),
  };
}

/** Test workers that need it at the same time each make one, and the last stays: they are equal. */
async function sqliteTemplate(): Promise<string> {
  const template = path.join(inject('runDirectory'), 'template.db');
  if (!existsSync(template)) {
    const directory = mkdtempSync(path.join(inject('runDirectory'), 'template-'));
    const file = path.join(directory, 'ibid.db');
    await migrate(`sqlite:${file}`);
    if (existsSync(`${file}-wal`))
      throw new Error('migrateToLatest left the write-ahead log of its database behind');
    renameSync(file, template);
  }
  return template;
}

async function postgresDatabase(template = 'template1'): Promise<TestDatabase> {
  const name = inject('databasePrefix') + randomBytes(6).toString('hex');
  const server = serverPool();
  await server.query(`create database ${name} template ${template} strategy file_copy`);
  return {
    url: postgresUrl(name),
    // Forced, as a connection of the test may still be closing.
    [Symbol.asyncDispose]: async () =>
      void (await server.query(`drop database if exists ${name} with (force)`)),
  };
}

let pool: pg.Pool | undefined;

/** Kept open by each test worker: to connect takes as long as to make a database. It ends with the worker. */
function serverPool(): pg.Pool {
  if (pool) return pool;
  pool = new pg.Pool({ connectionString: inject('postgresUrl'), max: 2, allowExitOnIdle: true });
  // The server of a run may end before its workers.
  pool.on('error', () => {});
  return pool;
}

let sharedTemplate: Promise<string> | undefined;

/** Asked for once by each test worker. */
function postgresTemplate(): Promise<string> {
  return (sharedTemplate ??= ensurePostgresTemplate());
}

/** Made by the first test worker that needs it, under a lock; its name appears when it is complete. */
async function ensurePostgresTemplate(): Promise<string> {
  const name = `${inject('databasePrefix')}template`;
  await onServer(async (client) => {
    await client.query('select pg_advisory_lock(hashtext($1))', [name]);
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount) return;
    const draft = `${name}_draft`;
    await client.query(`drop database if exists ${draft} with (force)`);
    await client.query(`create database ${draft}`);
    await migrate(postgresUrl(draft));
    await client.query(`alter database ${draft} rename to ${name}`);
  });
  return name;
}

function postgresUrl(database: string): string {
  const url = new URL(inject('postgresUrl'));
  url.pathname = `/${database}`;
  return url.href;
}

async function onServer<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: inject('postgresUrl') });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function migrate(url: string): Promise<void> {
  const { migrateToLatest } = await import('../../src/db/migrate.ts');
  await migrateToLatest(url);
}
