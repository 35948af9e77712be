import { existsSync, renameSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { migrateToLatest } from '../src/db/migrate.ts';
import { dataFolder } from './data-folder.ts';
import { DataSet } from './data-set.ts';
import { type Batch, batchesOf } from './load/batches.ts';
import { fillPostgres } from './load/postgres.ts';
import { fillSqlite } from './load/sqlite.ts';
import type { PostgresServer } from './postgres-server.ts';

export const engines = ['sqlite', 'postgres'] as const;
export type Engine = (typeof engines)[number];

/** Of the file that documents of this size are said to have been in. */
export function documentsFile(size: number): string {
  return path.join(dataFolder(), `documents-${size}.jsonl`);
}

/** "10k", "1M" and "25000" as numbers. */
export function parseSize(text: string): number {
  const match = /^(\d+)([kM]?)$/.exec(text);
  if (!match) throw new Error(`A size is a number, as in 10k, 100k or 1M, not ${text}`);
  return Number(match[1]) * (match[2] === 'M' ? 1_000_000 : match[2] === 'k' ? 1000 : 1);
}

/** The store of this size, filled in bulk if it is not there yet. */
export async function ensureStore(
  engine: Engine,
  size: number,
  server: PostgresServer | undefined,
): Promise<string> {
  const data = new DataSet(size);
  const batches = () =>
    progressed(
      batchesOf(data, {
        path: documentsFile(size),
        now: '2024-01-02T00:00:00.000Z',
        threads: Math.max(1, availableParallelism()),
      }),
      `${engine} ${size}`,
    );
  return ensureFilled(engine, { file: `ibid-${size}.db`, database: `ibid_${size}` }, batches, server);
}

/** The store of this name, filled with these rows if it is not there yet. */
export async function ensureFilled(
  engine: Engine,
  names: { file: string; database: string },
  batches: () => AsyncIterable<Batch>,
  server: PostgresServer | undefined,
): Promise<string> {
  if (engine === 'sqlite') {
    const file = path.join(dataFolder(), names.file);
    if (existsSync(file)) return `sqlite:${file}`;
    const unfinished = `${file}.new`;
    for (const suffix of ['', '-wal', '-shm']) rmSync(unfinished + suffix, { force: true });
    await migrateToLatest(`sqlite:${unfinished}`);
    await fillSqlite(unfinished, batches());
    renameSync(unfinished, file);
    return `sqlite:${file}`;
  }
  if (!server) throw new TypeError('PostgreSQL is not running');
  const { database } = names;
  const databases = await server.databases();
  if (databases.includes(database)) return server.url(database);
  const unfinished = `${database}_new`;
  if (databases.includes(unfinished)) await server.dropDatabase(unfinished);
  await server.createDatabase(unfinished);
  await migrateToLatest(server.url(unfinished));
  await fillPostgres(server.url(unfinished), batches());
  await server.renameDatabase(unfinished, database);
  return server.url(database);
}

async function* progressed<Batch>(batches: AsyncIterable<Batch>, what: string): AsyncGenerator<Batch> {
  const start = performance.now();
  let count = 0;
  for await (const batch of batches) {
    yield batch;
    if (++count % 20 > 0) continue;
    const seconds = Math.round((performance.now() - start) / 1000);
    process.stderr.write(`${what}: ${count * 500} articles in ${seconds} s\n`);
  }
}
