import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../src/db/store.ts';
import { ingest } from '../../src/ingest/ingest.ts';
import { foundFaults } from '../doctor/found-faults.ts';
import { createTestApp } from '../support/app.ts';
import { type Engine, engines } from '../support/engines.ts';
import { markdown } from './documents.ts';

/** As in any-set.test.ts. */
const sets = Number(process.env['IBID_TEST_SETS'] ?? 0);
const timeout = sets === 0 ? 60_000 : 3_600_000;
const runs = { sqlite: 8, postgres: 3 } satisfies Record<Engine, number>;

/** Few names, so that documents share pieces, titles, topics and people, and contradict each other. */
const titles = ['A short history of clocks', 'A short history of clocks and bells', 'On the keeping of time'];
const urls = ['one', 'two', 'three'].map((name) => `https://journal.example/${name}`);
const permalinks = ['https://blog.example/p1', 'https://journal.example/two'];

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const some = (names: readonly string[]) => fc.uniqueArray(fc.constantFrom(...names), { maxLength: 2 });

const sentence = fc.oneof(
  fc.constantFrom(...titles).map((title) => `As ${title} has it.`),
  fc.constantFrom(...urls, ...permalinks).map((url) => `See [this](${url}), 🔔 and [that](${url}#part).`),
);
const document = fc
  .record({
    title: fc.constantFrom(...titles),
    url: maybe(fc.constantFrom(...urls)),
    permalink: maybe(fc.constantFrom(...permalinks)),
    publisher: maybe(fc.constantFrom('The Journal', 'The Blog')),
    authors: some(['Ada', 'ADA', 'Bob']),
    date: maybe(fc.constantFrom('2020-01-01', '2021-02-03')),
    topics: some(['Time', 'TIME', 'Bells']),
    aliases: some(['Clocks through the ages', titles[2]!]),
  })
  .chain((facts) =>
    fc.array(sentence, { maxLength: 3 }).map((sentences) => markdown(facts, sentences.join('\n\n'))),
  );
const names = ['a.md', 'b.md', 'c.md', 'd.md', 'e.md', 'f.md'];
/** Versions of the same files: each after the first is an edit of some of them. */
const version = fc.dictionary(fc.constantFrom(...names), document, { minKeys: 2, maxKeys: names.length });
const history = fc.array(fc.record({ left: version, right: version }), { minLength: 2, maxLength: 3 });

describe.each(engines)('two writers at once on %s', (engine) => {
  it('leave counters that are counts, and nothing that the doctor finds', { timeout }, async () => {
    await fc.assert(
      fc.asyncProperty(history, async (versions) => {
        await using app = await createTestApp({ engine });
        await using one = openStore(app.databaseUrl);
        await using two = openStore(app.databaseUrl);
        for (const { left, right } of versions) {
          // One edits what the other has just read or is about to read.
          await app.write({ ...left, ...right });
          const paths = (documents: object) =>
            Object.keys(documents).map((name) => path.join(app.folder, name));
          await Promise.all([ingest(one, paths(left)), ingest(two, paths(right).toReversed())]);
        }
        expect(await foundFaults(app.databaseUrl)).toEqual([]);
      }),
      { numRuns: sets || runs[engine], seed: 20_261_123 },
    );
  });
});
