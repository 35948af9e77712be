import { describe, expect, it } from 'vitest';
import { parsePage } from '../../src/read/page/page.ts';

const paragraph = 'Tables stand on four legs, as a rule, and the rule has held for long. '.repeat(4).trim();

function factsOf(head: string, body = `<article><h1>On Tables</h1><p>${paragraph}</p></article>`) {
  return parsePage(`<!DOCTYPE html><html><head>${head}</head><body>${body}</body></html>`, null).facts;
}

const jsonLd = (...nodes: unknown[]) =>
  nodes.map((node) => `<script type="application/ld+json">${JSON.stringify(node)}</script>`).join('');
const text = (heading: string) => `<article>${heading}<p>${paragraph}</p></article>`;

describe('the title of a page without a stated one', () => {
  it.each([
    [
      'all of <title> where a heading says all of it',
      'Notes from the lighthouse keeper - March 2020',
      '<h1>Notes from the lighthouse keeper - March 2020</h1>',
      'Notes from the lighthouse keeper - March 2020',
    ],
    [
      'what the heading says, before the name of the site',
      'Forty keys | Reed’s Desk',
      '<h1>Forty keys</h1>',
      'Forty keys',
    ],
    [
      'and behind it',
      'Reed’s Desk » Blog Archive » Forty keys',
      '<h1>Reed’s Desk</h1><h2>Forty keys</h2>',
      'Forty keys',
    ],
    ['with the sign of a link behind it', 'Pumps — Handbook', '<h1>Pumps<a href="#p">¶</a></h1>', 'Pumps'],
    ['the heading where <title> says nothing', 'Untitled Document', '<h1>On pumps</h1>', 'On pumps'],
    [
      'all of <title> where much more than a name is beside the heading',
      'The shared mutable history — what the extension of that name does',
      '<h1>what the extension of that name does</h1>',
      'The shared mutable history — what the extension of that name does',
    ],
  ])('is %s', (_, title, heading, expected) => {
    expect(factsOf(`<title>${title}</title>`, text(heading)).title).toBe(expected);
  });

  it('has what was cut from <title> as another name, where no heading tells', () => {
    const facts = factsOf('<title>The long man in the middle - A story of trust</title>', text(''));
    expect([facts.title, ...facts.aliases]).toContain('The long man in the middle - A story of trust');
  });

  it('is not that of a drawing', () => {
    expect(factsOf('', `<svg><title>Icon</title></svg>${text('<h1>On pumps</h1>')}`).title).toBe('On pumps');
  });
});

describe('a stated title with the name of the site', () => {
  it.each([
    ['Reed’s Desk | Forty keys', '<h1>Forty keys</h1>'],
    ['Reed’s Desk: Forty keys', '<h1>Forty keys</h1>'],
    ['Forty keys · Reed’s Desk', '<h1>Reed’s Desk</h1><h2>Forty keys</h2>'],
  ])('has the rest as another name: %s', (title, headings) => {
    const facts = factsOf(`<meta property="og:title" content="${title}">`, text(headings));
    expect([facts.title, facts.aliases]).toEqual([title, ['Forty keys']]);
  });

  it('yields to another one without it', () => {
    const head = `${jsonLd({ '@type': 'Article', headline: 'X of Y - Better Builds - Medium' })}
      <meta property="og:title" content="X of Y">`;
    expect(factsOf(head).title).toBe('X of Y');
  });
});

describe('JSON-LD', () => {
  const page = { '@type': ['WebPage', 'FAQPage'], name: 'Our services', datePublished: '2020-02-03' };
  const post = { '@type': 'BlogPosting', headline: 'Why clocks', author: 'Ada Muster' };
  it.each([
    [
      'the page, not its first question',
      [
        {
          ...page,
          mainEntity: [{ '@type': 'Question', name: 'What does it cost?', url: 'https://a.example/#q' }],
        },
        { '@type': 'Question', name: 'What does it cost?' },
      ],
      { title: 'Our services', date: '2020-02-03T00:00:00.000Z', url: null },
    ],
    [
      'the post, not a question beside it',
      [{ '@type': 'Question', name: 'Why?' }, post],
      { title: 'Why clocks' },
    ],
    [
      'the post, not a customer’s review',
      [{ '@type': 'Review', name: 'Broke after a week', author: 'Cust', datePublished: '2001-01-01' }, post],
      { title: 'Why clocks', authors: [{ name: 'Ada Muster' }], date: null },
    ],
    [
      'the question that a page is about',
      [{ '@type': 'QAPage', mainEntity: { '@type': 'Question', name: 'How do clocks tick?', author: 'Bo' } }],
      { title: 'How do clocks tick?' },
    ],
  ])('says of a page: %s', (_, nodes, expected) => {
    expect(factsOf(`<title>Our services</title>${jsonLd(...nodes)}`, '<p>Text.</p>')).toMatchObject(expected);
  });

  it('has a review that is the page', () => {
    const review = { '@type': 'Review', name: 'A clock reviewed', author: 'Ada Muster' };
    const facts = factsOf(`<title>A clock reviewed | Clocks</title>${jsonLd(review)}`);
    expect(facts).toMatchObject({ title: 'A clock reviewed', authors: [{ name: 'Ada Muster' }] });
  });

  it.each([
    [{ '@type': 'Person', name: 'Di Wang' }, ['Di Wang']],
    [{ '@type': 'Organization', name: 'Simon and Schuster' }, ['Simon and Schuster']],
    [{ '@type': 'Person', name: 'Ann Lee and Bob Ray' }, ['Ann Lee', 'Bob Ray']],
    ['Ann Lee, Bob Ray', ['Ann Lee', 'Bob Ray']],
  ])('names who wrote it: %j', (author, expected) => {
    const facts = factsOf(jsonLd({ '@type': 'Article', headline: 'H', author }));
    expect(facts.authors.map(({ name }) => name)).toEqual(expected);
  });

  it('names further authors where Ghost wrote it, and no other contributors', () => {
    const node = {
      '@type': 'Article',
      headline: 'H',
      author: { name: 'Ines Caro' },
      contributor: [{ name: 'Tom Bray' }],
    };
    const names = (head: string) => factsOf(`${head}${jsonLd(node)}`).authors.map(({ name }) => name);
    expect(names('<meta name="generator" content="Ghost 5.1">')).toEqual(['Ines Caro', 'Tom Bray']);
    expect(names('')).toEqual(['Ines Caro']);
  });
});

