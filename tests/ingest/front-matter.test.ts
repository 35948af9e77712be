import { describe, expect, it } from 'vitest';
import { parseMarkdown } from '../../src/read/markdown.ts';
import { createTestApp } from '../support/app.ts';
import { engines } from '../support/engines.ts';
import { factsOf } from './fingerprint.ts';
import { listGraph, none, relativeTo } from './documents.ts';

const complete = `---
title: "Keeping: time"
url: https://journal.example/time
permalink: https://blog.example/on-time
headline: A long walk
publisher: The Journal
authors:
  - Ada Muster
  - name: Émile Beispiel
    url: https://people.example/emile
date: 2020-02-03 10:30:00 +0100
topics: [Clocks, Days of the Week]
summary: >
  How time
  is kept.
language: en-GB
image: https://journal.example/time.png
aliases: [Time Kept]
weight: 7
series: { name: Time, part: 2 }
---

A *long* walk.
`;

/** What is read of front matter and a body of one word. */
function factsIn(frontMatter: string) {
  return parseMarkdown(`---\n${frontMatter}\n---\nText.\n`)!.facts;
}

describe.each(engines)('front matter on %s', (engine) => {
  it('states all that an article and a take have', async () => {
    await using app = await createTestApp({ engine });
    expect(await app.publish({ 'time.md': complete })).toEqual({ ...none, created: 1 });
    const { articles } = await listGraph(app);
    expect(articles).toHaveLength(1);
    expect(articles[0]).toMatchObject({
      title: 'Keeping: time',
      url: 'https://journal.example/time',
      summary: 'How time is kept.',
      language: 'en-GB',
      image: 'https://journal.example/time.png',
      publisher: { name: 'The Journal', domain: null },
      topics: { edges: [{ node: { name: 'Clocks' } }, { node: { name: 'Days of the Week' } }] },
      takes: {
        nodes: [
          {
            headline: 'A long walk',
            url: 'https://blog.example/on-time',
            publishedAt: '2020-02-03T09:30:00.000Z',
            authors: [{ name: 'Ada Muster' }, { name: 'Émile Beispiel' }],
            body: { markdown: 'A *long* walk.', text: 'A long walk.' },
          },
        ],
      },
    });
    expect(await factsOf(app)).toMatchObject({
      'time.md': { aliases: ['Time Kept'], extra: { weight: 7, series: { name: 'Time', part: 2 } } },
    });
  });

  it('of a draft is passed over', async () => {
    await using app = await createTestApp({ engine });
    const report = await app.publish({
      'a.md': '---\ntitle: Not yet\ndraft: true\n---\nText.\n',
      'b.md': '---\ntitle: Not here\npublished: false\n---\nText.\n',
      'c.md': '---\ntitle: Here\ndraft: false\npublished: true\n---\nText.\n',
    });
    expect(relativeTo(app, report)).toMatchObject({
      ...none,
      created: 1,
      problems: [
        { source: 'a.md', item: null, code: 'DRAFT_SKIPPED' },
        { source: 'b.md', item: null, code: 'DRAFT_SKIPPED' },
      ],
    });
    expect((await listGraph(app)).articles.map(({ title }) => title)).toEqual(['Here']);
  });

  it('may be missing, and so may the text', async () => {
    await using app = await createTestApp({ engine });
    const report = await app.publish({
      'heading.md': 'Some words before.\n\n## The *first* heading\n\n# The second\n',
      'empty.md': '---\ntitle: Nothing but a title\n---\n\n \n',
      'image.md': '---\ntitle: A picture\n---\n\n![A clock](https://journal.example/clock.png)\n',
      'linked-image.md':
        '---\ntitle: A linked picture\n---\n\n[![](https://a.example/c.png)](https://a.example/)\n',
      'comment.md': '---\ntitle: A comment\n---\n\n<!-- nothing to see -->\n',
    });
    expect(report).toEqual({ ...none, created: 5 });
    const { articles } = await listGraph(app);
    expect(articles.map(({ title, takeCount }) => [title, takeCount])).toEqual([
      ['A comment', 0],
      ['A linked picture', 1],
      ['A picture', 0],
      ['Nothing but a title', 0],
      ['The first heading', 1],
    ]);
  });
});

