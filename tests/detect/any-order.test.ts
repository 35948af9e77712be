import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/app.ts';
import { type Engine, engines } from '../support/engines.ts';
import { articlesWithReferences, piece } from './found-references.ts';

/** Titles that overlap and cover each other: some not eligible, some short, some equal but for their spelling. */
const titles = [
  'A History of Tables', 'a history of tables.', 'A History of Tables and Chairs', 'Of Tables and Chairs We Sing', 'We Sing of a History',
  'Tables', 'Graph Theory', 'On Graph Theory', 'Graph theory', 'What Is It', 'The Shape of Things to Come', 'Things to Come and Graph Theory',
  'Who Goes There, Graph Theory?', 'To Come and Go and Come Again',
]; // prettier-ignore
const addresses = ['/a', '/b', '/b#part', '/c', '/d', '/e'].map((path) => `https://known.example${path}`);

const title = fc.constantFrom(...titles);
/** Of link posts (another site) and of pieces of one's own with a second address. */
const permalinks = [0, 1, 2, 3, 4, 5].flatMap((i) => [
  `https://blog.example/${i}`,
  `https://known.example/own/${i}`,
]);
const address = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...addresses.slice(0, 4)) },
  { weight: 1, arbitrary: fc.constantFrom(...addresses, ...permalinks) },
);
const fragment = fc.oneof(
  { weight: 4, arbitrary: title },
  { weight: 1, arbitrary: title.map((words) => words.toLowerCase()) },
  { weight: 1, arbitrary: title.map((words) => `“${words}”`) },
  { weight: 1, arbitrary: title.map((words) => `*${words}*`) },
  { weight: 1, arbitrary: title.map((words) => `\n\n> ${words}\n\n`) },
  { weight: 2, arbitrary: fc.tuple(title, address).map(([words, url]) => `[${words}](${url})`) },
  { weight: 1, arbitrary: address.map((url) => `[![x](https://i.example/a)](${url})`) },
  {
    weight: 2,
    arbitrary: fc.constantFrom('and', 'of tables', 'and chairs we sing', 'is', 'x', '\n\n', '. '),
  },
);

/**
 * A version of a document of the publication. Its address is its own, so that identity does not depend on what other
 * documents say; that is tested with the ingest.
 */
const version = fc.record({
  title,
  aliases: fc.oneof(
    { weight: 3, arbitrary: fc.constant<string[]>([]) },
    title.map((alias) => [alias]),
  ),
  permalink: fc.option(fc.nat({ max: 1 }), { freq: 2, nil: undefined }),
  body: fc
    .array(fragment, { minLength: 1, maxLength: 6, size: 'max' })
    .map((fragments) => fragments.join(' ')),
});

type Version = typeof version extends fc.Arbitrary<infer T> ? T : never;

const story = fc
  .record({
    versions: fc.array(version, { minLength: 3, maxLength: addresses.length }),
    edited: fc.nat(),
    before: version,
    orders: fc.tuple(fc.infiniteStream(fc.nat()), fc.infiniteStream(fc.nat())),
    editAt: fc.tuple(fc.nat(), fc.nat()),
  })
  .map(({ versions, edited, before, orders, editAt }) => {
    const final = versions.map((facts, i) => [`${i}.md`, documentOf(facts, i)] as const);
    const changed = edited % final.length;
    const edit = [`${changed}.md`, documentOf(before, changed)] as const;
    return {
      final,
      /** Each a way to the final documents, one of which comes in an earlier version first. */
      ways: orders.map((order, i) => {
        const ranks = [...order.take(final.length)];
        const way = final
          .map((document, j) => ({ document, rank: ranks[j]! }))
          .sort((a, b) => a.rank - b.rank);
        const documents = way.map(({ document }) => document);
        const at = documents.findIndex(([name]) => name === edit[0]);
        documents.splice(editAt[i]! % (at + 1), 0, edit);
        // As often as not everything else stands before the edit.
        return editAt[i]! % 2
          ? [...documents.filter((document) => document !== final[changed]), final[changed]!]
          : documents;
      }),
    };
  });

function documentOf({ title: stated, permalink, ...facts }: Version, i: number): string {
  const own = permalink === undefined ? {} : { permalink: permalinks[2 * i + permalink]! };
  return piece(stated, { url: addresses[i]!, ...own, date: `2020-01-0${i + 1}`, ...facts });
}

async function answerFor(
  engine: Engine,
  documents: readonly (readonly [string, string])[],
): Promise<unknown> {
  await using app = await createTestApp({ engine });
  for (const [name, document] of documents) {
    expect(await app.publish({ [name]: document })).toMatchObject({ failed: 0, problems: [] });
  }
  return await answerOf(app);
}

/** Everything but ids and slugs, which depend on what came first. */
async function answerOf(app: TestApp): Promise<unknown> {
  const articles = await articlesWithReferences(app);
  const known = articles.map(({ slug: _, references, ...article }) => ({
    ...article,
    references: references.edges.map(({ node, reference: { id: _, ...reference } }) => ({
      node: node.url,
      ...reference,
    })),
  }));
  return known.sort((a, b) => (a.url! < b.url! ? -1 : 1));
}

/** As in tests/ingest/any-set.test.ts. */
const sets = Number(process.env['IBID_TEST_SETS'] ?? 0);

describe.each(engines)('on %s', (engine) => {
  const numRuns = sets || { sqlite: 20, postgres: 3 }[engine];

  it(`the references of a set of documents do not depend on the way to it (${numRuns} sets)`, async () => {
    let references = 0;
    await fc.assert(
      fc.asyncProperty(story, async ({ final, ways }) => {
        const expected = await answerFor(engine, final);
        references += JSON.stringify(expected).split('detectedBy').length - 1;
        for (const way of ways) expect(await answerFor(engine, way)).toEqual(expected);
      }),
      { numRuns, seed: 20_240_501 },
    );
    expect(references).toBeGreaterThan(2 * numRuns);
  }, 3_600_000);
});
