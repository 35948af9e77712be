import { describe, expect, it } from 'vitest';
import type { DocumentError } from '../../src/read/document.ts';
import { parsePage } from '../../src/read/page/page.ts';
import { createTestApp } from '../support/app.ts';
import { engines } from '../support/engines.ts';
import { listGraph, none } from './documents.ts';

/** Sentences enough for a text to be taken for one. */
const paragraph = 'Tables stand on four legs, as a rule, and the rule has held for long. '.repeat(4).trim();
const article = `<article><h1>On Tables</h1><p>${paragraph}</p><p>See <a href="/shelves">shelves</a>, and ${paragraph}</p></article>`;

function page(head: string, body = article, attributes = ''): string {
  return `<!DOCTYPE html><html ${attributes}><head>${head}</head><body>${body}</body></html>`;
}

const read = (html: string, publicationUrl: string | null = null) => parsePage(html, publicationUrl);

const jsonLd = (...nodes: unknown[]) =>
  nodes.map((node) => `<script type="application/ld+json">${JSON.stringify(node)}</script>`).join('');

describe('a page', () => {
  it('is what its JSON-LD says before its metadata, and what they say before what is found', () => {
    const head = `<title>On Tables | The Journal</title>
      <link rel="canonical" href="https://journal.example/tables?a=1"><link rel="amphtml" href="https://amp.journal.example/t">
      <meta property="og:title" content="OG title"><meta property="og:url" content="https://journal.example/tables/og">
      <meta property="og:image" content="/og.png"><meta property="og:description" content="OG summary">
      <meta property="article:published_time" content="2020-01-01"><meta name="author" content="Wrong One">`;
    const news = {
      '@context': 'https://schema.org',
      '@graph': [
        { '@type': 'Organization', '@id': '#org', name: 'The Journal' },
        { '@type': 'Person', '@id': '#ada', name: 'Ada Muster', url: 'https://ada.example/' },
        {
          '@type': ['NewsArticle'],
          headline: 'On &amp; about Tables',
          alternativeHeadline: 'Legs',
          author: [{ '@id': '#ada' }, { '@type': 'Person', name: 'Bo Beispiel' }],
          datePublished: '2020-02-03T10:30:00+01:00',
          publisher: { '@id': '#org' },
          inLanguage: 'en-GB',
        },
      ],
    };
    const { facts, sources } = read(page(`${jsonLd(news)}${head}`));
    expect(facts).toMatchObject({
      title: 'On & about Tables',
      url: 'https://journal.example/tables?a=1',
      permalink: null,
      otherUrls: ['https://journal.example/tables/og', 'https://amp.journal.example/t'],
      authors: [{ name: 'Ada Muster', url: 'https://ada.example/' }, { name: 'Bo Beispiel' }],
      date: '2020-02-03T09:30:00.000Z',
      publisher: 'The Journal',
      language: 'en-GB',
      summary: 'OG summary',
      image: 'https://journal.example/og.png',
    });
    expect(sources).toEqual({
      url: 'html',
      publisher: 'json-ld',
      title: 'json-ld',
      date: 'json-ld',
      language: 'json-ld',
      summary: 'opengraph',
      image: 'opengraph',
      authors: 'json-ld',
    });
  });

  it('has what is found in it only as a guess, which yields to what others state', async () => {
    const html = page(
      '<title>On Tables</title><link rel="canonical" href="https://journal.example/2019/05/06/tables">',
      article.replace('<p>', '<p class="byline">By Ada Muster and Bo Beispiel</p><p>'),
      'lang="en"',
    );
    expect(read(html).facts).toMatchObject({
      authors: [{ name: 'Ada Muster' }, { name: 'Bo Beispiel' }],
      date: '2019-05-06T00:00:00.000Z',
      guessed: expect.arrayContaining(['authors', 'date']) as unknown,
    });
    await using app = await createTestApp({ engine: 'sqlite' });
    const feed = JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      home_page_url: 'https://journal.example/',
      items: [
        {
          id: '1',
          url: 'https://journal.example/2019/05/06/tables',
          title: 'Legs',
          date_published: '2019-05-05',
        },
      ],
    });
    await app.publish({ 'page.html': html, 'feed.json': feed });
    expect((await listGraph(app)).articles).toMatchObject([
      { title: 'On Tables', publishedAt: '2019-05-05T00:00:00.000Z' },
    ]);
  });

  it('bears with JSON-LD that is none', () => {
    const broken = '<script type="application/ld+json">{"@type": "Article", "headline": }</script>';
    const mended =
      '<script type="application/ld+json">\n//<![CDATA[\n{"@type": "BlogPosting", "headline": "Two\nlines",}\n//]]></script>';
    expect(read(page(broken + mended)).facts.title).toBe('Two lines');
  });

  it('at an address that cannot be right is at the next that it names', () => {
    const head = (canonical: string) =>
      `<title>T</title><link rel="canonical" href="${canonical}"><meta property="og:url" content="https://journal.example/tables">`;
    expect(read(page(head('https://journal.example/'))).facts.url).toBe('https://journal.example/tables');
    expect(read(page(head('mailto:x@y.example'))).facts.url).toBe('https://journal.example/tables');
    expect(read(page(head('/2020/t'))).facts.url).toBe('https://journal.example/2020/t');
    const saved = `<!-- saved from url=(0029)https://journal.example/saved -->`;
    expect(read(page('<title>T</title>').replace('<html', `${saved}<html`)).facts.url).toBe(
      'https://journal.example/saved',
    );
  });

  it('without any title is called by its first sentence, and without text is refused', () => {
    expect(read(page('', article.replace(/<h1>.*<\/h1>/, '')))).toMatchObject({
      facts: {
        title: 'Tables stand on four legs, as a rule, and the rule has held for long.',
        isTitleGuessed: true,
      },
    });
    let error: unknown;
    try {
      read(page('', ''));
    } catch (thrown) {
      error = thrown;
    }
    expect((error as DocumentError).code).toBe('TITLE_MISSING');
  });

  it('has bylines and dates of many spellings', () => {
    const head = (author: string, date: string) =>
      `<title>T</title><meta name="author" content="${author}"><meta name="date" content="${date}">`;
    const spellings: [string, string[], string, string | null][] = [
      [
        'By Ada Muster, Bo Beispiel &amp; Cy Doe',
        ['Ada Muster', 'Bo Beispiel', 'Cy Doe'],
        '2020-02-03',
        '2020-02-03',
      ],
      ['Muster, Ada', ['Muster, Ada'], '3. Februar 2020', '2020-02-03'],
      ['Ada Muster, PhD', ['Ada Muster, PhD'], '3 février 2020', '2020-02-03'],
      ['Ada Muster und Bo Beispiel', ['Ada Muster', 'Bo Beispiel'], '03.02.2020', '2020-02-03'],
      ['Written by Ada Muster', ['Ada Muster'], '2020年2月3日', '2020-02-03'],
      ['https://facebook.example/ada', [], '20200203T103000Z', '2020-02-03'],
      ['ada@muster.example', [], 'Mon Feb  3 10:30:00 2020', '2020-02-03'],
      ['von Ada Muster', ['Ada Muster'], '2020/02/03', '2020-02-03'],
      ['Ada', ['Ada'], 'soon', null],
    ];
    for (const [author, names, date, day] of spellings) {
      const { facts } = read(page(head(author, date), '<p>x</p>'));
      expect([facts.authors.map(({ name }) => name), facts.date?.slice(0, 10) ?? null]).toEqual([names, day]);
    }
  });
});

