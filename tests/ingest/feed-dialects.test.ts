import { mkdtempSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { readFeed } from '../../src/read/feed/feed.ts';
import { localFeedOf } from '../../src/read/feed/opml.ts';
import { documentsOf, faultsOf, readItems } from './read-items.ts';

const read = (content: string | Uint8Array) => readItems(readFeed, content);
const home = 'https://blog.example/';

function rss(items: string, attributes = ''): string {
  return `<rss version="2.0" ${attributes}><channel><title>B</title><link>${home}</link>${items}</channel></rss>`;
}

function atom(entries: string, values = `<link href="${home}"/>`): string {
  return `<feed xmlns="http://www.w3.org/2005/Atom"><title>B</title>${values}${entries}</feed>`;
}

/** What the entries of a feed state; all must be usable. */
async function factsIn(content: string | Uint8Array) {
  const items = await read(content);
  expect(faultsOf(items)).toEqual([]);
  return documentsOf(items).map(({ facts }) => facts);
}

const titlesAndAddresses = async (content: string) =>
  (await factsIn(content)).map(({ title, permalink, url }) => [title, permalink, url]);

describe('entries with one address', () => {
  const item = (title: string, link: string, guid: string) =>
    `<item><title>${title}</title><link>${link}</link>${guid}</item>`;
  const id = (text: string) => `<guid isPermaLink="false">${text}</guid>`;

  it('and different ids are several, and have no address', async () => {
    const page = `${home}changelog`;
    const entry = (n: number) => `<entry><title>E${n}</title><link href="${page}"/><id>tag:${n}</id></entry>`;
    const items = [1, 2].map((n) => ({ id: `${n}`, url: page, title: `E${n}` }));
    for (const feed of [
      rss(item('E1', page, id('1')) + item('E2', page, id('2'))),
      atom(entry(1) + entry(2)),
      JSON.stringify({ items, home_page_url: home }),
    ]) {
      expect(await titlesAndAddresses(feed)).toEqual([
        ['E1', null, null],
        ['E2', null, null],
      ]);
    }
  });

  it('are at their guids where those are addresses', async () => {
    const guid = (n: number) => `<guid>${home}${n}</guid>`;
    expect(await titlesAndAddresses(rss(item('A', home, guid(1)) + item('B', home, guid(2))))).toEqual([
      ['A', `${home}1`, null],
      ['B', `${home}2`, null],
    ]);
  });

  it('that is the home page are known by their ids, also a single one', async () => {
    const [only] = await read(rss(item('A', home, id('ep1'))));
    expect(only).toMatchObject({ key: 'id ep1', item: 'ep1', content: { facts: { permalink: null } } });
    expect(await titlesAndAddresses(rss(item('A', home, '')))).toEqual([['A', home, null]]);
    expect(await titlesAndAddresses(rss(item('A', home, `<guid>${home}</guid>`)))).toEqual([
      ['A', home, null],
    ]);
  });

  it('and one id, or none, are the same entry twice', async () => {
    for (const guid of ['', id('1')]) {
      const items = await read(rss(item('A', `${home}a`, guid) + item('B', `${home}a`, guid)));
      expect(documentsOf(items)).toHaveLength(1);
      expect(faultsOf(items)).toEqual([expect.stringMatching(/ DUPLICATE_TAKE: /)]);
    }
  });

  it('start relative links from it', async () => {
    const entry = (n: number) =>
      `<item><title>E${n}</title><link>${home}log/</link>${id(`${n}`)}<description>&lt;a href="x"&gt;y&lt;/a&gt;</description></item>`;
    const [first] = documentsOf(await read(rss(entry(1) + entry(2))));
    expect(first!.body?.markdown.trim()).toBe(`[y](${home}log/x)`);
  });
});

it('a feed whose entries lie elsewhere and speak once of its home page is read to its end', async () => {
  const item = (link: string, rest = '') => `<item><title>T</title><link>${link}</link>${rest}</item>`;
  const items = ['a', 'b', 'c', 'd'].map((name) => item(`https://new.example/${name}`)).join('');
  const away = item(`${home}x`, '<guid>https://new.example/y</guid>');
  expect((await titlesAndAddresses(rss(items + away))).at(-1)).toEqual([
    'T',
    'https://new.example/y',
    `${home}x`,
  ]);
});

describe('namespaces', () => {
  const entry = (rest: string) => atom(`<entry><title>T</title><link href="${home}a"/>${rest}</entry>`);
  const unknown = 'xmlns="http://f.example/"';

  it('tell elements without prefix that are none of Atom’s', async () => {
    for (const rest of [
      `<x ${unknown}><item><title>no</title></item></x>`,
      `<content type="application/xml"><doc ${unknown}><entry><title>no</title></entry></doc></content>`,
      `<link ${unknown}>${home}no</link><title ${unknown}>no</title>`,
    ]) {
      expect(await titlesAndAddresses(entry(rest))).toEqual([['T', `${home}a`, null]]);
    }
    const before = `<entry><title ${unknown}>no</title><link ${unknown}>${home}no</link><title>T</title><link href="${home}a"/></entry>`;
    expect(await titlesAndAddresses(atom(before))).toEqual([['T', `${home}a`, null]]);
  });

  it('tell elements without prefix that are none of RSS’s', async () => {
    const content = rss(
      `<item><title>T</title><creator xmlns="http://purl.org/dc/elements/1.1/">Ada</creator>
        <encoded xmlns="http://purl.org/rss/1.0/modules/content/">&lt;p&gt;Text&lt;/p&gt;</encoded><title ${unknown}>no</title></item>
       <item ${unknown}><title>U</title></item><item><title>V</title></item>`,
    );
    const documents = documentsOf(await read(content));
    expect(documents.map(({ facts }) => facts.title)).toEqual(['T', 'U', 'V']);
    expect(documents[0]!.facts.authors).toEqual([{ name: 'Ada', url: null }]);
    expect(documents[0]!.body?.markdown.trim()).toBe('Text');
  });

  it('of the feed’s own elements may be unknown', async () => {
    const items = `<channel><title>B</title><link>${home}</link><item><title>T</title><link>${home}a</link></item></channel>`;
    const found = [['T', `${home}a`, null]];
    expect(await titlesAndAddresses(`<rss ${unknown}>${items}</rss>`)).toEqual(found);
    expect(
      await titlesAndAddresses(`<rss>${items.replace('<channel', `<channel ${unknown}`)}</rss>`),
    ).toEqual(found);
    const entries = `<title>B</title><link href="${home}"/><entry><title>T</title><link href="${home}a"/></entry>`;
    expect(await titlesAndAddresses(`<feed ${unknown}>${entries}</feed>`)).toEqual(found);
    expect(
      await titlesAndAddresses(`<feed>${entries.replaceAll('<entry', `<entry ${unknown}`)}</feed>`),
    ).toEqual(found);
  });

  it('tell attributes too', async () => {
    const rdf = `<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
      <channel r:about="${home}"><title>B</title><link>${home}</link></channel><item r:about="${home}a"><title>T</title></item></r:RDF>`;
    expect(await titlesAndAddresses(rdf)).toEqual([['T', `${home}a`, null]]);
  });

  it('may be many, but not without limit', async () => {
    const declaring = (count: number, name: string) =>
      `<a ${Array.from({ length: count }, (_, i) => `xmlns:${name}-${i}="x"`).join(' ')}>`;
    const levels = (depth: number, count: number) =>
      Array.from({ length: depth }, (_, i) => declaring(count, `p${i}`)).join('');
    const item = '<item><title>T</title></item>';
    expect(await titlesAndAddresses(rss(item + levels(3000, 1)))).toEqual([['T', null, null]]);
    expect(faultsOf(await read(rss(item + levels(1000, 190))))).toEqual([
      'XML_INVALID: More than 10000 namespaces are declared at one place',
    ]);
  });
});

it('RSS in JSON has attributes beside a text', async () => {
  const item = {
    title: { lang: 'en', '#value': 'T1' },
    guid: { isPermaLink: true, '#value': `${home}1` },
    category: { domain: 'http://d.example/', '#value': 'Tools' },
    description: { type: 'html', '#value': '<p>X</p>' },
    enclosure: { url: `${home}a.mp3`, type: 'audio/mpeg', length: 7 },
  };
  const rssInJson = { rss: { version: '2.0', channel: { title: 'B', link: home, item: [item] } } };
  const [document] = documentsOf(await read(JSON.stringify(rssInJson)));
  expect(document).toMatchObject({
    facts: {
      title: 'T1',
      permalink: `${home}1`,
      topics: ['Tools'],
      extra: { attachments: [{ url: `${home}a.mp3`, mime_type: 'audio/mpeg', size_in_bytes: 7 }] },
    },
    body: { markdown: expect.stringMatching(/^X\s*$/) as unknown },
  });
});

describe('the text of an entry', () => {
  const media = 'xmlns:media="http://search.yahoo.com/mrss/"';
  const content = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"';
  const described = '<media:description>Told of.</media:description>';
  const textOf = async (feed: string) => (await textsOf(feed))[0];
  const entry = (rest: string) => atom(`<entry><title>T</title>${rest}</entry>`);

  async function textsOf(feed: string) {
    return documentsOf(await read(feed)).map(({ body }) => body?.markdown.trim());
  }

  it('is its media’s description where there is no other', async () => {
    const group = `<media:group ${media}>${described}</media:group>`;
    expect(await textOf(rss(`<item><title>T</title>${group}</item>`))).toBe('Told of.');
    expect(await textOf(entry(group))).toBe('Told of.');
    expect(await textOf(entry(described.replace('>', ` ${media}>`)))).toBe('Told of.');
    expect(await textOf(entry(`${group}<summary>In short.</summary>`))).toBe('In short.');
  });

  it('is what its type says', async () => {
    const html = '&lt;p&gt;One &amp;amp; two&lt;/p&gt;';
    expect(await textOf(entry(`<content:encoded ${content}>${html}</content:encoded>`))).toBe('One & two');
    expect(await textOf(entry(`<content type="text/html; charset=utf-8">${html}</content>`))).toBe(
      'One & two',
    );
    const plain = '<content type="text/plain" mode="escaped">a &lt;b&gt; c</content>';
    const former = entry(plain).replace('http://www.w3.org/2005/Atom', 'http://purl.org/atom/ns#');
    expect(await textOf(former)).toBe('a \\<b> c');
    const titled = former.replace(
      '<entry><title>',
      '<entry><title type="text/plain" mode="escaped">&lt;i&gt; ',
    );
    expect((await factsIn(titled))[0]!.title).toBe('<i> T');
  });

  it('has relative links from where xml:base says, on any element', async () => {
    const xhtml = (attributes: string, text: string) =>
      `<content type="xhtml" xml:base="/b/"><div xmlns="http://www.w3.org/1999/xhtml" ${attributes}>${text}</div></content>`;
    const link = '<a href="x">y</a>';
    const base = 'xml:base="d/"';
    const within = (inner: string) => atom(`<entry xml:base="${home}"><title>T</title>${inner}</entry>`);
    expect(await textOf(within(xhtml(base, link)))).toBe(`[y](${home}b/d/x)`);
    expect(await textOf(within(xhtml('', `${link}<p ${base}>${link}</p>`)))).toBe(
      `[y](${home}b/x)\n\n[y](${home}b/d/x)`,
    );
  });
});

describe('the links of an entry', () => {
  const entry = (links: string) => atom(`<entry><title>T</title>${links}</entry>`);
  const english = `<link rel="alternate" hreflang="en" href="${home}a"/>`;
  const german = '<link rel="alternate" hreflang="de" href="https://blog-de.example/a"/>';

  it('to translations, and to other places beside its own, are no originals', async () => {
    const own = [['T', `${home}a`, null]];
    expect(await titlesAndAddresses(entry(english + german))).toEqual(own);
    expect(await titlesAndAddresses(entry(german + english))).toEqual(own);
    const second = '<link href="https://mirror.example/a"/>';
    expect(await titlesAndAddresses(entry(`<link href="${home}a"/>${second}`))).toEqual(own);
    expect(await titlesAndAddresses(entry(`${second}<link href="${home}a"/>`))).toEqual([
      ['T', `${home}a`, 'https://mirror.example/a'],
    ]);
  });

  it('start from where xml:base says', async () => {
    expect(await titlesAndAddresses(entry(`<link xml:base="${home}sub/" href="l"/>`))).toEqual([
      ['T', `${home}sub/l`, null],
    ]);
  });

  it('have relations by their short names or their addresses', async () => {
    const relation = (name: string) => `rel="http://www.iana.org/assignments/relation/${name}"`;
    const links = `<link ${relation('alternate')} href="${home}a"/><link ${relation('related')} href="https://o.example/x"/>
      <link ${relation('enclosure')} href="${home}a.png" type="image/png"/>`;
    expect(await factsIn(entry(links))).toMatchObject([
      {
        permalink: `${home}a`,
        url: 'https://o.example/x',
        image: `${home}a.png`,
        extra: { attachments: [{ url: `${home}a.png`, mime_type: 'image/png' }] },
      },
    ]);
  });
});

describe('the home page of a feed', () => {
  const other = 'https://cdn.example/feed';
  const link = (type: string) => `<link rel="alternate" type="${type}" href="${other}"/>`;

  it('is a page, where it states one', async () => {
    const entry = `<entry><title>T</title><link href="${home}a"/></entry>`;
    for (const values of [
      `${link('application/atom+xml')}<link href="${home}"/>`,
      `<link type="text/html" href="${home}"/>${link('application/rss+xml')}`,
    ]) {
      const [facts] = await factsIn(atom(entry, values));
      expect(facts).toMatchObject({ permalink: `${home}a`, url: null, feed: { home } });
    }
    const [facts] = await factsIn(atom(entry, link('application/atom+xml')));
    expect(facts!.feed!.home).toBe(other);
  });
});

it('an entry of Atom has the people of the feed that it was taken from, and categories by what they say', async () => {
  const source = '<source><title>S</title><author><name>Ada</name></author></source>';
  const values = `<link href="${home}"/><author><name>Ed</name></author>`;
  const entry = (id: number, rest: string) => `<entry><title>T</title><id>${id}</id>${rest}</entry>`;
  const facts = await factsIn(
    atom(
      entry(1, `${source}<category term="t" label=""/>`) +
        entry(2, `${source}<author><name>Bo</name></author>`) +
        entry(3, ''),
      values,
    ),
  );
  expect(facts.map(({ authors }) => authors.map(({ name }) => name))).toEqual([['Ada'], ['Bo'], ['Ed']]);
  expect(facts[0]!.topics).toEqual(['t']);
});

it.each([
  ['2018-07-03T12:20:30+02', '2018-07-03T10:20:30.000Z'],
  ['2018/07/03', '2018-07-03T00:00:00.000Z'],
  ['Tue, 03 Jul 18 10:20:30 GMT', '2018-07-03T10:20:30.000Z'],
  ['3. Juli 2018', '2018-07-03T00:00:00.000Z'],
  ['0001-01-01T00:00:00Z', null],
])('an entry of a JSON Feed has the date %s', async (date_published, date) => {
  const items = [{ id: '1', title: 'T', date_published }];
  expect((await factsIn(JSON.stringify({ items, home_page_url: home })))[0]!.date).toBe(date);
});

describe('a title of more than 500 characters', () => {
  const long = `It begins so. ${'Word '.repeat(120)}`.trim();
  const warning = {
    item: 'title',
    code: 'FIELD_TOO_LONG',
    message: `title has ${long.length} characters; at most 500. The entry is called by its beginning`,
  };

  it('gives its beginning, as a guess, and is the text where there is no other', async () => {
    for (const [feed, text] of [
      [rss(`<item><title>${long}</title><description>Text.</description></item>`), 'Text.'],
      [rss(`<item><title>${long}</title></item>`), long],
      [atom(`<entry><title>${long}</title><content>Text.</content></entry>`), 'Text.'],
      [JSON.stringify({ items: [{ id: '1', title: long, content_text: 'Text.' }] }), 'Text.'],
    ] as const) {
      expect(documentsOf(await read(feed))).toMatchObject([
        {
          facts: { title: 'It begins so.', isTitleGuessed: true },
          body: { markdown: expect.stringMatching(new RegExp(`^${text}\\s*$`)) as unknown },
          warnings: [warning],
        },
      ]);
    }
    const endless = 'word '.repeat(120);
    expect((await factsIn(rss(`<item><title>${endless}</title></item>`)))[0]!.title).toBe(
      `${'word '.repeat(16).trim()}…`,
    );
  });
});

it('a list of feeds may have their files’ names as addresses have them', () => {
  const folder = mkdtempSync(path.join(inject('runDirectory'), 'list-'));
  for (const name of ['a b.xml', 'c%20d.xml']) writeFileSync(path.join(folder, name), '');
  const list = path.join(folder, 'list.opml');
  const fileOf = (xmlUrl: string) => path.relative(folder, localFeedOf({ title: null, xmlUrl }, list)!);
  expect(fileOf('a%20b.xml')).toBe('a b.xml');
  expect(fileOf('c%20d.xml')).toBe('c%20d.xml');
  expect(fileOf('%gone.xml')).toBe('%gone.xml');
  expect(fileOf('gone%20.xml')).toBe('gone%20.xml');
});

describe('plain words', () => {
  it('are without mark-up of whole texts in a summary, and in a title that says that it is HTML', async () => {
    const list = '&lt;ul&gt;&lt;li&gt;One&lt;/li&gt;&lt;/ul&gt;&lt;!-- c --&gt;';
    const [entry] = documentsOf(
      await readItems(
        readFeed,
        `<feed xmlns="http://www.w3.org/2005/Atom"><link href="https://b.example/"/><entry><title type="html">&lt;blockquote&gt;Q&lt;/blockquote&gt; Vec</title>
         <link href="https://b.example/1"/><summary type="html">${list}</summary><content type="html">Text.</content></entry></feed>`,
      ),
    );
    expect([entry!.facts.title, entry!.facts.summary]).toEqual(['Q Vec', 'One']);
  });
});
