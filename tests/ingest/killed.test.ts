import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { dialectOf } from '../../src/db/dialect.ts';
import { migrate } from '../../src/db/migrate.ts';
import { openStore } from '../../src/db/store.ts';
import { compileCache } from '../cli/ibid-process.ts';
import { foundFaults } from '../doctor/found-faults.ts';
import { createTestApp, type TestApp } from '../support/app.ts';
import { createDatabase, createMigratedDatabase, type Engine, engines } from '../support/engines.ts';
import { listGraph } from './documents.ts';
import { earlier, later } from './killed-documents.ts';

/** Kills for each engine: a few in every run of the tests, many by `npm run test:kill`. */
const ingestKills = Number(process.env['IBID_TEST_KILLS'] ?? 3);
const migrationKills = Math.ceil(ingestKills / 3);
const seed = 20_261_123;

const program = path.join(import.meta.dirname, 'dying-process.ts');

interface Death {
  signal: NodeJS.Signals | null;
  stdout: string;
}

async function runDying(args: readonly string[]): Promise<Death> {
  const child = spawn(process.execPath, [program, ...args], {
    env: compileCache(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [stdout] = await Promise.all([text(child.stdout), once(child, 'close')]);
  return { signal: child.signalCode, stdout };
}

/** How many statements of an undisturbed run end within a transaction. */
async function statementsInside(args: readonly string[]): Promise<number> {
  const { stdout } = await runDying(args);
  return Number(stdout);
}

/** A place among them, counted from 1: evenly spread, each drawn within its part (mulberry32). */
function draw(places: number, i: number, count: number): number {
  let state = (seed + i * 0x6d2b79f5) | 0;
  state = Math.imul(state ^ (state >>> 15), state | 1);
  state ^= state + Math.imul(state ^ (state >>> 7), state | 61);
  const random = ((state ^ (state >>> 14)) >>> 0) / 2 ** 32;
  return 1 + Math.floor(((i + random) / count) * places);
}

const upTo = (count: number) => Array.from({ length: count }, (_, i) => i);

/** A store with the earlier versions, and the folder with the later ones. */
async function createEditedApp(engine: Engine): Promise<TestApp> {
  const app = await createTestApp({ engine });
  await app.publish(earlier);
  await app.write(later);
  return app;
}

describe.each(engines)('an ingest that is killed on %s', (engine) => {
  let places: number;
  let wanted: string;
  beforeAll(async () => {
    await using app = await createEditedApp(engine);
    places = await statementsInside([app.databaseUrl, '0', app.folder]);
    wanted = JSON.stringify(await listGraph(app), null, 1);
  });

  it.each(upTo(ingestKills))('gives the same graph when it is run again: %i', async (i) => {
    await using app = await createEditedApp(engine);
    const place = draw(places, i, ingestKills);
    const { signal } = await runDying([app.databaseUrl, String(place), app.folder]);
    expect(signal).toBe('SIGKILL');
    expect(await foundFaults(app.databaseUrl), `killed after statement ${place}`).toEqual([]);
    expect(await app.ingest()).toMatchObject({ failed: 0, problems: [] });
    expect(JSON.stringify(await listGraph(app), null, 1), `killed after statement ${place}`).toBe(wanted);
    expect(await foundFaults(app.databaseUrl)).toEqual([]);
  });
});

describe.each(engines)('migrations that are killed on %s', (engine) => {
  let places: number;
  let wanted: unknown;
  beforeAll(async () => {
    await using database = await createDatabase(engine);
    places = await statementsInside([database.url, '0']);
    await using migrated = await createMigratedDatabase(engine);
    wanted = await schemaOf(migrated.url);
  });

  it.each(upTo(migrationKills))('are completed when they are run again: %i', async (i) => {
    await using database = await createDatabase(engine);
    const place = draw(places, i, migrationKills);
    expect(await runDying([database.url, String(place)])).toMatchObject({ signal: 'SIGKILL' });
    await using store = openStore(database.url);
    expect(await migrate(store)).toMatchObject({ pending: [] });
    expect(await schemaOf(database.url)).toEqual(wanted);
    expect(await foundFaults(database.url), `killed after statement ${place}`).toEqual([]);
  });
});

/** Its columns and indexes. */
async function schemaOf(url: string): Promise<unknown> {
  await using store = openStore(url);
  const dialect = dialectOf(store.db);
  const list =
    dialect.engine === 'sqlite'
      ? sql<{ line: string }>`select name || sql as line from sqlite_schema where sql is not null order by 1`
      : sql<{
          line: string;
        }>`select indexdef as line from pg_indexes where schemaname = current_schema() order by 1`;
  return [await dialect.listColumns(store.db), (await list.execute(store.db)).rows];
}
