import { existsSync, mkdtempSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'kysely';
import { describe, expect, inject, test } from 'vitest';
import { openStore } from '../../src/db/store.ts';
import { createDatabase, engines } from '../support/engines.ts';
import { migrationNames, newestVersion } from '../support/migrations.ts';
import { run } from './captured-io.ts';

/** Makes the file of an SQLite database, with nothing in it. */
async function connectTo(url: string): Promise<void> {
  await using store = openStore(url);
  await store.write((trx) => sql`select 1`.execute(trx));
}

describe.each(engines)('ibid migrate on %s', (engine) => {
  test('says what is pending, migrates, and has nothing left to do', async () => {
    await using database = await createDatabase(engine);
    await connectTo(database.url);
    const env = { DATABASE_URL: database.url };
    const done = { status: 0, stdout: `Schema version ${newestVersion}; nothing is pending\n`, stderr: '' };
    expect(await run(['migrate', '--status'], { env })).toEqual({
      status: 0,
      stdout: `Schema version 0; pending: ${migrationNames.join(', ')}\n`,
      stderr: '',
    });
    expect(await run(['migrate'], { env })).toEqual(done);
    expect(await run(['migrate', '--status'], { env })).toEqual(done);
  });

  test('is needed before serve --no-migrate', async () => {
    await using database = await createDatabase(engine);
    await connectTo(database.url);
    expect(await run(['serve', '--no-migrate', '--port', '0', '--database', database.url])).toEqual({
      status: 2,
      stdout: '',
      stderr: `ibid: Migrations are pending: ${migrationNames.join(', ')}. Run ibid migrate, or serve without --no-migrate\n`,
    });
  });
});

test.each([['migrate', '--status'], ['serve', '--no-migrate', '--port', '0'], ['doctor']])(
  'ibid %s %s makes no database where there is none',
  async (...argv) => {
    const folder = path.join(mkdtempSync(path.join(inject('runDirectory'), 'none-')), 'data');
    const file = path.join(folder, 'ibid.db');
    expect(await run([...argv.filter((word) => word), '--database', `sqlite:${file}`])).toEqual({
      status: 3,
      stdout: '',
      stderr: `ibid: There is no database ${file}\n`,
    });
    expect(existsSync(folder)).toBe(false);
  },
);
