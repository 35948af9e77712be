import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { migrationStatus } from '../../src/db/migrate.ts';
import { openStore } from '../../src/db/store.ts';
import { createDatabase, createMigratedDatabase, engines } from '../support/engines.ts';
import { migrationNames, newestVersion } from '../support/migrations.ts';
import { run } from './captured-io.ts';

function writeDocuments(documents: Record<string, string>): string {
  const folder = mkdtempSync(path.join(inject('runDirectory'), 'documents-'));
  for (const [name, text] of Object.entries(documents)) writeFileSync(path.join(folder, name), text);
  return folder;
}

/** A line, whatever time it tells at its end. */
function timed(line: string): unknown {
  return expect.stringMatching(new RegExp(`^${RegExp.escape(line)}; \\d+\\.\\d s\\n$`));
}

const good = { 'a.md': '# One piece of writing\n\nText.', 'b.md': '# Another piece of writing\n\nText.' };

describe.each(engines)('ibid ingest on %s', (engine) => {
  test('migrates, stores, and says what it did; again, nothing is new', async () => {
    await using database = await createDatabase(engine);
    const env = { DATABASE_URL: database.url };
    const folder = writeDocuments(good);
    expect(await run(['ingest', folder], { env })).toEqual({
      status: 0,
      stdout: timed('2 created, 0 updated, 0 unchanged, 0 failed, 0 references added'),
      stderr: '',
    });
    const again = await run(['ingest', folder, '--json'], { env });
    expect(again).toMatchObject({ status: 0, stderr: '' });
    expect(JSON.parse(again.stdout)).toEqual({
      created: 0,
      updated: 0,
      unchanged: 2,
      failed: 0,
      references: 0,
      problems: [],
      seconds: expect.any(Number) as unknown,
      sources: [
        {
          source: folder,
          created: 0,
          updated: 0,
          unchanged: 2,
          failed: 0,
          skipped: 0,
          seconds: expect.any(Number) as unknown,
        },
      ],
    });
  });

  test('exits with 1 where one document fails, and stores the rest', async () => {
    await using database = await createDatabase(engine);
    const folder = writeDocuments({ ...good, 'c.md': '' });
    const { status, stdout } = await run(['ingest', folder, '--json', '--database', database.url]);
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      created: 2,
      failed: 1,
      problems: [{ source: path.join(folder, 'c.md'), code: 'EMPTY_FILE' }],
    });
  });

  test('says of an address that only files are read', async () => {
    await using database = await createDatabase(engine);
    const feed = 'https://journal.example/feed.xml';
    const { status, stdout } = await run(['ingest', feed, '--json', '--database', database.url]);
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      failed: 1,
      problems: [{ source: feed, code: 'ADDRESS_GIVEN' }],
    });
  });

  test('stores nothing in a dry run', async () => {
    await using database = await createDatabase(engine);
    const folder = writeDocuments(good);
    const counts = '2 created, 0 updated, 0 unchanged, 0 failed, 0 references added';
    const dry = await run(['ingest', folder, '--dry-run', '--database', database.url]);
    expect(dry).toEqual({ status: 0, stdout: timed(`Nothing was stored. Would be: ${counts}`), stderr: '' });
    expect((await run(['ingest', folder, '--database', database.url])).stdout).toEqual(timed(counts));
  });

  test('leaves a database that is new as it was in a dry run', async () => {
    await using database = await createDatabase(engine);
    const argv = ['ingest', writeDocuments({ ...good, 'c.md': '' }), '--dry-run', '--database', database.url];
    expect(await run(argv)).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('2 created, 0 updated, 0 unchanged, 1 failed') as unknown,
    });
    await using store = openStore(database.url);
    expect(await migrationStatus(store)).toMatchObject({ version: 0 });
  });

  test('sees in a dry run what is stored', async () => {
    await using database = await createDatabase(engine);
    const argv = ['ingest', writeDocuments(good), '--database', database.url];
    await run(argv);
    expect((await run([...argv, '--dry-run'])).stdout).toContain('0 created, 0 updated, 2 unchanged');
  });

  test('refuses a dry run where migrations are pending, and runs none', async () => {
    await using database = await createMigratedDatabase(engine);
    await using store = openStore(database.url);
    await store.write((trx) => trx.deleteFrom('migration').where('number', '=', newestVersion).execute());
    expect(await run(['ingest', writeDocuments(good), '--dry-run', '--database', database.url])).toEqual({
      status: 2,
      stdout: '',
      stderr: `ibid: Migrations are pending: ${migrationNames.at(-1)}. Run ibid migrate before --dry-run\n`,
    });
    expect(await migrationStatus(store)).toMatchObject({ version: newestVersion - 1 });
  });

  test('stops between documents; what was read is stored', async () => {
    await using database = await createDatabase(engine);
    const argv = ['ingest', writeDocuments(good), '--database', database.url];
    expect(await run(argv, { stop: AbortSignal.abort('SIGINT') })).toEqual({
      status: 130,
      stdout: timed('1 created, 0 updated, 0 unchanged, 0 failed, 0 references added'),
      stderr: 'ibid: stopped after 1 documents, 1 of 2 files\n',
    });
    expect((await run(argv)).stdout).toEqual(
      timed('1 created, 0 updated, 1 unchanged, 0 failed, 0 references added'),
    );
  });
});

test('a dry run makes no file of a database', async () => {
  const folder = mkdtempSync(path.join(inject('runDirectory'), 'none-'));
  const argv = ['ingest', writeDocuments(good), '--dry-run'];
  const { status } = await run([...argv, '--database', `sqlite:${folder}/data/ibid.db`]);
  expect([status, readdirSync(folder)]).toEqual([0, []]);
});

test('a dry run on a server that is not there says so', async () => {
  const argv = ['ingest', writeDocuments(good), '--dry-run', '--database', 'postgres://127.0.0.1:1/none'];
  expect(await run(argv)).toMatchObject({ status: 3, stdout: '' });
});

describe('the progress bar', () => {
  test.each([
    ['is on a terminal', [], true, true],
    ['is not in a pipe', [], false, false],
    ['is not beside JSON', ['--json'], true, false],
  ])('%s', async (_name, flags, terminal, shown) => {
    const { status, stderr, stdout } = await run(
      ['ingest', writeDocuments(good), '--database', 'sqlite::memory:', ...flags],
      { terminal },
    );
    expect(status).toBe(0);
    expect(stderr.includes(' 2 of 2')).toBe(shown);
    expect(stdout).not.toContain('of 2');
  });
});
