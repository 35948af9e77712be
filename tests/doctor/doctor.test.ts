import { existsSync, mkdtempSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, it, test } from 'vitest';
import { withSnapshot } from '../../src/db/snapshot.ts';
import { openStore, type Store } from '../../src/db/store.ts';
import { type CheckResult, type Diagnosis, examineSnapshot } from '../../src/doctor/doctor.ts';
import { run } from '../cli/captured-io.ts';
import { createTestApp, type TestApp } from '../support/app.ts';
import { createDatabase, type Engine, engines } from '../support/engines.ts';
import { ingestVariedDocuments } from './varied-store.ts';

const article = (title: string) => `(select id from article where title = '${title}')`;
const topic = (name: string) => `(select id from topic where name = '${name}')`;
const take = `(select take_id from cross_reference where anchors like '%🕰%' limit 1)`;
const clocks = article('A short history of clocks');
const bells = article('On the casting of bells');
const stamps = `'2020-01-01T00:00:00.000Z'`;
const newTopic = (name: string, broader = 'null') =>
  `insert into topic (uid, key, slug, name, broader_id) values ('${name}', '${name}', '${name}', '${name}', ${broader})`;
const itself = (name: string) =>
  `insert into topic_closure select id, id, 0 from topic where name = '${name}'`;
const below = (ancestor: string, descendant: string, depth: number) =>
  `insert into topic_closure values (${topic(ancestor)}, ${topic(descendant)}, ${depth})`;
/** Three topics, each below the one before; of no article. */
const chain = [
  newTopic('top'),
  newTopic('middle', topic('top')),
  newTopic('low', topic('middle')),
  ...['top', 'middle', 'low'].map(itself),
  below('top', 'middle', 1),
  below('middle', 'low', 1),
  below('top', 'low', 2),
];
const ofTake = `where take_id = ${take} and position = 1`;

