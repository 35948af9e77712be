import { describe, expect, it } from 'vitest';
import { parsePage } from '../../src/read/page/page.ts';

const sentence = 'The heron is back, and it stood on the weir for an hour. ';
const short = `<p>${sentence.trim()}</p>`;
const long = `<p>${sentence.repeat(12).trim()}</p>`;
const footer = '<footer><p>© 2020. All rights reserved. Impressum. RSS.</p></footer>';

function page(body: string): string {
  return `<!DOCTYPE html><html lang="en"><head><title>What I read in May</title></head><body>${body}</body></html>`;
}

/** The text of a page of the publication's own. */
function textOf(body: string): string {
  return parsePage(page(body), 'own').body?.markdown.trim() ?? '';
}

const post = (content: string) => `<main><article><h1>What I read in May</h1>${content}</article></main>`;

/** The markdown's lines, in order, and no others. */
function linesOf(body: string): string[] {
  return textOf(body)
    .split('\n')
    .filter((line) => line !== '');
}

describe('the text of a link post', () => {
  const link = (i: number) => `<a href="https://p.example/${i}">A paper about thing number ${i}</a>`;
  const linked = (i: number) => `[A paper about thing number ${i}](https://p.example/${i})`;
  const numbers = (count: number) => Array.from({ length: count }, (_, i) => i);

  it.each([5, 20])('is its %i links, in a list or in paragraphs, and not the footer', (count) => {
    const list = `<ul>${numbers(count).map((i) => `<li>${link(i)}</li>`).join('')}</ul>`; // prettier-ignore
    expect(linesOf(post(list) + footer)).toEqual(numbers(count).map((i) => `- ${linked(i)}`));
    const paragraphs = numbers(count).map((i) => `<p>${link(i)}</p>`);
    expect(linesOf(post(paragraphs.join('')) + footer)).toEqual(numbers(count).map(linked));
  });

  it('has no summary of what stands around it', () => {
    const { facts } = parsePage(page(post(`<ul><li>${link(1)}</li></ul>`) + footer), 'own');
    expect(facts.summary).toBeNull();
  });
});

describe('the text of a short post', () => {
  const banner = `<div class="cc-banner" role="dialog"><p>This website uses cookies, to make sure that you get the best experience, to show you ads, to count visits, and to learn what readers want.</p><p>You can change your mind at any time, by visiting the settings, at the foot of every page, next to the imprint.</p></div>`;
  const comments = `<section class="comments"><h2>2 comments</h2>${'<div class="comment"><p>Great post, I have been waiting for somebody to write this down for years, thanks!</p></div>'.repeat(2)}</section>`;
  const about = `<div class="about"><p>${'Bea Low, who lives in Bath, writes about birds, rivers and old maps. '.repeat(5)}</p></div>`;
  const more = `<section class="more"><h2>More</h2>${[1, 2].map((i) => `<div><h3><a href="/${i}">Another</a></h3><p>A teaser of the other post, which says what is in it, and why it matters.</p></div>`).join('')}</section>`;

  it.each([
    ['a cookie banner', banner + post(short)],
    ['comments', post(short) + comments],
    ['comments in its article', post(short + comments)],
    ['who wrote it', post(short) + about],
    ['teasers', post(short) + more],
    ['teasers in articles', `${post(short)}<ul><li><article>${short}</article></li></ul>${more}`],
    ['all of these', banner + post(short) + comments + about + more + footer],
  ])('is without %s', (_, body) => {
    expect(linesOf(body)).toEqual([sentence.trim()]);
  });

  it.each([
    '<div class="e-content">',
    '<div class="entry-content">',
    '<section class="post-content">',
    '<div class="post-body x">',
    '<div itemprop="articleBody">',
  ])('is what stands in %s', (tag) => {
    const body = `<div><h1>What I read in May</h1><p>5 January</p>${tag}${short}</${tag.slice(1, 4) === 'div' ? 'div' : 'section'}></div>`;
    expect(linesOf(body + about + footer)).toEqual([sentence.trim()]);
  });

  it('may be in no marked element, and is without a banner', () => {
    const body = `${banner}<div class="layout"><div class="story"><h1>What I read in May</h1>${short.repeat(5)}</div></div>${footer}`;
    expect(linesOf(body)).toEqual(Array.from({ length: 5 }, () => sentence.trim()));
  });

  it('is not a lone teaser beside a long text', () => {
    const body = `<div class="story"><h1>What I read in May</h1>${long}</div><div><article><p>Another post.</p></article></div>`;
    expect(linesOf(body)).toEqual([sentence.repeat(12).trim()]);
  });
});

describe('what stands in a text', () => {
  const text = sentence.repeat(12).trim();

  it.each(['related-work', 'remarks', 'social-effects', 'extra-reading', 'community'])(
    'stays in a section that is named %s after its heading',
    (id) => {
      const heading = id.replace('-', ' ');
      const body = post(`${long}<section id="${id}"><h2>${heading}</h2>${long}</section>${long}`);
      expect(linesOf(body)).toEqual([text, `## ${heading}`, text, text]);
    },
  );

  it.each([
    '<h2 id="related-work">Related work</h2>',
    '<h2 id="final-remarks">Final remarks</h2>',
    '<h2 id="2-the-menu">2. The menu</h2>',
    '<h2 id="h-http-headers">HTTP headers</h2>',
    '<h2 class="header-anchor-post">The second part</h2>',
    '<div class="mw-heading"><h2>History</h2><span class="mw-editsection">[<a href="/e">edit</a>]</span></div>',
    '<div class="markdown-heading"><h2 class="heading-element">Install</h2><a class="anchor" href="#install"></a></div>',
  ])('is the heading %s', (heading) => {
    const name = /<h2[^>]*>(.*)<\/h2>/.exec(heading)![1]!;
    expect(linesOf(post(long + heading + long))).toEqual([text, `## ${name}`, text]);
  });

  it('is lists and paragraphs whatever they are called, and no others', () => {
    const body = `${long}<h2>Extra reading</h2><ul id="extra"><li><a href="https://x.example/1">One</a></li></ul>
      <p class="comment">A comment on <a href="https://x.example/2">that</a>.</p>
      <p class="related">Related: <a href="https://x.example/3">another</a>.</p>
      <ul class="share-links"><li><a href="/share">Share</a></li></ul><p class="byline">By nobody</p>${long}`;
    expect(linesOf(post(body))).toEqual([
      text,
      '## Extra reading',
      '- [One](https://x.example/1)',
      'A comment on [that](https://x.example/2).',
      'Related: [another](https://x.example/3).',
      text,
    ]);
  });

  it('is no comments, whose section is named after its heading too', () => {
    const body = `${long}<section id="comments"><h2>Comments</h2>${short}</section>`;
    expect(linesOf(post(body))).toEqual([text]);
  });

  it.each(['<nav>', '<nav id="TableOfContents">'])('is no %s', (nav) => {
    const menu = `${nav}<ul><li><a href="#a">Alpha chapter</a></li><li><a href="#b">Beta chapter</a></li></ul></nav>`;
    const body = post(
      `${menu}${long}<h2 id="a">Alpha chapter</h2>${long}<h2 id="b">Beta chapter</h2>${long}`,
    );
    expect(linesOf(body)).toEqual([text, '## Alpha chapter', text, '## Beta chapter', text]);
  });

  it('is all of it where a menu is never closed', () => {
    expect(
      linesOf(`<nav><a href="/">Home</a><div><h1>What I read in May</h1>${long}${long}</div>`),
    ).toContain(text);
  });
});
