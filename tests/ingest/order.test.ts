import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/app.ts';
import { type Engine, engines } from '../support/engines.ts';
import { listGraph, markdown } from './documents.ts';

/** As in any-set.test.ts. */
const sets = Number(process.env['IBID_TEST_SETS'] ?? 0);
const timeout = sets === 0 ? 60_000 : 3_600_000;
const runs = { sqlite: 12, postgres: 2 } satisfies Record<Engine, number>;
const runsWithEdits = { sqlite: 6, postgres: 1 } satisfies Record<Engine, number>;

/** Titles that hold each other, one borne by two pieces, one of a single word. */
const titles = [
  'A short history of clocks',
  'A short history of clocks and bells',
  'Clocks and Bells',
  'Bells',
  'On the keeping of time',
];
const urls = ['one', 'two', 'three', 'four', 'five'].map((name) => `https://journal.example/${name}`);
const permalinks = ['https://blog.example/p1', 'https://blog.example/p2', 'https://journal.example/p3'];
const people = ['Ada Muster', 'ADA MUSTER', 'ada muster', 'Bob', 'BOB', 'Émile', 'emile'];
const topics = ['Time', 'TIME', 'time', 'Bells', 'bells'];
const publishers = ['The Journal', 'THE JOURNAL', 'journal.example'];

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
const some = (names: readonly string[]) => fc.uniqueArray(fc.constantFrom(...names), { maxLength: 3 });

const sentence = fc.oneof(
  fc
    .constantFrom(...titles, ...titles.map((title) => title.toUpperCase()))
    .map((title) => `As ${title} has it.`),
  fc.constantFrom(...titles).map((title) => `It is “${title}” that counts.`),
  fc
    .tuple(
      fc.constantFrom(...urls, ...permalinks),
      fc.constantFrom('', '/', '?utm_source=x', '#part'),
      fc.constantFrom(...titles),
    )
    .map(([url, end, title]) => `See [the piece ${title}](${url}${end}).`),
);

/** A document with an address: which piece it is about never depends on others. */
const addressed = fc.record({
  title: fc.constantFrom(...titles),
  url: fc.option(fc.constantFrom(...urls, permalinks[0]!, `${urls[0]}/?utm_medium=y`), {
    nil: undefined,
    freq: 5,
  }),
  permalink: maybe(fc.constantFrom(...permalinks)),
  // Two pieces that turn out to be one; and an address that several claim.
  otherUrls: fc.option(
    fc.subarray([urls[0]!, urls[1]!, permalinks[2]!, 'https://s.example/1'], { maxLength: 2 }),
    { nil: [], freq: 3 },
  ),
  headline: maybe(fc.constantFrom('A headline', 'Another')),
  publisher: maybe(fc.constantFrom(...publishers)),
  authors: some(people),
  date: maybe(fc.constantFrom('2020-01-01', '2021-02-03')),
  topics: some(topics),
  summary: maybe(fc.constantFrom('Short.', 'Shorter.')),
  language: maybe(fc.constantFrom('en', 'de')),
  aliases: fc.subarray(['An alias for clocks', titles[3]!], { maxLength: 1 }),
});
const document = fc
  .tuple(addressed, fc.array(sentence, { maxLength: 3 }))
  .map(([{ url, ...facts }, sentences]) => {
    const address = (url ?? facts.permalink) ? url : urls[4];
    return markdown({ ...facts, url: address }, sentences.join('\n\n'));
  });
/** The only one of its title without address, and no other document states that title. */
const titledOnly = fc
  .tuple(some(people), some(topics), fc.array(sentence, { maxLength: 2 }))
  .map(([authors, topics, sentences]) =>
    markdown({ title: 'Known by its title', authors, topics }, sentences.join('\n\n')),
  );

const scenario = fc
  .tuple(fc.array(document, { minLength: 3, maxLength: 9 }), fc.array(titledOnly, { maxLength: 2 }))
  .map(([many, few]) => Object.fromEntries([...many, ...few].map((content, i) => [`${i}.md`, content])))
  .chain((documents) =>
    fc.record({
      documents: fc.constant(documents),
      order: fc.shuffledSubarray(Object.keys(documents), { minLength: Object.keys(documents).length }),
      cuts: fc.array(fc.nat(Object.keys(documents).length), { maxLength: 2 }),
    }),
  );

async function listAfter(
  engine: Engine,
  documents: Record<string, string>,
  runs: readonly string[][],
): Promise<string> {
  await using app = await createTestApp({ engine });
  await app.write(documents);
  for (const names of runs) if (names.length > 0) await app.ingest(names);
  return await listWithoutSlugs(app);
}

/** A slug is given once, by the document that comes first. */
async function listWithoutSlugs(app: TestApp): Promise<string> {
  return JSON.stringify(
    await listGraph(app),
    (key, value: unknown) => (key === 'slug' ? undefined : value),
    1,
  );
}

describe.each(engines)('the graph on %s', (engine) => {
  it('is the same whatever order its documents come in, in one run or three', { timeout }, async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async ({ documents, order, cuts }) => {
        const [first, second] = [...cuts, 0, 0].slice(0, 2).sort((a, b) => a - b) as [number, number];
        const shuffled = [order.slice(0, first), order.slice(first, second), order.slice(second)];
        const straight = await listAfter(engine, documents, [Object.keys(documents)]);
        expect(await listAfter(engine, documents, shuffled)).toBe(straight);
      }),
      { numRuns: sets || runs[engine], seed: 20_260_901 },
    );
  });

  it('is after edits what it were had the documents always been so', { timeout }, async () => {
    await fc.assert(
      fc.asyncProperty(scenario, scenario, async (before, { documents, order }) => {
        await using app = await createTestApp({ engine });
        await app.publish(before.documents);
        // Those that are edited no more stay as they are.
        const after = { ...before.documents, ...documents };
        for (const name of order) await app.publish({ [name]: documents[name]! });
        // What another document kept out comes in once that has changed.
        await app.ingest();
        expect(await listWithoutSlugs(app)).toBe(await listAfter(engine, after, [Object.keys(after)]));
      }),
      { numRuns: sets || runsWithEdits[engine], seed: 20_260_902 },
    );
  });
});
