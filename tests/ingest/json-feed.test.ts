import { describe, expect, it } from 'vitest';
import { readFeed } from '../../src/read/feed/feed.ts';
import { documentsOf, faultsOf, readItems } from './read-items.ts';

const version = 'https://jsonfeed.org/version/1.1';
const home = 'https://blog.example/';

/** A feed of these entries, with these values of its own. */
function feed(items: unknown, values: Record<string, unknown> = {}): string {
  return JSON.stringify({ version, title: 'The Blog', home_page_url: home, ...values, items });
}

const read = (content: string | Uint8Array) => readItems(readFeed, content);

/** What one entry states. */
async function factsIn(entry: Record<string, unknown>, values?: Record<string, unknown>) {
  const items = await read(feed([{ title: 'T', ...entry }], values));
  expect(faultsOf(items)).toEqual([]);
  return documentsOf(items)[0]!.facts;
}

async function warningsIn(entry: Record<string, unknown>): Promise<string[]> {
  const [document] = documentsOf(await read(feed([{ title: 'T', ...entry }])));
  return document!.warnings.map(({ item, code, message }) => `${item} ${code}: ${message}`);
}

const like = (pattern: RegExp): unknown => expect.stringMatching(pattern);

describe('an entry of a JSON Feed', () => {
  it('with external_url is a take on that', async () => {
    const items = await read(
      feed(
        [
          {
            id: 'https://blog.example/clocks',
            url: 'https://blog.example/clocks',
            external_url: 'https://journal.example/clocks?utm_source=x',
            title: 'Clocks',
            content_html: '<p>They <em>tick</em>. <a href="/more">More</a>.</p>',
            summary: 'On clocks.',
            image: '/clock.png',
            date_published: '2020-02-03T10:30:00+01:00',
            tags: ['Time', 'Clocks'],
            authors: [{ name: 'Ada', url: 'https://ada.example' }],
            language: 'en-GB',
            _extension: { weight: 7 },
            attachments: [{ url: 'https://blog.example/a.mp3' }],
          },
        ],
        { feed_url: 'https://www.blog.example/feed.json' },
      ),
    );
    expect(items).toMatchObject([
      {
        key: 'blog.example/clocks',
        item: 'https://blog.example/clocks',
        contentHash: like(/^[\da-f]{64}$/),
        content: {
          facts: {
            title: 'Clocks',
            isTitleGuessed: false,
            url: 'https://journal.example/clocks?utm_source=x',
            permalink: 'https://blog.example/clocks',
            isLinkPost: true,
            feed: { key: 'blog.example/feed.json', home: 'https://blog.example/' },
            headline: null,
            publisher: null,
            authors: [{ name: 'Ada', url: 'https://ada.example/' }],
            date: '2020-02-03T09:30:00.000Z',
            topics: ['Time', 'Clocks'],
            summary: 'On clocks.',
            language: 'en-GB',
            image: 'https://blog.example/clock.png',
            extra: { _extension: { weight: 7 }, attachments: [{ url: 'https://blog.example/a.mp3' }] },
          },
          body: { markdown: 'They *tick*. [More](https://blog.example/more).' },
          warnings: [],
        },
      },
    ]);
  });

  it('without it is a piece of the publication’s own', async () => {
    expect(await factsIn({ url: `${home}a`, external_url: null })).toMatchObject({
      url: null,
      permalink: `${home}a`,
      isLinkPost: null,
      publisher: 'The Blog',
      extra: {},
    });
    expect(await factsIn({ url: `${home}a`, external_url: 'http://www.blog.example/a/' })).toMatchObject({
      url: null,
      permalink: `${home}a`,
      isLinkPost: null,
    });
    expect(await factsIn({ id: 'https://blog.example/a' })).toMatchObject({ url: null, permalink: null });
  });

  it('takes what it does not say from the feed', async () => {
    const values = { language: 'de', author: { name: 'Bob', url: 'mailto:bob@blog.example' } };
    const bob = { name: 'Bob', url: null };
    expect(await factsIn({}, values)).toMatchObject({ language: 'de', authors: [bob] });
    expect(await factsIn({ authors: [] }, { ...values, authors: [{ name: 'Cy' }] })).toMatchObject({
      authors: [{ name: 'Cy' }],
    });
    const both = { authors: [{ name: 'Ada' }], author: { name: 'Dee' }, language: 'fr' };
    expect(await factsIn(both, values)).toMatchObject({ language: 'fr', authors: [{ name: 'Ada' }] });
    expect(await factsIn({ author: { name: 'Dee' } }, values)).toMatchObject({ authors: [{ name: 'Dee' }] });
    expect(await factsIn({ author: { url: 'https://dee.example' } })).toMatchObject({ authors: [] });
  });

  it('takes it also where the feed says it behind its entries', async () => {
    const content = `{"items": [{"title": "T", "url": "/a"}], "title": "Late", "home_page_url": "${home}", "feed_url": "${home}f", "language": "de"}`;
    const [item] = await read(content);
    expect(item).toMatchObject({
      key: 'blog.example/a',
      content: {
        facts: {
          permalink: `${home}a`,
          publisher: 'Late',
          language: 'de',
          feed: { key: 'blog.example/f', home },
        },
      },
    });
  });

  it.each<[unknown, string[]]>([
    ['a, b c,, d', ['a', 'b c', 'd']],
    [
      ['a', ' a ', 'b'],
      ['a', 'b'],
    ],
    [
      [2020, 1.5],
      ['2020', '1.5'],
    ],
    [null, []],
    ['', []],
  ])('has the tags %j', async (tags, topics) => {
    expect(await factsIn({ tags })).toMatchObject({ topics });
  });

  it.each<[unknown, string]>([
    ['2018-01-06T08:00', '2018-01-06T08:00:00.000Z'],
    ['2017-11-23T21:08:29+00:00', '2017-11-23T21:08:29.000Z'],
  ])('has the date %s', async (value, date) => {
    expect(await factsIn({ date_published: value, date_modified: '2021-01-01' })).toMatchObject({
      date,
      extra: { date_modified: '2021-01-01' },
    });
  });

  it('without a title is called by its first sentence', async () => {
    const text = 'Mr. Clock says so. Then he goes.';
    for (const entry of [{ content_text: text }, { content_html: `<p>${text}</p><p>x</p>` }]) {
      expect(await factsIn({ ...entry, title: ' ' })).toMatchObject({
        title: 'Mr. Clock says so.',
        isTitleGuessed: true,
      });
    }
    const { title } = await factsIn({ title: null, content_text: 'word '.repeat(100) });
    expect(title).toBe(`${'word '.repeat(16).trim()}…`);
  });

  it.each<[string, Record<string, unknown>, string | null]>([
    ['HTML before text', { content_html: '<p>a</p>', content_text: 'b' }, 'a'],
    ['text without HTML', { content_html: '', content_text: 'a *b*\n\n<c>' }, 'a \\*b\\*\n\n\\<c>'],
    ['nothing', { content_html: ' ', content_text: '' }, null],
  ])('has the text: %s', async (_, entry, markdown) => {
    const [document] = documentsOf(await read(feed([{ title: 'T', ...entry }])));
    expect(document!.body?.markdown ?? null).toBe(markdown);
  });

  it.each<[Record<string, unknown>, string]>([
    [{ tags: { a: 1 } }, 'tags FIELD_INVALID: tags is an object, which is no text'],
    [{ tags: ['a', ['b']] }, 'tags FIELD_INVALID: tags is a list, which is no text'],
    [{ content_html: ['a'] }, 'content_html FIELD_INVALID: content_html is a list, which is no text'],
    [{ summary: true }, 'summary FIELD_INVALID: summary is a boolean, which is no text'],
    [{ language: {} }, 'language FIELD_INVALID: language is an object, which is no text'],
    [{ authors: [{ name: ['a'] }] }, 'authors FIELD_INVALID: authors is a list, which is no text'],
    [
      { date_published: 'soon' },
      'date DATE_INVALID: "soon" is no date and is left out; write 2018-07-03 or 2018-07-03T10:00:00Z',
    ],
    [{ image: 'javascript:alert(1)' }, 'image URL_INVALID: "javascript:alert(1)" is no http(s) address'],
  ])('%j is left out with a warning', async (entry, warning) => {
    expect(await warningsIn(entry)).toEqual([warning]);
  });

  it('reads a number as text', async () => {
    const items = await read(
      '{"items": [{"title": 1984, "id": 12, "summary": 2.5}, {"title": 1e400, "content_text": "A."}]}',
    );
    expect(items).toMatchObject([
      { key: 'id 12', item: '12', content: { facts: { title: '1984', summary: '2.5' } } },
      { content: { facts: { title: 'A.' }, warnings: [{ item: 'title', code: 'FIELD_INVALID' }] } },
    ]);
  });

  it('inherits nothing from names that JavaScript knows', async () => {
    const content =
      '{"__proto__": {"title": "P"}, "items": [{"__proto__": {"title": "P"}, "constructor": 1, "id": "x", "content_text": "Own."}]}';
    const [item] = await read(content);
    expect(item).toMatchObject({ key: 'id x', content: { facts: { title: 'Own.', publisher: null } } });
    expect(({} as Record<string, unknown>).title).toBeUndefined();
  });
});

