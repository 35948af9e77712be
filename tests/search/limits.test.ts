import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../src/db/store.ts';
import { longestDelay } from '../store/event-loop-delay.ts';
import { naughtyStrings } from '../suites/naughty-strings.ts';
import { createTestApp, type TestApp } from '../support/app.ts';
import { type Engine, engines } from '../support/engines.ts';
import { SearchDocument, SearchHitsDocument, type SearchHitsQueryVariables } from '../support/gql/graphql.ts';

const many = 200_000;

/** So many texts of one common word, and of a size from which SQLite's scans run in threads. */
async function fillIndex(app: TestApp, engine: Engine): Promise<void> {
  await using store = openStore(app.databaseUrl);
  const numbers = sql`with recursive n(i) as (select 1000 union all select i + 1 from n where i < ${sql.lit(many)})`;
  const vector = sql.lit(`'a':1 'common':2 'word':3`);
  await store.write(async (trx) => {
    if (engine === 'sqlite') {
      await sql`create table filler as select zeroblob(9000000) as bytes`.execute(trx);
      await sql`insert into text_index (rowid, title, body) ${numbers} select i, '', 'a common word' from n`.execute(
        trx,
      );
    } else {
      await sql`insert into indexed_text ${numbers} select i, 0 from n`.execute(trx);
      await sql`insert into text_index ${numbers} select i, ${vector}::tsvector, null from n`.execute(trx);
    }
  });
}

describe.each(engines)('searches that find much, on %s', (engine) => {
  it('count to ten thousand, and hold nothing up', { timeout: 120_000 }, async () => {
    await using app = await createTestApp({ engine });
    await fillIndex(app, engine);
    const count = async (more: Partial<SearchHitsQueryVariables>) => {
      const variables = { query: 'common', first: 0, types: ['TAKE' as const], ...more };
      return (await app.execute(SearchHitsDocument, variables)).search.totalCount;
    };
    // The first request makes what others have at hand.
    expect(await count({})).toBe(10_000);
    const began = performance.now();
    const delay = longestDelay();
    // All matches are gone through, as there are no articles of these texts.
    const filters = ['a', 'b', 'c', 'd', 'e', 'f'].map((contains) => ({ where: { title: { contains } } }));
    expect(await Promise.all(filters.map(count))).toEqual(filters.map(() => 0));
    expect(delay()).toBeLessThan((performance.now() - began) / 2);
    const { search } = await app.execute(SearchDocument, { query: '"common word"', first: 0 });
    expect(search).toMatchObject({ totalCount: 10_000, totalCountIsCapped: true });
  });
});

describe.each(engines)('odd texts as queries, on %s', (engine) => {
  it('find something or nothing', { timeout: 120_000 }, async () => {
    await using app = await createTestApp({ engine });
    await app.publish({
      'texts.jsonl': naughtyStrings
        .map((text, i) => ({ title: `Text ${i}`, url: `https://a.example/${i}`, text: text.toWellFormed() }))
        .map((text) => JSON.stringify(text))
        .join('\n'),
    });
    const long = ['word ', '"', '-', 'a* ', '京', '(((', '\u0301'].map((text) => text.repeat(10_000));
    const queries = [
      ...naughtyStrings,
      ...naughtyStrings.map((text) => `"${text}"*`).filter((_, i) => i % 5 === 0),
      ...long,
    ];
    let hits = 0;
    for (const query of queries) {
      const { errors, data } = await app.send(SearchDocument, { query, first: 2 });
      expect([query, errors]).toEqual([query, []]);
      hits += data!.search.totalCount;
    }
    expect(hits).toBeGreaterThan(500);
  });
});
