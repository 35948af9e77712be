import { describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/app.ts';
import { engines } from '../support/engines.ts';
import { getIds, listGraph, markdown, none, ordersOn, permutations, relativeTo } from './documents.ts';

const url = 'https://journal.example/clocks';
const byTitle = markdown({ title: 'On “Clocks”', topics: ['Time'] });
const byUrl = markdown({ title: 'on "clocks".', url, summary: 'Ticking.' }, 'Text.');

describe.each(engines)('a piece without address on %s', (engine) => {
  it('is the one piece of its title, whichever came first', async () => {
    const listings = [];
    for (const names of permutations(['a.md', 'b.md'])) {
      await using app = await createTestApp({ engine });
      await app.write({ 'a.md': byTitle, 'b.md': byUrl });
      await app.ingest(names.slice(0, 1));
      const [first] = (await listGraph(app)).articles;
      const { id } = await getIds(app, { slug: first!.slug });
      expect(await app.ingest(names.slice(1))).toEqual({ ...none, created: 1 });
      const { articles } = await listGraph(app);
      expect(articles).toMatchObject([
        { url, summary: 'Ticking.', topics: { edges: [{ node: { name: 'Time' } }] }, takeCount: 1 },
      ]);
      expect((await getIds(app, { url })).id).toBe(id);
      listings.push(articles);
    }
    expect(listings[1]).toEqual(listings[0]);
  });

  it('keeps its take and what refers to it when its address comes', async () => {
    await using app = await createTestApp({ engine });
    const clocks = markdown({ title: 'A history of clocks' }, 'Text.');
    await app.publish({ 'a.md': clocks, 'b.md': 'As told in A History of Clocks, in short.\n\n# Naming' });
    const before = await getIds(app, { slug: 'a-history-of-clocks' });
    const naming = await getIds(app, { slug: 'naming' });
    expect(naming.takes.nodes[0]!.references.edges).toHaveLength(1);
    await app.publish({ 'c.md': markdown({ title: 'A history of clocks', url }) });
    const after = await getIds(app, { url });
    expect(after).toMatchObject({ id: before.id, slug: before.slug, takes: before.takes });
    expect((await getIds(app, { slug: 'naming' })).takes).toEqual(naming.takes);

    // The address goes again, then the take is edited.
    await app.publish({ 'c.md': markdown({ title: 'Something else', url: 'https://else.example/' }) });
    expect(await getIds(app, { slug: before.slug })).toMatchObject({
      id: before.id,
      url: null,
      takes: before.takes,
    });
    expect(await app.publish({ 'd.md': markdown({ title: 'Another', url }) })).toMatchObject({ created: 1 });
    expect((await getIds(app, { url })).id).not.toBe(before.id);
    await app.publish({ 'a.md': clocks.replace('Text', 'Another text') });
    expect((await getIds(app, { slug: before.slug })).takes.nodes[0]).toMatchObject({
      id: before.takes.nodes[0]!.id,
      revision: 2,
    });
  });

  it.each(['', 'Text.'])(
    'is one with its copy when the address goes that another document gave it; text %j',
    async (text) => {
      await using app = await createTestApp({ engine });
      const copy = markdown({ title: 'A history of clocks' }, text);
      const other = markdown({ title: 'A history of clocks', url: 'https://other.example/' });
      await app.publish({ 'a.md': markdown({ title: 'A history of clocks', url }), 'b.md': copy });
      await app.publish({ 'c.md': other, 'd.md': copy });
      const elsewhere = markdown({ title: 'Something else', url: 'https://else.example/' });
      await app.publish({ 'a.md': elsewhere });
      await using fresh = await createTestApp({ engine });
      await fresh.publish({ 'a.md': elsewhere, 'c.md': other, 'd.md': copy, 'b.md': copy });
      // Slugs stay what they were.
      const articlesOf = async (which: TestApp) =>
        (await listGraph(which)).articles.map(({ slug: _, ...article }) => article);
      const articles = await articlesOf(app);
      expect(articles).toHaveLength(2);
      expect(articles).toEqual(await articlesOf(fresh));
    },
  );

  it('leaves the piece whose title it has no longer, and takes its own take along', async () => {
    await using app = await createTestApp({ engine });
    await app.publish({
      'a.md': markdown({ title: 'Clocks' }, 'A.'),
      'b.md': markdown({ title: 'Clocks', url }),
    });
    const { takes } = await getIds(app, { url });
    await app.publish({ 'b.md': markdown({ title: 'A clock', url }) });
    const titlesAndUrls = async () =>
      (await listGraph(app)).articles.map((article) => [article.title, article.url, article.takeCount]);
    expect(await titlesAndUrls()).toEqual([
      ['A clock', url, 0],
      ['Clocks', null, 1],
    ]);
    const { slug } = (await listGraph(app)).articles.find((article) => article.title === 'Clocks')!;
    expect((await getIds(app, { slug })).takes).toEqual(takes);
    // And back.
    await app.publish({ 'b.md': markdown({ title: 'Clocks', url }) });
    expect(await titlesAndUrls()).toEqual([['Clocks', url, 1]]);
    expect((await getIds(app, { url })).takes).toEqual(takes);
  });

  it('stays alone and is reported where several pieces bear its title', async () => {
    await using app = await createTestApp({ engine });
    await app.publish({
      'one.md': markdown({ title: 'Weekly links', url: 'https://one.example/' }),
      'two.md': markdown({ title: 'Weekly links', url: 'https://two.example/' }),
    });
    const alone = {
      item: null,
      code: 'TITLE_AMBIGUOUS',
      message: expect.stringMatching(/“weekly links”/i) as unknown,
    };
    const report = await app.publish({
      'three.md': markdown({ title: 'Weekly links' }, 'Three.'),
      'four.md': markdown({ title: 'Weekly Links' }, 'Four.'),
    });
    expect(relativeTo(app, report)).toEqual({
      ...none,
      created: 2,
      problems: [
        { source: 'three.md', ...alone },
        { source: 'four.md', ...alone },
      ],
    });
    const { articles } = await listGraph(app);
    expect(articles.map((article) => [article.url, article.takes.nodes[0]?.body.text])).toEqual([
      [null, 'Four.'],
      [null, 'Three.'],
      ['https://one.example/', undefined],
      ['https://two.example/', undefined],
    ]);
    expect(await app.ingest()).toMatchObject({ unchanged: 4, problems: [alone, alone] });

    const { id } = await getIds(app, { slug: articles[1]!.slug });
    expect(
      await app.publish({ 'three.md': markdown({ title: 'Weekly links' }, 'Another three.') }),
    ).toMatchObject({
      updated: 1,
      problems: [{ code: 'TITLE_AMBIGUOUS' }],
    });
    const edited = await getIds(app, { slug: articles[1]!.slug });
    expect(edited).toMatchObject({ id, takes: { nodes: [{ revision: 2 }] } });

    // One bearer less: the next edit finds the other.
    await app.publish({ 'two.md': markdown({ title: 'Monthly links', url: 'https://two.example/' }) });
    await app.publish({ 'four.md': markdown({ title: 'Daily links' }) });
    expect(await app.publish({ 'three.md': markdown({ title: 'Weekly links' }, 'Three.') })).toMatchObject({
      updated: 1,
      problems: [],
    });
    expect(
      (await listGraph(app)).articles.map((article) => [article.title, article.url, article.takeCount]),
    ).toEqual([
      ['Daily links', null, 0],
      ['Monthly links', 'https://two.example/', 0],
      ['Weekly links', 'https://one.example/', 1],
    ]);
  });

  it('shares its take with another of the same title: the smaller content hash is the take', async () => {
    const documents = {
      'a.md': markdown({ title: 'Clocks' }, 'A.'),
      'b.md': markdown({ title: 'CLOCKS' }, 'B.'),
    };
    const listings = [];
    for (const names of ordersOn(engine, Object.keys(documents))) {
      await using app = await createTestApp({ engine });
      await app.write(documents);
      const report = await app.ingest(names);
      expect(report).toMatchObject({ created: 1, failed: 1, problems: [{ code: 'DUPLICATE_TAKE' }] });
      listings.push(await listGraph(app));
    }
    expect(listings[0]!.articles).toHaveLength(1);
    expect(listings[1]).toEqual(listings[0]);
  });

  it('shares its take with the one of its title that has an address', async () => {
    const listings = [];
    for (const names of ordersOn(engine, ['a.md', 'b.md', 'c.md'])) {
      await using app = await createTestApp({ engine });
      await app.write({
        'a.md': markdown({ title: 'Clocks' }, 'A.'),
        'b.md': markdown({ title: 'Clocks', url }, 'B.'),
        'c.md': markdown({ title: 'Clocks', url }),
      });
      const report = await app.ingest(names);
      expect(report).toMatchObject({ created: 2, failed: 1, problems: [{ code: 'DUPLICATE_TAKE' }] });
      listings.push(await listGraph(app));
    }
    expect(listings[0]!.articles).toMatchObject([{ url, takeCount: 1 }]);
    for (const listing of listings) expect(listing).toEqual(listings[0]);
  });

  it('follows its title', async () => {
    await using app = await createTestApp({ engine });
    await app.publish({
      'a.md': markdown({ title: 'Clocks' }, 'Text.'),
      'b.md': markdown({ title: 'Watches', url }),
    });
    const { id, takes } = await getIds(app, { slug: 'clocks' });
    expect(await app.publish({ 'a.md': markdown({ title: 'Bells' }, 'Text.') })).toEqual({
      ...none,
      updated: 1,
    });
    expect(await getIds(app, { slug: 'clocks' })).toMatchObject({
      id,
      title: 'Bells',
      takes: { nodes: [{ id: takes.nodes[0]!.id }] },
    });

    expect(await app.publish({ 'a.md': markdown({ title: 'Watches' }, 'Text.') })).toEqual({
      ...none,
      updated: 1,
    });
    const { articles } = await listGraph(app);
    expect(articles).toMatchObject([{ title: 'Watches', url, takeCount: 1 }]);
    expect((await getIds(app, { url })).takes.nodes[0]!.id).toBe(takes.nodes[0]!.id);
  });

  it('whose title could be taken for another’s key is another', async () => {
    await using app = await createTestApp({ engine });
    const report = await app.publish({
      'a.md': markdown({ title: '8080/x' }, 'A.'),
      'b.md': markdown({ title: 'B', url: 'http://title:8080/x' }, 'B.'),
      'c.md': markdown({ title: '8080/x (take)' }, 'C.'),
    });
    expect(report).toEqual({ ...none, created: 3 });
    expect((await listGraph(app)).stats).toMatchObject({ articles: 3, takes: 3 });
  });
});
