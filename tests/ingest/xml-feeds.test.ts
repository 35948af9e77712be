import { describe, expect, it } from 'vitest';
import { readFeed } from '../../src/read/feed/feed.ts';
import { documentsOf, faultsOf, readItems } from './read-items.ts';

const read = (content: string | Uint8Array) => readItems(readFeed, content);

const channel = '<title>The Blog</title><link>https://blog.example/</link>';

function rss(items: string, values = channel): string {
  return `<?xml version="1.0"?><rss version="2.0"><channel>${values}${items}</channel></rss>`;
}

function atom(entries: string, values = '<link href="https://blog.example/"/>'): string {
  return `<feed xmlns="http://www.w3.org/2005/Atom"><title>The Blog</title>${values}${entries}</feed>`;
}

/** What the entries of a feed state; all must be usable. */
async function factsIn(content: string | Uint8Array) {
  const items = await read(content);
  expect(faultsOf(items)).toEqual([]);
  return documentsOf(items).map(({ facts }) => facts);
}

/** The Markdown of the entries' texts. */
async function textsIn(content: string | Uint8Array): Promise<(string | undefined)[]> {
  return documentsOf(await read(content)).map(({ body }) => body?.markdown.trim());
}

describe('an item of RSS', () => {
  it('has its fields wherever the dialect puts them', async () => {
    const [facts] = await factsIn(
      rss(
        `<item><title>On &amp;amp; off: &lt;em&gt;clocks&lt;/em&gt;</title>
          <link> https://blog.example/clocks </link><guid isPermaLink="false">tag:1</guid>
          <dc:creator>Ada Muster and Bo Beispiel</dc:creator><dc:creator>Cy</dc:creator>
          <pubDate>Mon, 03 Feb 2020 10:30:00 +0100</pubDate>
          <category>Time</category><category domain="x"><![CDATA[Clocks & bells]]></category>
          <description>In short.</description>
          <content:encoded><![CDATA[<p>They <a href="/more">tick</a>.</p>]]></content:encoded>
          <media:content url="https://blog.example/a.png" medium="image"/>
          <enclosure url="https://blog.example/a.mp3" type="audio/mpeg" length="12"/></item>`,
        `${channel}<language>en-gb</language><atom:link rel="self" href="https://blog.example/feed.xml"/>`,
      ),
    );
    expect(facts).toMatchObject({
      title: 'On & off: clocks',
      permalink: 'https://blog.example/clocks',
      url: null,
      authors: [{ name: 'Ada Muster' }, { name: 'Bo Beispiel' }, { name: 'Cy' }],
      date: '2020-02-03T09:30:00.000Z',
      topics: ['Time', 'Clocks & bells'],
      summary: 'In short.',
      language: 'en-gb',
      image: 'https://blog.example/a.png',
      publisher: 'The Blog',
      feed: { key: 'blog.example/feed.xml', home: 'https://blog.example/' },
      extra: {
        attachments: [{ url: 'https://blog.example/a.mp3', mime_type: 'audio/mpeg', size_in_bytes: 12 }],
      },
    });
  });

  it('is at its guid where that is an address and there is no link', async () => {
    const items = (guid: string) => rss(`<item><title>T</title>${guid}</item>`);
    const addressOf = async (guid: string) => (await factsIn(items(guid)))[0]!.permalink;
    expect(await addressOf('<guid>https://blog.example/a</guid>')).toBe('https://blog.example/a');
    expect(await addressOf('<guid isPermaLink="true">https://blog.example/a</guid>')).toBe(
      'https://blog.example/a',
    );
    expect(await addressOf('<guid isPermaLink="false">https://blog.example/a</guid>')).toBeNull();
    expect(await addressOf('<guid>1234</guid>')).toBeNull();
  });

  it('that leads elsewhere is a take on the piece there', async () => {
    const item = (rest: string) =>
      `<item><title>T</title><link>https://journal.example/clocks</link>${rest}</item>`;
    expect(
      await factsIn(
        rss(
          item('<guid>https://blog.example/on-clocks</guid>') +
            item('<guid isPermaLink="false">https://www.blog.example/?p=7</guid>') +
            item('<guid>x</guid>'),
        ),
      ),
    ).toMatchObject([
      {
        url: 'https://journal.example/clocks',
        permalink: 'https://blog.example/on-clocks',
        isLinkPost: true,
        publisher: null,
      },
      { url: 'https://journal.example/clocks', permalink: 'https://www.blog.example/?p=7' },
      { url: 'https://journal.example/clocks', permalink: null },
    ]);
  });

  it('is the feed’s own where nearly all lead to one site, whatever the feed says is its home', async () => {
    const items = ['a', 'b', 'c', 'd'].map(
      (name) => `<item><title>${name}</title><link>https://new.example/${name}</link></item>`,
    );
    const facts = await factsIn(rss(items.join('')));
    expect(facts.map(({ url, permalink }) => [url, permalink])).toEqual(
      ['a', 'b', 'c', 'd'].map((name) => [null, `https://new.example/${name}`]),
    );
  });

  it('in versions 0.9x, 1.0 and without namespaces is read alike', async () => {
    const item =
      '<title>T</title><link>https://blog.example/t</link><description>D &lt;b&gt;d&lt;/b&gt;</description>';
    const documents = [
      `<rss version="2.0"><rss:channel>${channel}<rss:item>${item}</rss:item></rss:channel></rss>`,
      `<rss xmlns="http://www.w3.org/2005/Atom"><channel>${channel}<item>${item}</item></channel></rss>`,
      `<RSS><CHANNEL>${channel}<ITEM>${item}</ITEM></CHANNEL></RSS>`,
      `<RDF><channel>${channel}</channel><item>${item}</item></RDF>`,
      `<rss version="0.91"><channel>${channel}<item>${item}</item></channel></rss>`,
      `<rss><channel>${channel}</channel><item>${item}</item></rss>`,
      `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
        <channel rdf:about="https://blog.example/">${channel}<items><rdf:Seq><rdf:li rdf:resource="https://blog.example/t"/></rdf:Seq></items></channel>
        <item rdf:about="https://blog.example/t">${item}</item></rdf:RDF>`,
      `<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:s="http://my.netscape.com/rdf/simple/0.9/">
        <s:channel><s:title>The Blog</s:title><s:link>https://blog.example/</s:link></s:channel>
        <s:item><s:title>T</s:title><s:link>https://blog.example/t</s:link><s:description>D &lt;b&gt;d&lt;/b&gt;</s:description></s:item></r:RDF>`,
    ];
    for (const document of documents) {
      expect(await factsIn(document)).toMatchObject([
        { title: 'T', permalink: 'https://blog.example/t', publisher: 'The Blog' },
      ]);
      expect(await textsIn(document)).toEqual(['D **d**']);
    }
  });

  it('may be without title, or differ from others by its fragment only; the same twice is one', async () => {
    const day = (rest: string) =>
      `<item><link>https://blog.example/day${rest}</link><description>Rain fell. All day.</description></item>`;
    const facts = await factsIn(rss(day('#a') + day('#b') + day('#a')));
    expect(facts.map(({ permalink, title, isTitleGuessed }) => [permalink, title, isTitleGuessed])).toEqual([
      ['https://blog.example/day#a', 'Rain fell.', true],
      ['https://blog.example/day#b', 'Rain fell.', true],
    ]);
  });

  it('names people by RSS’s address for mail, and none by an address alone', async () => {
    const authors = [
      'ada@blog.example (Ada Muster)',
      'Bo Beispiel &lt;bo@blog.example&gt;',
      'cy@blog.example',
      'By Dee and Ede',
    ];
    const facts = await factsIn(
      rss(authors.map((author, i) => `<item><title>${i}</title><author>${author}</author></item>`).join('')),
    );
    expect(facts.map((one) => one.authors.map(({ name }) => name))).toEqual([
      ['Ada Muster'],
      ['Bo Beispiel'],
      [],
      ['Dee', 'Ede'],
    ]);
  });

  it('in JSON is read as well', async () => {
    const json = {
      rss: {
        version: '2.0',
        channel: {
          title: 'The Blog',
          link: 'https://blog.example/',
          item: [
            {
              title: 'T',
              link: 'https://blog.example/t',
              guid: { isPermaLink: 'false', '#value': 'x' },
              category: ['A', 'B'],
              description: '<p>D</p>',
            },
          ],
        },
      },
    };
    expect(await factsIn(JSON.stringify(json))).toMatchObject([
      { title: 'T', permalink: 'https://blog.example/t', topics: ['A', 'B'] },
    ]);
    expect(await textsIn(JSON.stringify(json))).toEqual(['D']);
  });
});

