import { describe, expect, it } from 'vitest';
import { parseTextPage } from '../../src/read/text-page.ts';
import { createTestApp } from '../support/app.ts';
import { engines } from '../support/engines.ts';
import { listGraph, none } from './documents.ts';

const page = `How clocks are wound
URL: https://journal.example/clocks
Publisher: The Journal
Author: Ada Muster, Émile Beispiel
Author: Bob
Date: 3 July 2018
Topics: Clocks, Days of the Week
Our take

Winding a clock takes *a minute*.
It takes an hour <b>at least</b> where there are many.
Read on the original site
Open the publisher's page for the full experience
`;

/** The Markdown of the take in a page of these lines. */
function takeIn(...lines: string[]): string | undefined {
  return parseTextPage(['Headline', ...lines].join('\n')).body?.markdown;
}

describe.each(engines)('a text page on %s', (engine) => {
  it('is an article, and a take of plain text', async () => {
    await using app = await createTestApp({ engine });
    expect(await app.publish({ 'clocks.txt': page })).toEqual({ ...none, created: 1 });
    const { articles } = await listGraph(app);
    expect(articles).toMatchObject([
      {
        title: 'How clocks are wound',
        url: 'https://journal.example/clocks',
        publisher: { name: 'The Journal' },
        authors: [{ name: 'Ada Muster' }, { name: 'Émile Beispiel' }, { name: 'Bob' }],
        publishedAt: '2018-07-03T00:00:00.000Z',
        topics: { edges: [{ node: { name: 'Clocks' } }, { node: { name: 'Days of the Week' } }] },
        takes: {
          nodes: [
            {
              headline: null,
              url: null,
              authors: [],
              body: {
                text: 'Winding a clock takes *a minute*.\n\nIt takes an hour <b>at least</b> where there are many.',
              },
            },
          ],
        },
      },
    ]);
  });

  it('may be a headline only', async () => {
    await using app = await createTestApp({ engine });
    const report = await app.publish({
      'a.txt': '\n\n  How clocks are wound  \n',
      'b.txt': 'Title\nOur take\n\n',
    });
    expect(report).toEqual({ ...none, created: 2 });
    const { articles } = await listGraph(app);
    expect(articles.map(({ title, takeCount }) => [title, takeCount])).toEqual([
      ['How clocks are wound', 0],
      ['Title', 0],
    ]);
  });
});

describe('a text page', () => {
  it('reads header lines in any case and order, and only under the headline', () => {
    const { facts, body } = parseTextPage(
      'Headline\ntopics: a,b\nurl:https://a.example/\nauthors: Ada\n\nDate: today is fine\n',
    );
    expect(facts).toMatchObject({
      topics: ['a', 'b'],
      url: 'https://a.example/',
      authors: [{ name: 'Ada', url: null }],
      date: null,
    });
    expect(body!.markdown).toBe('Date: today is fine\n');
  });

  it.each([
    ['with the mark', ['Our take', '', 'One.', 'Two.'], 'One.\n\nTwo.\n'],
    ['with the mark behind an empty line', ['', 'OUR TAKE:', 'One.'], 'One.\n'],
    ['without it', ['', 'One.', '', 'Two.'], 'One.\n\nTwo.\n'],
    ['with the mark in the text', ['One.', 'Our take', 'Two.'], 'One.\n\nOur take\n\nTwo.\n'],
    ['with CRLF', ['Our take\r', '\r', 'One.\r', 'Two.\r'], 'One.\n\nTwo.\n'],
    ['up to the way to the original', ['One.', 'Read on the original site', 'Two.'], 'One.\n'],
    ['up to it with an address', ['One.', 'read on the original site: https://a.example/', 'Two.'], 'One.\n'],
    [
      'and beyond a sentence like it',
      ['Read on the original site how it ends.'],
      'Read on the original site how it ends.\n',
    ],
    ['of nothing', ['Our take', '', 'Read on the original site'], undefined],
  ])('has a take %s', (_, lines, take) => {
    expect(takeIn(...lines)).toBe(take);
  });

  it('joins wrapped lines where empty ones divide paragraphs', () => {
    expect(takeIn('', 'One begins', 'and ends.', '', '', 'Two begins', 'and ends.')).toBe(
      'One begins and ends.\n\nTwo begins and ends.\n',
    );
    const long = 'A line longer than that is a paragraph of its own. '.repeat(3).trim();
    expect(takeIn('', long, 'Two.', '', 'Three.')).toBe(`${long}\n\nTwo.\n\nThree.\n`);
  });

  it('warns of a date that is none', () => {
    const { facts, warnings } = parseTextPage('Headline\nDate: soon\nText.');
    expect(facts.date).toBeNull();
    expect(warnings).toMatchObject([{ item: 'date', code: 'DATE_INVALID' }]);
  });
});
