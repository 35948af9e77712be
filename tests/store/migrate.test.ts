import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { dialectOf } from '../../src/db/dialect.ts';
import { migrate } from '../../src/db/migrate.ts';
import { openStore } from '../../src/db/store.ts';
import { createDatabase, createMigratedDatabase, engines } from '../support/engines.ts';
import { migrationNames, newestVersion } from '../support/migrations.ts';
import { columnsOfRowTypes } from './row-types.ts';

const main = path.join(import.meta.dirname, '../../src/main.ts');

async function runMigrate(url: string): Promise<{ code: number; output: string }> {
  const child = spawn(process.execPath, [main, 'migrate', '--database', url], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  child.stderr.on('data', (chunk) => (output += String(chunk)));
  const [code] = (await once(child, 'close')) as [number];
  return { code, output };
}

describe.each(engines)('migrations on %s', (engine) => {
  it('run once when two processes start together', async () => {
    await using database = await createDatabase(engine);
    const both = await Promise.all([runMigrate(database.url), runMigrate(database.url)]);
    expect(both).toMatchObject([{ code: 0 }, { code: 0 }]);
    await using store = openStore(database.url);
    const applied = await store.db.selectFrom('migration').select(['number', 'name']).execute();
    expect(applied).toEqual(migrationNames.map((name, i) => ({ number: i + 1, name })));
  });

  it('refuse a store that is newer than the program, and leave it alone', async () => {
    await using database = await createMigratedDatabase(engine);
    await using store = openStore(database.url);
    await store.write((trx) =>
      trx
        .insertInto('migration')
        .values({ number: newestVersion + 1, name: 'of-tomorrow', applied_at: '2030-01-01T00:00:00.000Z' })
        .execute(),
    );
    const { code, output } = await runMigrate(database.url);
    expect(output).toContain(
      `The database has schema version ${newestVersion + 1}; this program knows up to ${newestVersion}. Use a newer Ibid.`,
    );
    expect(output).not.toContain('    at ');
    expect(code).toBe(2);
  });

  it('leave nothing where one fails half-way', async () => {
    await using database = await createDatabase(engine);
    await using store = openStore(database.url);
    // The first migration makes its tables before it comes to this one.
    await store.write((trx) => sql`create table source (id integer)`.execute(trx));
    await expect(migrate(store)).rejects.toThrow(/source/);
    const tables = new Set((await dialectOf(store.db).listColumns(store.db)).map(({ table }) => table));
    expect([...tables]).toEqual(['source']);
    await store.write((trx) => sql`drop table source`.execute(trx));
    expect(await migrate(store)).toEqual({ version: newestVersion, pending: [] });
  });

  it('make the columns that the row types say', async () => {
    await using database = await createMigratedDatabase(engine);
    await using store = openStore(database.url);
    const columns = await dialectOf(store.db).listColumns(store.db);
    const described = columns
      .filter(({ table }) => !/^(take_words|text_index)/.test(table))
      .map(
        ({ table, column, nullable, type }) =>
          `${table}.${column}: ${kindOf(type)}${nullable ? ' | null' : ''}`,
      );
    expect(described.sort()).toEqual(columnsOfRowTypes());
  });
});

function kindOf(type: string): 'string' | 'number' {
  return /^text$/i.test(type) ? 'string' : 'number';
}
