import { describe, expect, it } from 'vitest';
import { createTestApp } from '../support/app.ts';
import { engines } from '../support/engines.ts';
import { articlesWithReferences, piece, referenceIds, referenceLines } from './found-references.ts';

const tables = { 'tables.md': piece('A History of Tables', { url: 'https://a.example/tables' }) };
const chairs = { 'chairs.md': piece('On the Making of Chairs', { url: 'https://a.example/chairs' }) };
const take = (body: string) => ({ 'take.md': piece('Take', { url: 'https://take.example/1', body }) });

describe.each(engines)('links on %s', (engine) => {
  it('refer at every place, in whatever spelling, and nothing else of that article counts', async () => {
    await using app = await createTestApp({ engine });
    const body =
      'A History of Tables: [one](http://www.a.example/tables/), [two](https://a.example/tables?utm_source=x#part)\n\n' +
      '## [Three](https://m.a.example/tables)\n\n> [four](https://a.example/tables/amp)';
    await app.publish({ ...take(body), ...tables });
    const line = 'Take → A History of Tables LINK 21 “one” + 26 “two” + 31 “Three” + 38 “four”';
    expect(await referenceLines(app)).toEqual([line]);
    const [edge] = (await articlesWithReferences(app)).find((article) => article.title === 'Take')!.references
      .edges;
    expect(edge!.reference).toMatchObject({ kind: 'MENTION', confidence: 1, position: 1, targetTake: null });
    expect(edge!.reference.anchors.map((anchor) => anchor.url)).toEqual([
      'http://www.a.example/tables/',
      'https://a.example/tables?utm_source=x#part',
      'https://m.a.example/tables',
      'https://a.example/tables/amp',
    ]);
  });

  it.each([
    ['by a link', 'Read [this](https://a.example/tables) now', 'LINK 5 “this”'],
    ['by an address as text', '<https://a.example/tables>', 'LINK 0 “https://a.example/tables”'],
    [
      'by a linked image, which has no words',
      'See ![x](https://i.example/a) [![x](https://i.example/a)](https://a.example/tables) it',
      'LINK 4 “”',
    ],
    ['by a linked image alone', '[![x](https://i.example/a)](https://a.example/tables)', 'LINK 0 “”'],
    [
      'by a linked image at the end',
      'See [![x](https://i.example/a)](https://a.example/tables)',
      'LINK 3 “”',
    ],
    [
      'by a link of several paragraphs',
      '<div><a href="https://a.example/tables"><p>One</p><p>Two</p></a></div>',
      'LINK 0 “One\n\nTwo”',
    ],
    ['by a link of code', '[`code`](https://a.example/tables)', 'LINK 0 “code”'],
  ])('refer %s', async (_name, body, place) => {
    await using app = await createTestApp({ engine });
    await app.publish({ ...tables, ...take(body) });
    expect(await referenceLines(app)).toEqual([`Take → A History of Tables ${place}`]);
  });

  it('and titles stand in reading order, linked images of one place by the key of their target', async () => {
    await using app = await createTestApp({ engine });
    const image = (url: string) => `[![x](https://i.example/a)](${url})`;
    await app.publish({
      ...take(`x ${image('https://a.example/tables')}${image('https://a.example/chairs')}`),
      ...chairs,
      ...tables,
    });
    expect(await referenceLines(app)).toEqual([
      'Take → On the Making of Chairs LINK 1 “”',
      'Take → A History of Tables LINK 1 “”',
    ]);
    const ids = await referenceIds(app);
    await app.publish(take('On the Making of Chairs, [tables](https://a.example/tables)'));
    expect(await referenceLines(app)).toEqual([
      'Take → On the Making of Chairs TITLE 0 “On the Making of Chairs”',
      'Take → A History of Tables LINK 25 “tables”',
    ]);
    expect(await referenceIds(app)).toEqual(ids);
  });

  it('replace a title, and give way to it again', async () => {
    await using app = await createTestApp({ engine });
    const withTitle = take('A History of Tables, [see](https://b.example/tables)');
    await app.publish({ ...withTitle, ...tables });
    const ids = await referenceIds(app);
    expect(await referenceLines(app)).toEqual(['Take → A History of Tables TITLE 0 “A History of Tables”']);

    const moved = {
      'moved.md': piece('A History of Tables', {
        url: 'https://a.example/tables',
        permalink: 'https://b.example/tables',
      }),
    };
    expect(await app.publish(moved)).toMatchObject({ created: 1, references: 0 });
    expect(await referenceLines(app)).toEqual(['Take → A History of Tables LINK 21 “see”']);
    await app.publish({
      'moved.md': piece('Something Else Altogether Here', { url: 'https://c.example/else' }),
    });
    expect(await referenceLines(app)).toEqual(['Take → A History of Tables TITLE 0 “A History of Tables”']);
    expect(await referenceIds(app)).toEqual(ids);
  });

  it('never refer to their own article, by whatever address', async () => {
    await using app = await createTestApp({ engine });
    const body =
      '[a](https://take.example/1), [b](https://take.example/own#part), My Other Title Is This, Title of This Very Piece';
    const facts = {
      url: 'https://take.example/1',
      permalink: 'https://take.example/own',
      aliases: ['My Other Title Is This'],
      body,
    };
    await app.publish({ 'take.md': piece('Title of This Very Piece', facts) });
    expect(await referenceLines(app)).toEqual([]);
  });

  it('to a take lead to its article and tell the take', async () => {
    await using app = await createTestApp({ engine });
    await app.publish(take('[one](https://a.example/tables), [two](https://blog.example/on-tables/)'));
    await app.publish({
      'on-tables.md': piece('Our Word on Tables', {
        url: 'https://a.example/tables',
        permalink: 'https://blog.example/on-tables',
        body: 'Good.',
      }),
    });
    expect(await referenceLines(app)).toEqual(['Take → Our Word on Tables LINK 0 “one” + 5 “two”']);
    const articles = await articlesWithReferences(app);
    const targets = articles.flatMap((article) =>
      article.references.edges.map((edge) => edge.reference.targetTake),
    );
    expect(targets).toEqual([{ url: 'https://blog.example/on-tables' }]);
  });

  it('to an address that becomes that of a take tell the take from then on', async () => {
    await using app = await createTestApp({ engine });
    const facts = { url: 'https://a.example/tables', permalink: 'https://blog.example/on-tables' };
    await app.publish({
      'on-tables.md': piece('Our Word on Tables', facts),
      ...take('[two](https://blog.example/on-tables)'),
    });
    const targetTakes = async () =>
      (await articlesWithReferences(app)).flatMap(({ references }) =>
        references.edges.map(({ reference }) => reference.targetTake),
      );
    expect(await targetTakes()).toEqual([null]);
    await app.publish({ 'on-tables.md': piece('Our Word on Tables', { ...facts, body: 'Good.' }) });
    expect(await targetTakes()).toEqual([{ url: 'https://blog.example/on-tables' }]);
    await app.publish({ 'on-tables.md': piece('Our Word on Tables', facts) });
    expect(await targetTakes()).toEqual([null]);
  });

  it('with a fragment lead to the exact address before the page, whichever came first', async () => {
    await using app = await createTestApp({ engine });
    const page = { 'page.md': piece('The Whole Long Page', { url: 'https://a.example/page' }) };
    const part = { 'part.md': piece('One Part of It', { url: 'https://a.example/page#part' }) };
    await app.publish(
      take('[a](https://a.example/page#part) [b](https://a.example/page#other) [c](https://a.example/page)'),
    );
    const onlyPage = ['Take → The Whole Long Page LINK 0 “a” + 2 “b” + 4 “c”'];
    const both = ['Take → One Part of It LINK 0 “a”', 'Take → The Whole Long Page LINK 2 “b” + 4 “c”'];
    await app.publish(page);
    expect(await referenceLines(app)).toEqual(onlyPage);
    const { 'Take → The Whole Long Page': id } = await referenceIds(app);
    expect(await app.publish(part)).toMatchObject({ references: 1 });
    expect(await referenceLines(app)).toEqual(both);
    expect(await referenceIds(app)).toMatchObject({ 'Take → The Whole Long Page': id });

    await app.publish({ 'part.md': piece('One Part of It', { url: 'https://a.example/elsewhere' }) });
    expect(await referenceLines(app)).toEqual(onlyPage);
    await app.publish(part);
    await app.publish({ 'page.md': piece('The Whole Long Page', { url: 'https://a.example/elsewhere' }) });
    expect(await referenceLines(app)).toEqual(['Take → One Part of It LINK 0 “a”']);
  });

  it('to an address without fragment never lead to one with', async () => {
    await using app = await createTestApp({ engine });
    await app.publish({
      ...take('[a](https://a.example/page)'),
      'part.md': piece('One Part of It', { url: 'https://a.example/page#part' }),
    });
    expect(await referenceLines(app)).toEqual([]);
  });
});
