import { describe, expect, it } from 'vitest';
import { createTestApp } from '../support/app.ts';
import { engines } from '../support/engines.ts';
import { listGraph, markdown, ordersOn } from './documents.ts';

const url = 'https://journal.example/clocks';
const post = (name: string) => ({ url, permalink: `https://blog.example/${name}` });
const mirror = (name: string) => ({ url, permalink: `https://www.journal.example/takes/${name}` });

/** Ingests the documents in several orders, of which each must give the same graph, and returns that. */
async function listInAnyOrder(engine: (typeof engines)[number], documents: Record<string, string>) {
  const listings = [];
  for (const names of ordersOn(engine, Object.keys(documents))) {
    await using app = await createTestApp({ engine });
    await app.write(documents);
    expect(await app.ingest(names)).toMatchObject({ created: names.length, problems: [] });
    // The slug is given once, by the document that comes first.
    listings.push(
      JSON.stringify(await listGraph(app), (key, value: unknown) => (key === 'slug' ? undefined : value), 1),
    );
  }
  for (const listing of listings) expect(listing).toBe(listings[0]);
  return JSON.parse(listings[0]!) as Awaited<ReturnType<typeof listGraph>>;
}

describe.each(engines)('an article of several documents on %s', (engine) => {
  it('has what its own documents say before what link posts say', async () => {
    const { articles } = await listInAnyOrder(engine, {
      'a.md': markdown(
        {
          ...post('a'),
          title: 'Look at this',
          summary: 'A summary.',
          publisher: 'A journal',
          language: 'en',
          image: 'https://blog.example/a.png',
          date: '2024-01-01',
          authors: ['Ada'],
          topics: ['Time'],
          aliases: ['Alias A'],
        },
        'A.',
      ),
      'piece.md': markdown({
        url: 'http://www.journal.example/clocks/',
        title: 'On clocks',
        summary: 'The summary.',
        date: '2020-01-01',
        authors: ['Bob'],
        topics: ['Clocks'],
        aliases: ['Alias B'],
      }),
      'b.md': markdown({ ...post('b'), title: 'And at this', language: 'de', topics: ['TIME'] }, 'B.'),
    });
    expect(articles).toMatchObject([
      {
        title: 'On clocks',
        url: 'http://www.journal.example/clocks/',
        summary: 'The summary.',
        publisher: { name: 'A journal' },
        language: 'en',
        image: 'https://blog.example/a.png',
        publishedAt: '2020-01-01T00:00:00.000Z',
        latestTakeAt: '2024-01-01T00:00:00.000Z',
        authors: [{ name: 'Bob' }],
        topics: { edges: [{ node: { name: 'Clocks' } }, { node: { name: 'TIME' } }] },
        takes: { nodes: [{ headline: 'Look at this' }, { headline: 'And at this' }] },
      },
    ]);
  });

  it('has of equals the word of the smallest take key, then the smallest value', async () => {
    const { articles } = await listInAnyOrder(engine, {
      'b.md': markdown(
        { ...mirror('b'), title: 'Of b', authors: ['Bob'], language: 'b', summary: 'A' },
        'B.',
      ),
      'a.md': markdown({ ...mirror('a'), title: 'Of a', authors: ['Cy', 'Ada'], date: '2020-01-02' }, 'A.'),
      'a2.md': markdown({
        ...mirror('a'),
        title: 'Of a too',
        language: 'a',
        date: '2020-01-01',
        summary: 'B',
      }),
    });
    expect(articles).toMatchObject([
      {
        title: 'Of a',
        language: 'a',
        summary: 'B',
        publishedAt: '2020-01-01T00:00:00.000Z',
        authors: [{ name: 'Cy' }, { name: 'Ada' }],
        takeCount: 2,
      },
    ]);
  });

  it('compares values by code points', async () => {
    const { articles } = await listInAnyOrder(engine, {
      'a.md': markdown({ url, title: '\u{1f550} clock', summary: '"', topics: ['\u{10400}ime'] }),
      'b.md': markdown({ url, title: '\uff43lock', summary: '#', topics: ['\u{10428}ime'] }),
    });
    expect(articles).toMatchObject([
      { title: '\uff43lock', summary: '"', topics: { edges: [{ node: { name: '\u{10400}ime' } }] } },
    ]);
  });
});

describe.each(engines)('a name on %s', (engine) => {
  it('has the smallest of the spellings in use, whatever an outdone document writes', async () => {
    const { articles, stats } = await listInAnyOrder(engine, {
      'a.md': markdown({
        ...mirror('a'),
        title: 'A',
        authors: ['ada muster', 'Bob'],
        publisher: 'the journal',
        topics: ['time'],
      }),
      'b.md': markdown({
        ...mirror('b'),
        title: 'B',
        authors: ['ADA MUSTER', 'Cy'],
        publisher: 'THE JOURNAL',
        topics: ['TIME'],
      }),
      'c.md': markdown(
        {
          url: 'https://c.example/',
          title: 'C',
          authors: ['Ada Muster'],
          publisher: 'The Journal',
          topics: ['Time'],
        },
        'C.',
      ),
    });
    expect(stats).toMatchObject({ people: 2, publishers: 1, topics: 1 });
    expect(articles.map(({ title, authors }) => [title, authors.map(({ name }) => name)])).toEqual([
      ['A', ['Ada Muster', 'Bob']],
      ['C', ['Ada Muster']],
    ]);
    for (const { publisher, topics } of articles) {
      expect(publisher!.name).toBe('The Journal');
      expect(topics.edges.map(({ node }) => node.name)).toEqual(['TIME']);
    }
  });

  it('is one person, publisher or topic in any case, accent and width', async () => {
    const { stats } = await listInAnyOrder(engine, {
      'a.md': markdown({
        url: 'https://a.example/',
        title: 'A',
        authors: ['Émile Beispiel'],
        publisher: 'Ｊournal',
        topics: ['Café'],
      }),
      'b.md': markdown({
        url: 'https://b.example/',
        title: 'B',
        authors: ['emile  beispiel', 'EMILE BEISPIEL'],
        publisher: 'journal',
        topics: ['cafe', 'CAFÉ'],
      }),
    });
    expect(stats).toMatchObject({ people: 1, publishers: 1, topics: 1 });
  });

  it('of a publisher never joins a domain', async () => {
    const { articles } = await listInAnyOrder(engine, {
      'a.md': markdown({ url: 'https://journal.example/a', title: 'A', publisher: 'journal.example' }),
      'b.md': markdown({ url: 'https://journal.example/b', title: 'B' }),
      'c.md': markdown({ url: 'https://news.journal.example/c', title: 'C' }),
    });
    expect(
      articles.map(({ publisher }) => [publisher!.name, publisher!.domain, publisher!.articleCount]),
    ).toEqual([
      ['journal.example', null, 1],
      ['journal.example', 'journal.example', 2],
      ['journal.example', 'journal.example', 2],
    ]);
  });
});