/** What is done to a store, the check that finds it, how many it finds, and the first example. */
const faults: [statements: string[], check: string, count: number, example: string | RegExp][] = [
  [['update article set take_count = take_count + 1'], 'take-count', 7, 'a-history-of-shelves (2 for 1)'],
  [
    [`update article set latest_take_at = null where id = ${bells}`],
    'latest-take',
    1,
    /^on-the-casting-of-bells \(none for 2021/,
  ],
  [
    [`update article set reference_count = 0 where id = ${clocks}`],
    'reference-count',
    1,
    'a-short-history-of-clocks (0 for 2)',
  ],
  [
    [`update article set referenced_by_count = 9 where id = ${clocks}`],
    'referenced-by-count',
    1,
    'a-short-history-of-clocks (9 for 2)',
  ],
  [[`update topic set article_count = 0 where name = 'Time'`], 'article-count', 1, 'time (0 for 3)'],
  [
    [...chain, `insert into article_topic values (${clocks}, ${topic('low')}, 'EDITOR', 1, null)`],
    'article-count',
    3,
    'low (0 for 1)',
  ],
  [[...chain, `update topic set broader_id = ${topic('low')} where name = 'top'`], 'topic-circles', 3, 'low'],
  [[...chain, `delete from topic_closure where depth = 2`], 'topic-closure', 1, 'low (not below top)'],
  [[...chain, `update topic_closure set depth = 3 where depth = 2`], 'topic-closure', 2, 'low (below top)'],
  [
    [...chain, `delete from topic_closure where descendant_id = ${topic('low')} and depth = 0`],
    'topic-closure',
    1,
    'low (not below itself)',
  ],
  [[...chain, below('low', 'top', 1)], 'topic-closure', 2, 'middle (not below low)'],
  [
    [`update cross_reference set source_id = ${article('A History of Shelves')} ${ofTake}`],
    'reference-source',
    1,
    /→ /,
  ],
  [[`update cross_reference set take_time = '' ${ofTake}`], 'reference-source', 1, /→ /],
  [[`update cross_reference set target_id = source_id ${ofTake}`], 'reference-to-self', 1, /→ worth-reading/],
  [
    [`update cross_reference set target_take_id = take_id ${ofTake}`],
    'reference-target-take',
    1,
    /→ a-short-history/,
  ],
  [[`update cross_reference set position = 7 ${ofTake}`], 'reference-positions', 1, 'blog.example/p1'],
  [[`update cross_reference set position = 2 ${ofTake}`], 'reference-positions', 1, 'blog.example/p1'],
  [[`update cross_reference set position = position - 1`], 'reference-positions', 4, /./],
  [
    [`update cross_reference set anchors = 'no JSON' ${ofTake}`],
    'anchors',
    1,
    'blog.example/p1 → a-short-history-of-clocks',
  ],
  [[`update cross_reference set anchors = '[]' ${ofTake}`], 'anchors', 1, /./],
  [[`update cross_reference set anchors = '[{"start":0,"end":1}]' ${ofTake}`], 'anchors', 1, /./],
  [[`update take_body set text = 'x' || text where take_id = ${take}`], 'anchors', 2, /./],
  [[`delete from take_body where take_id = ${take}`], 'takes-without-body', 1, 'blog.example/p1'],
  [
    [`delete from cross_reference ${ofTake}`],
    'links-without-reference',
    2,
    'blog.example/p1 → a-short-history-of-clocks',
  ],
  [
    [`delete from take_link where take_id = ${take}`],
    'references-without-link',
    1,
    'blog.example/p1 → a-short-history-of-clocks',
  ],
  [[`delete from article_url where article_id = ${clocks}`], 'article-key', 1, 'a-short-history-of-clocks'],
  [
    [`update article set key = 'elsewhere' where id = ${clocks}`],
    'article-key',
    1,
    'a-short-history-of-clocks',
  ],
  [
    [
      `insert into article_title select ${clocks}, title_id, 'x', 1, 0 from article_title where article_id = ${bells}`,
    ],
    'main-title',
    1,
    'a-short-history-of-clocks',
  ],
  [
    [
      `insert into article (uid, key, slug, title, title_key, created_at, updated_at) values ('x', 'x', 'x', 'x', 'x', ${stamps}, ${stamps})`,
    ],
    'articles-without-source',
    1,
    'x',
  ],
  [
    [
      `insert into title (normal, hash, head, words, segments, eligible) values ('nobody bears it', 1, 2, 3, 3, 1)`,
    ],
    'titles-without-article',
    1,
    'nobody bears it',
  ],
  [
    [`insert into person (uid, key, slug, name) values ('x', 'x', 'x', 'X')`],
    'people-without-byline',
    1,
    'x',
  ],
  [
    [`insert into publisher (uid, key, slug, name) values ('x', 'x', 'x', 'X')`],
    'publishers-without-article',
    1,
    'x',
  ],
  [[newTopic('unused'), itself('unused')], 'topics-without-use', 1, 'unused'],
  [
    [`update source set take_id = null where take_id = ${take}`],
    'takes-without-source',
    1,
    'blog.example/p1',
  ],
  [[`update source set article_id = ${bells} where take_id = ${take}`], 'source-article', 1, /post\.md$/],
];

const wordFaults: Record<Engine, typeof faults> = {
  sqlite: [
    [[`delete from take_words where rowid = ${take}`], 'takes-without-words', 1, 'blog.example/p1'],
    [[`insert into take_words (rowid, words) values (999, 'x')`], 'words-without-take', 1, '999'],
    [
      ['pragma defer_foreign_keys = on', `update article set publisher_id = 999 where id = ${clocks}`],
      'integrity',
      1,
      /^article \d+: no such publisher$/,
    ],
  ],
  postgres: [
    [[`delete from take_words where take_id = ${take}`], 'takes-without-words', 1, 'blog.example/p1'],
    [
      [
        'alter table take_words drop constraint take_words_take_id_fkey',
        `insert into take_words values (999, '{1}')`,
      ],
      'words-without-take',
      1,
      '999',
    ],
    [
      [`alter table source add constraint never check (false) not valid`],
      'integrity',
      1,
      'constraint never is not validated',
    ],
  ],
};

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
    expect(lines.at(-1)).toBe('Schema version 2; all is well');
    for (const line of lines.slice(0, -1)) expect(line).toMatch(/^[a-z-]+: ok$/);
    const checked = new Set(lines.map((line) => line.split(':')[0]));
    for (const [, check] of [...faults, ...wordFaults[engine]]) expect(checked).toContain(check);
  });

  it('finds nothing in topics below topics', async () => {
    const results = await examineAfter(store, [
      ...chain,
      `insert into article_topic values (${clocks}, ${topic('low')}, 'EDITOR', 1, null)`,
      `insert into article_topic values (${clocks}, ${topic('top')}, 'EDITOR', 1, null)`,
      `update topic set article_count = 1 where name in ('top', 'middle', 'low')`,
    ]);
    expect(results.filter(({ count }) => count > 0)).toEqual([]);
  });

  const planted = [...faults, ...wordFaults[engine]].map(
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
      '\ntake-count: 7 articles with a wrong number of takes: a-history-of-shelves (9 for 1), ',
    );
    expect(stdout).toMatch(/, …\n/);
    expect(stdout).toMatch(/\nSchema version 2; something is off in 1 of \d+ checks\n$/);
    const json = await run(['doctor', '--json'], { env });
    expect(json.status).toBe(1);
    const { ok, schemaVersion, checks } = JSON.parse(json.stdout) as {
      ok: boolean;
      schemaVersion: number;
      checks: { name: string }[];
    };
    expect([ok, schemaVersion]).toEqual([false, 2]);
    expect(checks.find(({ name }) => name === 'take-count')).toMatchObject({ ok: false, count: 7 });
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

test('a database that is not there is unreachable, and is not made', async () => {
  const folder = mkdtempSync(path.join(inject('runDirectory'), 'none-'));
  const file = path.join(folder, 'data', 'ibid.db');
  expect(await run(['doctor', '--database', `sqlite:${file}`])).toEqual({
    status: 3,
    stdout: '',
    stderr: `ibid: There is no database ${file}\n`,
  });
  expect(existsSync(path.dirname(file))).toBe(false);
  const { status } = await run(['doctor', '--database', 'postgres://127.0.0.1:1/none']);
  expect(status).toBe(3);
});
