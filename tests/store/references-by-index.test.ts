import { CompiledQuery } from 'kysely';
import { expect, test } from 'vitest';
import { openStore } from '../../src/db/store.ts';
import { createTestApp } from '../support/app.ts';
import { TypedDocumentString } from '../support/gql/graphql.ts';
import { markdown } from '../ingest/documents.ts';

/** How SQLite gets at references for what is selected of an article's lists. */
async function accessFor(selection: string): Promise<string[]> {
  const statements = new Set<string>();
  await using app = await createTestApp({
    engine: 'sqlite',
    log: ({ query }) => void statements.add(query.sql),
  });
  await app.publish({
    'one.md': markdown({ title: 'The first of two', url: 'https://journal.example/one' }, 'Nothing.'),
    'two.md': markdown(
      { title: 'The second of two', url: 'https://journal.example/two' },
      'After [the first](https://journal.example/one).',
    ),
  });
  statements.clear();
  const text = `{ articles { nodes { slug ${selection} } } }`;
  await app.execute(new TypedDocumentString<unknown, Record<string, never>>(text));
  await using store = openStore(app.databaseUrl);
  const accesses: string[] = [];
  for (const statement of [...statements].filter((each) => each.includes('from "cross_reference"'))) {
    const plan = await store.db.executeQuery<{ detail: string }>(
      CompiledQuery.raw(`explain query plan ${statement}`),
    );
    accesses.push(
      ...plan.rows.map(({ detail }) => detail).filter((each) => each.includes('cross_reference')),
    );
  }
  return accesses;
}

test.each(['references', 'referencedBy'])('%s are read from their index alone', async (list) => {
  const edge = 'reference { confidence position } node { slug title take { url } }';
  expect(await accessFor(`take { url } ${list}(first: 5) { edges { ${edge} } }`)).toEqual([
    expect.stringContaining('USING COVERING INDEX'),
  ]);
});

test("a take's references are read from their index alone", async () => {
  const list = 'references(first: 5) { edges { reference { confidence } node { slug } } }';
  expect(await accessFor(`take { ${list} }`)).toEqual([expect.stringContaining('USING COVERING INDEX')]);
});