it('an entry of the first year has no date', async () => {
  const dated = (date: string) => rss(`<item><title>T</title><pubDate>${date}</pubDate></item>`);
  expect((await factsIn(dated('Mon, 01 Jan 0001 00:00:00 +0000')))[0]!.date).toBeNull();
  expect((await factsIn(dated('0001-01-01T00:00:00Z')))[0]!.date).toBeNull();
  expect((await factsIn(dated('Mon, 02 Jan 2001 00:00:00 +0001')))[0]!.date).not.toBeNull();
});

describe('an entry of Atom', () => {
  it('has its fields by their types', async () => {
    const document = atom(
      `<entry><title type="html">&lt;b&gt;A&lt;/b&gt; &amp;amp; B</title>
        <link rel="alternate" href="clocks"/><id>tag:blog.example,2020:1</id>
        <published>2020-02-03T10:30:00+01:00</published><updated>2021-01-01T00:00:00Z</updated>
        <author><name>Ada</name><uri>https://ada.example/</uri></author><author><name>Bo</name></author>
        <category term="time" label="Time"/><category term="bells"/>
        <summary>In short</summary>
        <content type="xhtml" xml:base="/texts/"><div xmlns="http://www.w3.org/1999/xhtml"><p>One &amp; <a href="two">two</a>.</p></div></content></entry>
       <entry><title type="text">Vec&lt;T&gt; &amp;amp; co</title><link href="https://blog.example/vec"/>
        <content type="text">Plain &lt;b&gt; text</content></entry>`,
      '<link href="https://blog.example/"/><link rel="self" href="https://blog.example/atom"/><author><name>Ed</name></author>',
    ).replace('<feed ', '<feed xml:base="https://blog.example/2020/" xml:lang="de" ');
    expect(await factsIn(document)).toMatchObject([
      {
        title: 'A & B',
        permalink: 'https://blog.example/2020/clocks',
        date: '2020-02-03T09:30:00.000Z',
        authors: [{ name: 'Ada', url: 'https://ada.example/' }, { name: 'Bo' }],
        topics: ['Time', 'bells'],
        summary: 'In short',
        language: 'de',
        feed: { key: 'blog.example/atom' },
      },
      { title: 'Vec<T> &amp; co', authors: [{ name: 'Ed' }] },
    ]);
    expect(await textsIn(document)).toEqual([
      'One & [two](https://blog.example/texts/two).',
      'Plain \\<b> text',
    ]);
  });

  it('of a link blog is about what lies elsewhere, whichever of its links that is', async () => {
    const entry = (alternate: string, rest: string) =>
      `<entry><title>T</title><link rel="alternate" href="${alternate}"/>${rest}<id>tag:1,${alternate}</id></entry>`;
    const linked = {
      url: 'https://journal.example/clocks',
      permalink: 'https://blog.example/linked/clocks',
      isLinkPost: true,
    };
    const facts = await factsIn(
      atom(
        entry(
          'https://journal.example/clocks',
          '<link rel="related" href="https://blog.example/linked/clocks"/>',
        ) +
          entry(
            'https://blog.example/linked/bells',
            '<link rel="related" href="https://journal.example/clocks"/>',
          ).replace('tag:1', 'tag:2') +
          entry('https://blog.example/own', '<link rel="related" href="https://blog.example/other"/>'),
      ),
    );
    expect(facts).toMatchObject([
      linked,
      { ...linked, permalink: 'https://blog.example/linked/bells' },
      { url: null, permalink: 'https://blog.example/own' },
    ]);
  });

  it('may be about another piece on the site, where the others lead away and name their own address as related', async () => {
    const entry = (alternate: string, own: string) =>
      `<entry><title>T</title><link rel="alternate" href="${alternate}"/><link rel="related" href="${own}"/></entry>`;
    const facts = await factsIn(
      atom(
        entry('https://blog.example/show/1', 'https://blog.example/linked/show') +
          entry('https://journal.example/clocks', 'https://blog.example/linked/clocks') +
          entry('https://blog.example/essay', 'https://blog.example/essay'),
      ),
    );
    expect(facts).toMatchObject([
      { url: 'https://blog.example/show/1', permalink: 'https://blog.example/linked/show', isLinkPost: true },
      { url: 'https://journal.example/clocks', permalink: 'https://blog.example/linked/clocks' },
      { url: null, permalink: 'https://blog.example/essay' },
    ]);
  });

  it('of version 0.3 is read alike', async () => {
    const document = `<feed version="0.3" xmlns="http://purl.org/atom/ns#"><link rel="alternate" type="text/html" href="https://blog.example/"/>
      <entry><title mode="escaped">A &amp;amp; B</title><link rel="alternate" type="text/html" href="https://blog.example/a"/>
      <issued>2004-01-02T03:04:05Z</issued><modified>2005-01-02T03:04:05Z</modified>
      <content type="text/html" mode="base64">PHA+VGV4dC48L3A+</content></entry></feed>`;
    expect(await factsIn(document)).toMatchObject([
      { title: 'A & B', permalink: 'https://blog.example/a', date: '2004-01-02T03:04:05.000Z' },
    ]);
    expect(await textsIn(document)).toEqual(['Text.']);
  });
});

