import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../src/db/store.ts';
import { prepareStore } from '../../src/reference/prepare-store.ts';
import { reindex } from '../../src/text-index/reindex.ts';
import { run } from '../cli/captured-io.ts';
import { foundFaults } from '../doctor/found-faults.ts';
import { createTestApp, type TestApp } from '../support/app.ts';
import { engines } from '../support/engines.ts';
import { SearchHitsDocument } from '../support/gql/graphql.ts';
import { found } from './found.ts';

const texts = Array.from({ length: 110 }, (_, i) =>
  JSON.stringify({
    title: `Text ${i}`,
    url: `https://texts.example/${i}`,
    markdown: `A bell, number${i}.`,
    authors: ['Ada'],
  }),
).join('\n');

async function change(app: TestApp, ...statements: string[]): Promise<void> {
  await using store = openStore(app.databaseUrl);
  for (const statement of statements) await store.write((trx) => sql.raw(statement).execute(trx));
}

const ofTakes = { types: ['TAKE' as const] };

describe.each(engines)('ibid doctor --reindex on %s', (engine) => {
  it('puts right what is missing, wrong or too much in the index', async () => {
    await using app = await createTestApp({ engine });
    await app.publish({ 'texts.jsonl': texts });
    const id = engine === 'sqlite' ? 'rowid' : 'id';
    await change(
      app,
      `delete from text_index where ${id} in (select id from take where id % 2 = 0)`,
      `update indexed_text set hash = 0 where id in (select id from take where id % 3 = 0)`,
      // Of one the index knows, of the other nothing does.
      `insert into indexed_text values (9999, 1)`,
      ...(engine === 'sqlite'
        ? [`insert into text_index (rowid, title, body) values (8888, '', 'bell')`]
        : []),
      engine === 'sqlite'
        ? `insert into text_index (rowid, title, body) values (9999, '', 'bell')`
        : `insert into text_index values (9999, '''bell'':1', null)`,
      `delete from article_term where article_id % 5 = 0`,
      `update article_term set weight = weight + 1 where article_id % 7 = 0`,
      `delete from term where id = (select term_id from article_term where article_id = 1 limit 1)`,
      `update term set article_count = article_count + 1`,
    );
    expect(await foundFaults(app.databaseUrl)).toHaveLength(4);
    const outcome = await run(['doctor', '--reindex', '--database', app.databaseUrl]);
    expect(outcome).toMatchObject({ status: 0, stderr: '' });
    expect(await foundFaults(app.databaseUrl)).toEqual([]);
    expect(await found(app, 'ada')).toEqual(['person Ada']);
    expect(await found(app, 'number44', ofTakes)).toEqual(['take Text 44']);
    expect((await app.execute(SearchHitsDocument, { query: 'bell' })).search.totalCount).toBe(110);
  });

  it('lets searches find all meanwhile; one that is ended is gone on with', async () => {
    await using app = await createTestApp({ engine });
    await app.publish({ 'texts.jsonl': texts });
    const counts = new Set<number>();
    const steps: [done: number, all: number][] = [];
    {
      await using store = openStore(app.databaseUrl);
      const done = new AbortController();
      const reindexing = reindex(store, (...step) => steps.push(step)).finally(() => done.abort());
      while (!done.signal.aborted) {
        const { search } = await app.execute(SearchHitsDocument, { query: 'bell', first: 0 });
        counts.add(search.totalCount);
      }
      await reindexing;
    }
    expect(steps.at(-1)).toEqual([221, 221]);
    expect([...counts]).toEqual([110]);
    await change(app, `insert into text_queue select id from indexed_text`, `delete from text_index`);
    {
      await using store = openStore(app.databaseUrl);
      await prepareStore(store);
    }
    expect(await foundFaults(app.databaseUrl)).toEqual([]);
  });

  it('refuses a store of another schema', async () => {
    await using app = await createTestApp({ engine });
    await change(app, `delete from migration where number = (select max(number) from migration)`);
    const { status, stderr } = await run(['doctor', '--reindex', '--database', app.databaseUrl]);
    expect(status).toBe(2);
    expect(stderr).toMatch(
      /^ibid: Migrations are pending: \S+\. Run ibid migrate before ibid doctor --reindex\n$/,
    );
  });
});

it('ibid doctor --reindex empties an index on SQLite that is broken', async () => {
  await using app = await createTestApp({ engine: 'sqlite' });
  await app.publish({ 'texts.jsonl': texts });
  {
    using db = new DatabaseSync(app.databaseUrl.slice('sqlite:'.length), { defensive: false });
    db.exec('delete from text_index_data where id > 20');
  }
  expect(await foundFaults(app.databaseUrl)).toEqual([expect.stringMatching(/^integrity: 1, .*text_index/)]);
  expect(await run(['doctor', '--reindex', '--database', app.databaseUrl])).toMatchObject({ status: 0 });
  expect(await found(app, 'number44', ofTakes)).toEqual(['take Text 44']);
});

it('words of takes on SQLite that are broken, or that a migration dropped, are stored anew', async () => {
  await using app = await createTestApp({ engine: 'sqlite' });
  const [gardens, walks] = ['The Slow Growth of Quiet Gardens', 'A Long Walk through Old Towns'];
  await app.publish({ 'texts.jsonl': texts, 'take.md': `# Take\n\n${gardens}. ${walks}.` });
  await change(app, 'delete from take_words_postings');
  expect(await foundFaults(app.databaseUrl)).toEqual([
    expect.stringMatching(/^integrity: \d+, take_words_segment 1: 0 of \d+ postings/),
  ]);
  expect(await run(['doctor', '--reindex', '--database', app.databaseUrl])).toMatchObject({ status: 0 });
  const piece = (title: string) => `---\ntitle: ${title}\nurl: https://a.example/${title.length}\n---\n`;
  expect(await app.publish({ 'one.md': piece(gardens) })).toMatchObject({ references: 1 });
  await change(
    app,
    'update take_words set segment = null',
    'delete from take_words_segment',
    'delete from take_words_postings',
  );
  {
    await using store = openStore(app.databaseUrl);
    await prepareStore(store);
  }
  expect(await foundFaults(app.databaseUrl)).toEqual([]);
  expect(await app.publish({ 'two.md': piece(walks) })).toMatchObject({ references: 1 });
});
