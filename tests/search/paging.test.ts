import { describe, expect, it } from 'vitest';
import { createTestApp } from '../support/app.ts';
import { engines } from '../support/engines.ts';
import { SearchDocument, SearchHitsDocument, type SearchHitsQueryVariables } from '../support/gql/graphql.ts';
import { lines, walk } from './found.ts';

describe.each(engines)('pages of hits on %s', (engine) => {
  it('repeat and hide nothing while texts come, change and go', async () => {
    await using app = await createTestApp({ engine });
    const text = (i: number) => ({
      title: `Text ${i}`,
      url: `https://texts.example/${i}`,
      markdown: `${'A bell. '.repeat(1 + (i % 7))} ${'And more of it. '.repeat(i % 11)}`,
    });
    const of = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => text(from + i));
    await app.publish({ 'texts.jsonl': lines(...of(0, 60)) });
    const before = await walk(app, { query: 'bell', types: ['TAKE'], first: 100 });
    expect(before).toHaveLength(60);
    let round = 0;
    const nodes = await walk(app, { query: 'bell', types: ['TAKE'], first: 7 }, async () => {
      if (++round > 3) return;
      await app.publish({ [`more-${round}.jsonl`]: lines(...of(60 + 20 * round, 80 + 20 * round)) });
    });
    const ids = nodes.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(before.map(({ id }) => id)).difference(new Set(ids))).toEqual(new Set());
  });

  it('are as those of other lists, and say when a cursor is of another search', async () => {
    await using app = await createTestApp({ engine });
    await app.publish({
      'texts.jsonl': lines(
        ...Array.from({ length: 5 }, (_, i) => ({ title: `Text ${i}`, markdown: 'A bell.' })),
      ),
    });
    const variables = { query: 'bell', first: 2 };
    const { search } = await app.execute(SearchDocument, variables);
    expect(search).toMatchObject({
      totalCount: 5,
      totalCountIsCapped: false,
      pageInfo: {
        hasNextPage: true,
        hasPreviousPage: false,
        startCursor: search.edges[0]!.cursor,
        endCursor: search.edges[1]!.cursor,
      },
    });
    const next = await app.execute(SearchDocument, { ...variables, after: search.edges[0]!.cursor });
    expect(next.search.edges[0]!.node).toEqual(search.edges[1]!.node);
    expect(next.search.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
    const none = await app.execute(SearchDocument, { ...variables, first: 0 });
    expect(none.search).toMatchObject({
      totalCount: 5,
      edges: [],
      pageInfo: { hasNextPage: true, endCursor: null },
    });

    const after = search.pageInfo.endCursor!;
    const wrong: [SearchHitsQueryVariables, string][] = [
      [
        { query: 'bells', after },
        '`search`: `after` is no cursor of this search; take one from its edges or pageInfo',
      ],
      [
        { query: 'bell', types: ['TAKE'], after },
        '`search`: `after` is no cursor of this search; take one from its edges or pageInfo',
      ],
      [
        { query: 'bell', after: 'x' },
        '`search`: `after` is no cursor of this search; take one from its edges or pageInfo',
      ],
      [{ query: 'bell', first: 101 }, '`search`: `first` is 101; allowed are 0 to 100'],
      [{ query: 'bell', first: -1 }, '`search`: `first` is -1; allowed are 0 to 100'],
    ];
    for (const [given, message] of wrong)
      expect((await app.send(SearchHitsDocument, given)).errors).toMatchObject([{ message }]);
  });

  it('ask as many statements for twenty hits as for two', async () => {
    await using app = await createTestApp({ engine });
    await app.publish({
      'texts.jsonl': lines(
        ...Array.from({ length: 20 }, (_, i) => ({
          title: `Bell ${i}`,
          authors: [`Bell ${i}`],
          topics: [`Bell ${i}`],
          markdown: 'A bell.',
        })),
      ),
    });
    const countFor = async (first: number) =>
      (await app.send(SearchDocument, { query: 'bell', first, types: ['TAKE', 'PERSON'] })).statements;
    expect(await countFor(40)).toBe(await countFor(21));
  });
});