describe('an XML feed with faults', () => {
  it('gives what it has: entities of HTML, ampersands, unclosed and nested items, control characters', async () => {
    const facts = await factsIn(
      rss(
        `<item><title>A &nbsp;& B &copy; &unknown; \u0007</title><link>https://blog.example/a?x=1&y=2</link>
         <item><title>C</title><link>https://blog.example/c</link></item>
         <item><title>D</title><description><p>Not escaped<br>here</description></item>`,
      ),
    );
    expect(facts.map(({ title, permalink }) => [title, permalink])).toEqual([
      ['A & B © &unknown;', 'https://blog.example/a?x=1&y=2'],
      ['C', 'https://blog.example/c'],
      ['D', null],
    ]);
  });

  it('costs by a bad entry that one only', async () => {
    const items = await read(
      rss(
        '<item><title>A</title><link>mailto:a@b.example</link></item><item></item><item><title>B</title></item>',
      ),
    );
    expect(faultsOf(items)).toEqual([
      'mailto:a@b.example URL_INVALID: url is "mailto:a@b.example", which is no http(s) address of at most 2,000 characters',
      'entry 2 TITLE_MISSING: The entry has neither title nor text',
    ]);
    expect(documentsOf(items).map(({ facts }) => facts.title)).toEqual(['B']);
  });

  it('that ends early gives the entries before', async () => {
    const whole = rss(
      '<item><title>A</title></item><item><title>B</title><link>https://blog.example/b</link></item>',
    );
    const items = await read(whole.slice(0, whole.indexOf('/b</link>')));
    expect(documentsOf(items).map(({ facts }) => facts.title)).toEqual(['A']);
    expect(faultsOf(items)).toEqual([
      'https://blog.example ENTRY_INVALID: The file ends within the entry; what there is of it is not taken',
    ]);
  });

  it.each([
    [
      '<urlset><url/></urlset>',
      'FORMAT_UNKNOWN: Its outermost element is urlset; expected is a feed: rss, rdf:RDF or feed',
    ],
    [
      '<?xml version="1.0"?>',
      'FORMAT_UNKNOWN: It holds no element; expected is a feed: rss, rdf:RDF or feed',
    ],
  ])('is told what it is: %s', async (content, fault) => {
    expect(faultsOf(await read(content))).toEqual([fault]);
  });

  it('that is well and empty has no items', async () => {
    expect(await read(rss(''))).toEqual([]);
  });
});