describe('marks in the text', () => {
  it('are not those of comments, advertisements and people', () => {
    const facts = factsOf(
      '',
      `<div itemscope itemtype="https://schema.org/WPAdBlock"><span itemprop="headline">Buy!</span></div>
       <article itemscope itemtype="https://schema.org/Article"><h1 itemprop="headline">On Tables</h1>
       <span itemprop="author" itemscope itemtype="https://schema.org/Person"><span itemprop="name">Ann Lee</span></span>
       <abbr itemprop="datePublished" title="2011-04-09T10:00:00Z">April</abbr><p>${paragraph}</p></article>
       <div itemprop="comment" itemscope itemtype="https://schema.org/Comment"><span itemprop="author">Pete Harrow</span>
       <time itemprop="datePublished" datetime="2001-01-01">then</time></div>`,
    );
    expect(facts).toMatchObject({
      title: 'On Tables',
      authors: [{ name: 'Ann Lee' }],
      date: '2011-04-09T10:00:00.000Z',
    });
  });

  it('are those of the entry, not of what it answers or who wrote it', () => {
    const facts = factsOf(
      '',
      `<article class="h-entry"><div class="u-in-reply-to h-cite"><a class="u-url" href="https://other.example/post">A</a>
       <span class="p-author">Other Person</span><time class="dt-published" datetime="2001-01-01">then</time></div>
       <div class="p-author h-card"><a class="u-url p-name" href="https://you.example/about/">Ann Lee</a>
       <span class="p-note">writes about keys, lives in Bath.</span></div><div class="p-author h-card">Bo Li</div>
       <h1 class="p-name">On Tables</h1><a class="u-url" href="https://you.example/tables"><time class="dt-published"
       datetime="2020-02-03">3 Feb</time></a><p>${paragraph}</p></article>
       <div class="h-entry"><a class="u-url" href="https://you.example/next">Next</a><span class="p-author">Cy</span></div>`,
    );
    expect(facts).toMatchObject({
      title: 'On Tables',
      url: 'https://you.example/tables',
      authors: [{ name: 'Ann Lee' }, { name: 'Bo Li' }],
      date: '2020-02-03T00:00:00.000Z',
    });
  });

  it('may be those of a review, where that is the piece', () => {
    const review = (property: string) =>
      `<div ${property} itemscope itemtype="https://schema.org/Review"><b itemprop="headline">Of clocks</b><p>${paragraph}</p></div>`;
    expect(factsOf('<title>T</title>', review('')).title).toBe('Of clocks');
    expect(factsOf('<title>T</title>', review('itemprop="review"')).title).toBe('T');
  });

  it('may be of RDFa', () => {
    const body = `<span property="schema:dateCreated" content="2018-12-09T08:15:00+00:00"></span>${text('<h1>T</h1>')}`;
    expect(factsOf('', body).date).toBe('2018-12-09T08:15:00.000Z');
  });
});

describe('a page that does not say where it is', () => {
  it('is none of the publication’s own, and says why', () => {
    const html = `<html><head><link rel="canonical" href="/d"></head><body>${text('<h1>On Tables</h1>')}</body></html>`;
    const { body, warnings } = parsePage(html, 'https://you.example/');
    expect([body, warnings.map(({ item, code }) => [item, code])]).toEqual([
      null,
      [['url', 'ADDRESS_UNKNOWN']],
    ]);
    expect(parsePage(html, null).warnings).toEqual([]);
  });
});

describe('metadata', () => {
  it('may list topics in one', () => {
    expect(factsOf('<meta property="article:tag" content="Clocks, Bells">').topics).toEqual([
      'Clocks',
      'Bells',
    ]);
  });
});
