import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { openStore, type Store } from '../../src/db/store.ts';
import { ingest } from '../../src/ingest/ingest.ts';
import { foundFaults } from '../doctor/found-faults.ts';
import { createTestApp } from '../support/app.ts';
import { type Engine, engines } from '../support/engines.ts';
import { listGraph, markdown } from './documents.ts';

const target = markdown(
  { title: 'On the casting of bells', url: 'https://journal.example/bells' },
  'Bronze.',
);
const ends = {
  link: markdown({ title: 'Source' }, 'See [this](https://journal.example/bells).'),
  title: markdown({ title: 'Source' }, 'As On the casting of bells has it.'),
};

/** A store whose first transaction that has stored a document stays open, all its statements done, until it is released. */
function heldOpen(store: Store): { held: Store; stored: Promise<void>; release: () => void } {
  const stored = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const held: Store = {
    db: store.db,
    write: (work) =>
      store.write(async (trx) => {
        const result = await work(trx);
        if (await trx.selectFrom('source').select('id').executeTakeFirst()) {
          stored.resolve();
          await released.promise;
        }
        return result;
      }),
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  };
  return { held, stored: stored.promise, release: released.resolve };
}

/** Resolves once a writer of this store has been turned away (SQLite) or stands in line (PostgreSQL). */
async function isWaiting(engine: Engine, store: Store, refusals: () => number): Promise<void> {
  const waiters = async () => {
    if (engine === 'sqlite') return refusals();
    const { rows } = await sql<{ count: number }>`
      select count(*) as count from pg_locks join pg_database on pg_database.oid = database
      where locktype = 'advisory' and not granted and datname = current_database()
    `.execute(store.db);
    return rows[0]!.count;
  };
  while ((await waiters()) === 0) await sleep(5);
}

describe.each(engines)('two transactions at once on %s', (engine) => {
  it.each([
    ['link', 'source.md', 'target.md'],
    ['link', 'target.md', 'source.md'],
    ['title', 'source.md', 'target.md'],
    ['title', 'target.md', 'source.md'],
  ] as const)(
    'that each store one end of a reference by %s keep it: %s, then %s',
    async (by, first, second) => {
      await using app = await createTestApp({ engine });
      await app.write({ 'source.md': ends[by], 'target.md': target });
      let refusals = 0;
      await using one = openStore(app.databaseUrl);
      await using two = openStore(app.databaseUrl, {
        log: ({ level }) => void (refusals += Number(level === 'error')),
      });

      const { held, stored, release } = heldOpen(one);
      const ingestingFirst = ingest(held, [path.join(app.folder, first)]);
      await stored;
      const ingestingSecond = ingest(two, [path.join(app.folder, second)]);
      // Without turns the second goes through while the first is not to be seen yet.
      await Promise.race([ingestingSecond, isWaiting(engine, one, () => refusals)]);
      release();

      const reports = await Promise.all([ingestingFirst, ingestingSecond]);
      expect(reports.map(({ created, references }) => [created, references])).toEqual([
        [1, 0],
        [1, 1],
      ]);
      const { articles } = await listGraph(app);
      const edges = articles.flatMap(({ title, references }) =>
        references.nodes.map((node) => [title, node.title]),
      );
      expect(edges).toEqual([['Source', 'On the casting of bells']]);
      expect(await foundFaults(app.databaseUrl)).toEqual([]);
    },
  );

  it('find in a new text what the other one named since', async () => {
    await using app = await createTestApp({ engine });
    // Many texts of one process look titles and topics up: what is there it knows.
    await app.publish({
      'first.md': markdown({ title: 'First' }, 'Of the ringing of changes, and of iron.'),
    });
    await app.write({
      'target.md': target,
      'topic.md': markdown({ title: 'Another', topics: ['Iron'] }, 'Nothing.'),
    });
    await using other = openStore(app.databaseUrl);
    await ingest(other, [app.folder]);
    const { references } = await app.publish({
      'last.md': markdown({ title: 'Last' }, 'As On the casting of bells has it: iron, iron and iron again.'),
    });
    expect(references).toBe(1);
    const { articles } = await listGraph(app);
    const last = articles.find((article) => article.title === 'Last');
    expect(last!.topics.edges.map(({ node }) => node.name)).toEqual(['Iron']);
    expect(await foundFaults(app.databaseUrl)).toEqual([]);
  });
});
