import { describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/app.ts';
import { engines } from '../support/engines.ts';
import { SuggestDocument, type SuggestQueryVariables, TakeArchiveDocument } from '../support/gql/graphql.ts';
import { nameOf } from './found.ts';

const lines = (...documents: object[]) => documents.map((document) => JSON.stringify(document)).join('\n');

async function suggested(
  app: TestApp,
  prefix: string,
  more: Partial<SuggestQueryVariables> = {},
): Promise<string[]> {
  const { suggest } = await app.execute(SuggestDocument, { prefix, ...more });
  return suggest.map(({ text, node }) => `${text} = ${nameOf(node)}`);
}

const article = (i: number, title: string, links: number[] = [], more: object = {}) => ({
  title,
  url: `https://a.example/${i}`,
  markdown: links.map((link) => `[x](https://a.example/${link})`).join(' '),
  ...more,
});

describe.each(engines)('suggest on %s', (engine) => {
  it('gives what starts so, first what is called so, then what is most referred to', async () => {
    await using app = await createTestApp({ engine });
    await app.publish({
      'topics.jsonl': lines(
        { type: 'topic', name: 'Émile', aliases: ['Emil the Great'] },
        { type: 'topic', name: 'Trees' },
      ),
      'articles.jsonl': lines(
        article(1, 'Emily of the trees', [2, 3]),
        article(2, 'ÉMILE', [3], { authors: ['Emilia Stone', 'Bob'], topics: ['Émile'] }),
        article(3, 'emiliano’s garden', [], { authors: ['Emilia Stone'], topics: ['Émile', 'Trees'] }),
        article(4, 'The Emilys'),
        article(5, 'Other', [1, 3], { topics: ['Émile'] }),
      ),
    });
    expect(await suggested(app, 'emil')).toEqual([
      'Émile = topic Émile',
      'emiliano’s garden = article emiliano’s garden',
      'Emilia Stone = person Emilia Stone',
      'ÉMILE = article ÉMILE',
      'Emily of the trees = article Emily of the trees',
    ]);
    expect((await suggested(app, 'ÉMILE')).slice(0, 2)).toEqual([
      'Émile = topic Émile',
      'ÉMILE = article ÉMILE',
    ]);
    expect(await suggested(app, 'emil t')).toEqual(['Emil the Great = topic Émile']);
    expect(await suggested(app, 'emil', { types: ['PERSON'] })).toEqual([
      'Emilia Stone = person Emilia Stone',
    ]);
    expect(await suggested(app, 'emil', { types: ['TAKE'] })).toEqual([]);
    expect(await suggested(app, 'emil', { first: 1 })).toEqual(['Émile = topic Émile']);
    expect(await suggested(app, 'emil', { first: 0 })).toEqual([]);
    expect(await suggested(app, 'emils')).toEqual([]);
    expect((await suggested(app, '', { first: 2 })).map((text) => text.split(' ')[0])).toEqual([
      'Émile',
      'emiliano’s',
    ]);
    for (const prefix of ['%', '_', '\\', '"', '\0', '\ud800', '*', 'x'.repeat(10_000)])
      expect([prefix, await suggested(app, prefix)]).toEqual([prefix, []]);
    expect(await suggested(app, 'x'.repeat(200_000))).toEqual([]);
    const { errors } = await app.send(SuggestDocument, { prefix: 'e', first: 101 });
    expect(errors).toMatchObject([{ message: '`suggest`: `first` is 101; allowed are 0 to 100' }]);
  });

  it('gives what is called so before all else, and each topic once', async () => {
    await using app = await createTestApp({ engine });
    const numbers = Array.from({ length: 12 }, (_, i) => i);
    await app.publish({
      'topics.jsonl': lines(
        { type: 'topic', name: 'Go' },
        { type: 'topic', name: 'Alpha', aliases: numbers.map((i) => `foo${i}`) },
        { type: 'topic', name: 'Beta', aliases: ['foozle'] },
      ),
      'articles.jsonl': lines(
        ...numbers.map((i) =>
          article(i, `Text ${i}`, [], { topics: [`Google ${i}`], authors: [`Google ${i}`] }),
        ),
      ),
    });
    expect((await suggested(app, 'go'))[0]).toBe('Go = topic Go');
    expect(await suggested(app, 'foo')).toEqual(['foo0 = topic Alpha', 'foozle = topic Beta']);
  });

  it('gives the most referred to of more than it goes through by name', { timeout: 60_000 }, async () => {
    await using app = await createTestApp({ engine });
    const many = Array.from({ length: 1_100 }, (_, i) => article(i, `Many ${String(i).padStart(5, '0')}`));
    await app.publish({
      'many.jsonl': lines(
        ...many,
        article(2_000, 'Referring', [1_050, 1_060]),
        article(2_001, 'More', [1_060]),
      ),
    });
    expect(await suggested(app, 'many', { first: 3 })).toEqual(
      ['01060', '01050', '00000'].map((number) => `Many ${number} = article Many ${number}`),
    );
    expect(await suggested(app, 'many', { first: 20 })).toHaveLength(20);
    expect(await suggested(app, 'many 0109', { first: 1 })).toEqual(['Many 01090 = article Many 01090']);
  });
});

describe.each(engines)('the archive on %s', (engine) => {
  it('counts the takes of each month, newest first', async () => {
    await using app = await createTestApp({ engine });
    const dates = [
      '2019-12-31T23:59:59Z',
      '2020-01-01',
      '2020-01-31',
      '2019-12-01',
      undefined,
      '2019-11-30T23:00:00-02:00',
    ];
    await app.publish({
      'takes.jsonl': lines(
        ...dates.map((date, i) => article(i, `Text ${i}`, [], { date, markdown: 'Text.' })),
      ),
    });
    expect(await app.execute(TakeArchiveDocument)).toEqual({
      takeArchive: [
        { year: 2020, month: 1, count: 2 },
        { year: 2019, month: 12, count: 3 },
      ],
    });
  });
});