describe('an XML feed in another charset', () => {
  const text = 'Zürich — “Größe”';
  const item = `<item><title>${text}</title></item>`;
  it.each([
    ['UTF-8 with a mark', Buffer.from(`\ufeff${rss(item)}`)],
    ['UTF-16, little end first', Buffer.from(`\ufeff${rss(item)}`, 'utf16le')],
    ['UTF-16 without a mark', Buffer.from(rss(item), 'utf16le')],
    ['UTF-16, big end first', Buffer.from(`\ufeff${rss(item)}`, 'utf16le').swap16()],
    ['windows-1252, as it declares', windows1252('encoding="windows-1252"')],
    ['windows-1252, declared as Latin-1', windows1252('encoding="ISO-8859-1"')],
    ['UTF-8, declared as Latin-1', Buffer.from(rss(item).replace('?>', ' encoding="iso-8859-1"?>'))],
    [
      'UTF-8 with slips of windows-1252',
      Buffer.concat([Buffer.from(rss(item).replace('</rss>', 'ä'.repeat(9))), Buffer.from([0x93])]),
    ],
  ])('is read: %s', async (_, bytes) => {
    expect((await factsIn(bytes)).map(({ title }) => title)).toEqual([text]);
  });

  it('that it does not say is guessed', async () => {
    const japanese = Buffer.from(
      '93fa967b8cea82cc8b4c8e9682cd8abd8c7d82b382ea82dc82b7814282b182ea82cd83658358836782c582b78142',
      'hex',
    );
    const [before = '', after = ''] = rss('<item><title>@</title></item>').split('@');
    const bytes = Buffer.concat([Buffer.from(before), japanese, Buffer.from(after)]);
    expect((await factsIn(bytes))[0]!.title).toBe('日本語の記事は歓迎されます。これはテストです。');
  });

  function windows1252(declaration: string): Buffer {
    const xml = rss(item).replace('?>', ` ${declaration}?>`);
    const codes = new Map([
      ['—', 0x97],
      ['“', 0x93],
      ['”', 0x94],
    ]);
    return Buffer.from(Array.from(xml, (character) => codes.get(character) ?? character.charCodeAt(0)));
  }
});