describe('a page of the publication’s own', () => {
  const head =
    '<title>On Tables</title><link rel="canonical" href="https://pub.example/blog/tables"><base href="/other/">';

  it('is a piece with its text for take; any other has none', () => {
    const own = read(page(head), 'https://pub.example/blog/');
    expect(own.facts).toMatchObject({ permalink: 'https://pub.example/blog/tables', url: null });
    expect(own.body!.markdown).toContain('[shelves](https://pub.example/shelves)');
    for (const publication of [null, 'https://pub.example/news/', 'https://other.example/']) {
      const other = read(page(head), publication);
      expect([other.facts.permalink, other.facts.url, other.body]).toEqual([
        null,
        'https://pub.example/blog/tables',
        null,
      ]);
    }
  });

  it('keeps plain lists of links, which are what publications write, and drops menus', () => {
    const list = `<ul>${Array.from({ length: 9 }, (_, i) => `<li><a href="https://a.example/${i}">Piece ${i}</a></li>`).join('')}</ul>`;
    const menu = '<div class="menu"><ul><li><a href="/x">Menu</a></li></ul></div>';
    const body = `<nav><a href="/nav">Home</a></nav>${article.replace('</article>', `<h2>To read</h2>${list}${menu}</article>`)}<footer>Imprint</footer>`;
    const { body: text } = read(page(head, body), 'https://pub.example/');
    expect(text!.markdown.match(/https:\/\/a\.example\/\d/g)).toHaveLength(9);
    expect(text!.markdown).not.toMatch(/Menu|Home|Imprint/);
  });
});

const take = [
  `A first paragraph on it. ${paragraph}`,
  'It brings to mind The Long Title of an Earlier Piece, and more.',
];
const comment = page(
  '<title>Big News at Last | Pub</title><meta name="author" content="Ed Itor"><meta property="og:site_name" content="Pub"><link rel="canonical" href="https://pub.example/takes/1">',
  `<header><a href="/">Pub</a></header><main><h1>Big News at Last</h1><h2>Our take</h2>
   <div>${take.map((text) => `<p>${text}</p>`).join('\n')}</div>
   <p><a href="https://journal.example/news?utm_source=pub">Read on the original site</a></p>
   <p>Open the publisher's page for the full experience</p></main><footer>Imprint</footer>`,
);

describe.each(engines)('a page with “Our take”, on %s', (engine) => {
  it('is a take on the piece that it leads to, as the same in plain text', async () => {
    const earlier = '---\ntitle: The Long Title of an Earlier Piece\nurl: https://a.example/earlier\n---\n';
    const text = `Big News at Last\nURL: https://journal.example/news\nOur take\n\n${take.join('\n')}\nRead on the original site\nOpen the publisher's page for the full experience`;
    const graphs = [];
    for (const [name, content] of Object.entries({ 'page.html': comment, 'page.txt': text })) {
      await using app = await createTestApp({ engine });
      const report = await app.publish({ 'earlier.md': earlier, [name]: content });
      expect({ ...report, pages: [] }).toEqual({ ...none, created: 2, references: 1, pages: [] });
      const { articles } = await listGraph(app);
      expect(articles[0]).toMatchObject({
        title: 'Big News at Last',
        takes: { nodes: [{ body: { text: take.join('\n\n') } }] },
      });
      graphs.push(articles.map(({ title, references }) => [title, references.nodes]));
    }
    expect(graphs[0]).toEqual(graphs[1]);
  });

  it('is a link post: who wrote the page wrote the take, and nothing of the piece', () => {
    expect(read(comment).facts).toMatchObject({
      title: 'Big News at Last',
      url: 'https://journal.example/news?utm_source=pub',
      permalink: 'https://pub.example/takes/1',
      isLinkPost: true,
      isTitleOriginal: true,
      authors: [{ name: 'Ed Itor' }],
      publisher: null,
    });
  });
});
