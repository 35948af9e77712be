import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { withSnapshot } from '../../src/db/snapshot.ts';
import { openStore, type Store } from '../../src/db/store.ts';
import { type CheckResult, type Diagnosis, examineSnapshot } from '../../src/doctor/doctor.ts';
import { run } from '../cli/captured-io.ts';
import { createTestApp, type TestApp } from '../support/app.ts';
import { createDatabase, engines } from '../support/engines.ts';
import { newestVersion } from '../support/migrations.ts';
import { assigned, clocks, engineFaults, faults, topic } from './faults.ts';
import { identityFaults } from './identity-faults.ts';
import { ingestVariedDocuments } from './varied-store.ts';

class Undo extends Error {
  readonly diagnosis: Diagnosis;

  constructor(diagnosis: Diagnosis) {
    super('undo');
    this.diagnosis = diagnosis;
  }
}

/** What is found after these statements, which leave nothing behind. */
async function examineAfter(store: Store, statements: readonly string[]): Promise<CheckResult[]> {
  try {
    await store.write(async (trx) => {
      for (const statement of statements) await sql.raw(statement).execute(trx);
      throw new Undo(await examineSnapshot(trx));
    });
  } catch (error) {
    if (error instanceof Undo) return error.diagnosis.results;
    throw error;
  }
  return [];
}

describe.each(engines)('ibid doctor on %s', (engine) => {
  let app: TestApp;
  let store: Store;
  beforeAll(async () => {
    app = await createTestApp({ engine });
    await ingestVariedDocuments(app);
    store = openStore(app.databaseUrl);
  });
  afterAll(async () => {
    await store[Symbol.asyncDispose]();
    await app[Symbol.asyncDispose]();
  });
  const doctor = (...flags: string[]) =>
    run(['doctor', ...flags], { env: { DATABASE_URL: app.databaseUrl } });

  it('finds nothing after a varied ingest, and says what it checked', async () => {
    const { status, stdout, stderr } = await doctor();
    expect([status, stderr]).toEqual([0, '']);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.at(-1)).toBe(`Schema version ${newestVersion}; all is well`);
    for (const line of lines.slice(0, -1)) expect(line).toMatch(/^[a-z-]+: ok$/);
    const checked = new Set(lines.map((line) => line.split(':')[0]));
    for (const [, check] of [...faults, ...identityFaults, ...engineFaults[engine]])
      expect(checked).toContain(check);
  });

  it('finds nothing in topics below topics', async () => {
    const results = await examineAfter(store, [
      assigned(clocks, topic('low'), 'EDITOR'),
      assigned(clocks, topic('top'), 'EDITOR'),
      `update topic set article_count = 1 where name in ('top', 'middle', 'low')`,
    ]);
    expect(results.filter(({ count }) => count > 0)).toEqual([]);
  });

  const planted = [...faults, ...identityFaults, ...engineFaults[engine]].map(
    (fault) => [fault[1], fault[0].at(-1), fault] as const,
  );
  test.each(planted)('%s finds what is planted: %s', async (name, _, [statements, , count, example]) => {
    const results = await examineAfter(store, statements);
    const finding = results.find((result) => result.name === name);
    expect(finding).toMatchObject({ count });
    expect(finding!.examples).toHaveLength(Math.min(count, 5));
    expect(finding!.examples[0]).toMatch(example);
  });

  it('says what is off, by exit status, in lines and as JSON', async () => {
    await using other = await createTestApp({ engine });
    await ingestVariedDocuments(other);
    await using writer = openStore(other.databaseUrl);
    await writer.write((trx) => trx.updateTable('article').set({ take_count: 9 }).execute());
    const env = { DATABASE_URL: other.databaseUrl };
    const { status, stdout } = await run(['doctor'], { env });
    expect(status).toBe(1);
    expect(stdout).toContain(
      '\ntake-count: 10 articles with a wrong number of takes: a-bare-entry (9 for 0), ',
    );
    expect(stdout).toMatch(/, …\n/);
    expect(stdout).toContain(`\nSchema version ${newestVersion}; something is off in 1 of `);
    const json = await run(['doctor', '--json'], { env });
    expect(json.status).toBe(1);
    const { ok, schemaVersion, checks } = JSON.parse(json.stdout) as {
      ok: boolean;
      schemaVersion: number;
      checks: { name: string }[];
    };
    expect([ok, schemaVersion]).toEqual([false, newestVersion]);
    expect(checks.find(({ name }) => name === 'take-count')).toMatchObject({ ok: false, count: 10 });
    expect(checks.find(({ name }) => name === 'integrity')).toEqual({
      name: 'integrity',
      ok: true,
      count: 0,
      examples: [],
    });
  });

  it('finds pending migrations, and asks no further', async () => {
    await using database = await createDatabase(engine);
    if (engine === 'sqlite') await openEmpty(database.url);
    const { status, stdout } = await run(['doctor', '--json', '--database', database.url]);
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      schemaVersion: 0,
      checks: [{ name: 'schema', ok: false, examples: expect.arrayContaining(['content-graph']) as unknown }],
    });
  });

  it('finds a column that is missing, and asks no further', async () => {
    const results = await examineAfter(store, ['alter table take_body drop column layout']);
    expect(results.filter(({ count }) => count > 0)).toMatchObject([
      { name: 'tables', examples: ['take_body.layout (missing)'] },
    ]);
  });

  it('sees one moment, whatever is written meanwhile', async () => {
    await using writer = openStore(app.databaseUrl);
    const summarise = (summary: string | null) =>
      writer.write((trx) => trx.updateTable('article').set({ summary }).execute());
    const [before, after] = await withSnapshot(store.db, async (snapshot) => {
      const summaries = () => snapshot.selectFrom('article').select('summary').execute();
      const first = await summaries();
      await summarise('written meanwhile');
      return [first, await summaries()];
    });
    await summarise(null);
    expect(after).toEqual(before);
  });

  it('refuses a store that is newer than the program', async () => {
    await using other = await createTestApp({ engine });
    await using writer = openStore(other.databaseUrl);
    await writer.write((trx) =>
      trx.insertInto('migration').values({ number: 99, name: 'of-tomorrow', applied_at: '' }).execute(),
    );
    const { status, stdout, stderr } = await run(['doctor', '--database', other.databaseUrl]);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('schema version 99');
  });
});

async function openEmpty(url: string): Promise<void> {
  await using store = openStore(url);
  await store.write((trx) => sql`select 1`.execute(trx));
}

test('a server that is not there is unreachable', async () => {
  expect((await run(['doctor', '--database', 'postgres://127.0.0.1:1/none'])).status).toBe(3);
});