describe('the key of an entry', () => {
  it.each<[string, Record<string, unknown>, unknown]>([
    ['address', { url: 'http://www.blog.example/a/?utm_source=x#p', id: 'i' }, 'blog.example/a#p'],
    ['relative address', { url: 'a/b' }, 'blog.example/a/b'],
    ['other address and id', { external_url: 'https://o.example/x', id: 'i' }, 'o.example/x i'],
    ['id', { id: ' https://blog.example/a ' }, 'id https://blog.example/a'],
    ['text', {}, like(/^text [\da-f]{64}$/)],
    ['hash where it is long', { id: 'é'.repeat(1300) }, like(/^sha256 [\da-f]{64}$/)],
  ])('is its %s', async (_, entry, key) => {
    const [item] = await read(feed([{ title: 'T', ...entry }]));
    expect(item!.key).toEqual(key);
    expect(Buffer.byteLength(item!.key)).toBeLessThanOrEqual(2300);
  });

  it('stays when the text is edited, and the content hash does not', async () => {
    const [a] = await read(feed([{ url: `${home}a`, title: 'T' }]));
    const [b] = await read(feed([{ url: `${home}a`, title: 'U' }]));
    const [c] = await read(feed([{ url: `${home}a`, title: 'T' }], { language: 'de' }));
    expect(new Set([a!.key, b!.key, c!.key]).size).toBe(1);
    expect(new Set([a!.contentHash, b!.contentHash, c!.contentHash]).size).toBe(3);
    const [again] = await read(feed([{ url: `${home}a`, title: 'T' }]));
    expect(again!.contentHash).toBe(a!.contentHash);
  });

  it('may be that of another only by what the feed says behind them', async () => {
    const items = await read(
      `{"items": [{"title": "T", "url": "/a"}, {"title": "U", "url": "${home}a"}], "home_page_url": "${home}"}`,
    );
    expect(faultsOf(items)).toEqual([like(/ DUPLICATE_TAKE: /)]);
    expect(documentsOf(items)).toHaveLength(1);
  });

  it('of several is that of one, whatever their order', async () => {
    const [one, other, third] = ['One', 'Two', 'Three'].map((title) => ({ url: `${home}a`, title }));
    const alone = { url: `${home}b`, title: 'Alone' };
    const seen = new Set<string>();
    for (const entries of [
      [one, alone, other, third],
      [third, other, one, one, other, alone],
      [other, one, alone, third, other],
    ]) {
      const items = await read(feed(entries));
      expect(items).toHaveLength(4);
      expect(new Set(items.map(({ key }) => key)).size).toBe(4);
      expect(faultsOf(items)).toEqual(
        Array.from({ length: 2 }, () => like(/^https:\/\/blog.example\/a DUPLICATE_TAKE: The same entry/)),
      );
      const hashes = items.filter(({ item }) => item === `${home}a`).map(({ contentHash }) => contentHash);
      const kept = items.find(({ key }) => key === 'blog.example/a')!;
      expect(kept.contentHash).toBe(hashes.sort()[0]);
      seen.add(documentsOf([kept])[0]!.facts.title);
    }
    expect(seen.size).toBe(1);
  });
});
