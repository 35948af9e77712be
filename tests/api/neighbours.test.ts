import { describe, expect, it } from 'vitest';
import { markdown } from '../ingest/documents.ts';
import { createTestApp, type TestApp } from '../support/app.ts';
import { engines } from '../support/engines.ts';
import { NeighboursDocument } from '../support/gql/graphql.ts';

/** Takes by their titles; the address, which orders those of one time, runs against the order of ingest. */
function takes(dates: readonly (string | undefined)[]): Record<string, string> {
  return Object.fromEntries(
    dates.map((date, i) => {
      const permalink = `https://beside.example/${String(90 - i)}`;
      return [`${i}.md`, markdown({ title: `Take ${i}`, permalink, date }, 'Words.')];
    }),
  );
}

/** Takes and their articles; those before and those after, and the articles of both. */
const statements = 5;

async function neighboursOf(app: TestApp) {
  const { takes } = await app.execute(NeighboursDocument, { first: 100 });
  return takes.nodes.map(({ title, previous, next }) => [
    title,
    previous?.title ?? null,
    next?.title ?? null,
  ]);
}

describe.each(engines)('neighbours in time on %s', (engine) => {
  it('walk the list of takes, those of one time by address, and leave out those without a date', async () => {
    await using app = await createTestApp({ engine });
    await app.publish(
      takes(['2020-01-02', '2020-01-01', undefined, '2020-01-02', '2020-01-03', '2020-01-02', undefined]),
    );
    expect(await neighboursOf(app)).toEqual([
      ['Take 4', 'Take 5', null],
      ['Take 5', 'Take 3', 'Take 4'],
      ['Take 3', 'Take 0', 'Take 5'],
      ['Take 0', 'Take 1', 'Take 3'],
      ['Take 1', null, 'Take 0'],
      ['Take 6', null, null],
      ['Take 2', null, null],
    ]);
  });

  it('are none for a single take', async () => {
    await using app = await createTestApp({ engine });
    await app.publish(takes(['2020-01-02', undefined]));
    expect(await neighboursOf(app)).toEqual([
      ['Take 0', null, null],
      ['Take 1', null, null],
    ]);
  });

  it('of 20 takes take as many statements as those of 2', async () => {
    await using app = await createTestApp({ engine });
    await app.publish(takes(Array.from({ length: 24 }, (_, i) => `2020-01-${String(10 + (i % 6))}`)));
    const two = await app.send(NeighboursDocument, { first: 2 });
    const twenty = await app.send(NeighboursDocument, { first: 20 });
    expect(two.errors).toEqual([]);
    const titles = twenty.data!.takes.nodes.map(({ title }) => title);
    expect(twenty.data!.takes.nodes.slice(1).map(({ next }) => next!.title)).toEqual(titles.slice(0, -1));
    expect([two.statements, twenty.statements]).toEqual([statements, statements]);
  });
});