describe('front matter', () => {
  it.each([
    ['url', 'https://a.example/x', ['url', 'link', 'external_url']],
    ['date', '2018-07-03T00:00:00.000Z', ['date', 'published', 'published_at', 'publishDate', 'pubDate']],
    ['summary', 'Short.', ['summary', 'description', 'excerpt']],
    ['language', 'de', ['language', 'lang']],
    ['image', 'https://a.example/x.png', ['image', 'cover']],
  ] as const)(
    'gives the %s by any of its names, the first of them before the others',
    (field, value, keys) => {
      for (const key of keys) {
        const facts = factsIn(`title: T\n${key}: ${value}`);
        expect(facts[field]).toBe(value);
        expect(facts.extra).toEqual({});
      }
      const other = keys.at(-1)!;
      const facts = factsIn(`${other}: another\ntitle: T\n${keys[0]}: ${value}`);
      expect(facts[field]).toBe(value);
      expect(facts.extra).toEqual({ [other]: 'another' });
      expect(factsIn(`title: T\n${keys[0]}: ""\n${other}: ${value}`)[field]).toBe(value);
    },
  );

  it('adds up lists by all their names', () => {
    const facts = factsIn(
      'title: T\nauthor: Ada\nauthors: [Bob, Ada]\ntags: [a, b]\ncategories: c\ntopics: [b]',
    );
    expect(facts.authors.map(({ name }) => name)).toEqual(['Bob', 'Ada']);
    expect(facts.topics).toEqual(['b', 'a', 'c']);
    expect(factsIn('title: T\ncategory: c\ntag: d\ntopic: e').topics).toEqual(['e', 'd', 'c']);
  });

  it.each([
    ['tags: a, b c,, d', { topics: ['a', 'b c', 'd'] }],
    ['tags: [2020, 1.10, true]', { topics: ['2020', '1.10', 'true'] }],
    ['tags: [" a ", "a", "", null]', { topics: ['a'] }],
    ['tags: []', { topics: [] }],
    ['author: Sammy Davis, Jr.', { authors: [{ name: 'Sammy Davis, Jr.', url: null }] }],
    [
      'author: { name: Ada, url: https://ada.example, email: ada@a.example }',
      { authors: [{ name: 'Ada', url: 'https://ada.example/' }] },
    ],
    ['authors: [{ name: Ada }, Bob]', { authors: [{ name: 'Ada' }, { name: 'Bob' }] }],
    ['publisher: { name: The Journal }', { publisher: 'The Journal' }],
    ['aliases: Another', { aliases: ['Another'] }],
    ['aliases: [One, Two]', { aliases: ['One', 'Two'] }],
    ['summary: "  two\\n lines "', { summary: 'two lines' }],
    ['date: !!timestamp 2020-01-01', { date: '2020-01-01T00:00:00.000Z' }],
  ])('reads %s', (line, expected) => {
    expect(factsIn(`title: T\n${line}`)).toMatchObject(expected);
  });

  it.each([
    ['1984', '1984'],
    ['007', '007'],
    ['1.10', '1.10'],
    ['0x10', '0x10'],
    ['True', 'True'],
    ['2020-01-01', '2020-01-01'],
    ['"a\\uD800b"', 'a\ufffdb'],
    ['|\n  Two\n  lines', 'Two lines'],
  ])('takes the title %s as it is written', (yaml, title) => {
    expect(factsIn(`title: ${yaml}`).title).toBe(title);
  });

  it.each([
    ['CRLF', '---\r\ntitle: T\r\ntags:\r\n  - a\r\n---\r\nText.\r\n'],
    ['CR', '---\rtitle: T\rtags: [a]\r---\rText.\r'],
    ['dots at its end', '---\ntitle: T\ntags: [a]\n...\nText.\n'],
    ['spaces behind its marks', '--- \ntitle: T\ntags: [a]\n---\t\nText.'],
    ['a line of dashes in the text', '---\ntitle: T\ntags: [a]\n---\nText.\n\n---\n\nMore.\n'],
  ])('is found with %s', (_, source) => {
    const document = parseMarkdown(source)!;
    expect(document.facts).toMatchObject({ title: 'T', topics: ['a'] });
    expect(document.body!.markdown).toMatch(/^Text\./);
  });

  it('is none behind a first line', () => {
    const document = parseMarkdown('# Heading\n\n---\n\ntitle: T\n\n---\n')!;
    expect(document.facts).toMatchObject({ title: 'Heading', extra: {} });
  });

  it('may be empty', () => {
    expect(parseMarkdown('---\n---\n# Heading\n')!.facts.title).toBe('Heading');
    expect(parseMarkdown('---\n# only a comment\n---\n# Heading\n')!.facts.title).toBe('Heading');
  });

  it('prefers the title that it states', () => {
    expect(parseMarkdown('---\ntitle: Stated\n---\n# Heading\n')!.facts.title).toBe('Stated');
    expect(parseMarkdown('---\ntitle: ""\n---\n# Heading\n')!.facts.title).toBe('Heading');
    expect(parseMarkdown('---\ntitle: null\n---\n# Heading\n')!.facts.title).toBe('Heading');
  });
});

describe.each(engines)('a relative address on %s', (engine) => {
  it('is left out with what to do, and is found once that is done', async () => {
    await using app = await createTestApp({ engine });
    await app.write({ 'one.md': '---\ntitle: One\npermalink: /one/\n---\nText.\n' });
    const first = await app.ingest();
    expect(first).toMatchObject({ created: 1, problems: [{ item: 'permalink', code: 'URL_RELATIVE' }] });
    expect(first.problems[0]!.message).toContain('set PUBLICATION_URL');
    const publicationUrl = 'https://you.example';
    expect(await app.ingest(undefined, { publicationUrl })).toMatchObject({ updated: 1, problems: [] });
    const { articles } = await listGraph(app);
    expect(articles.map(({ url }) => url)).toEqual(['https://you.example/one/']);
    expect(await app.ingest(undefined, { publicationUrl })).toMatchObject({ unchanged: 1, problems: [] });
  });
});
