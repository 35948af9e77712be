import { renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/app.ts';
import { engines } from '../support/engines.ts';
import { fingerprint } from './fingerprint.ts';
import { getIds, listGraph, markdown, none, ordersOn, permutations, relativeTo } from './documents.ts';

type Entry = Record<string, unknown>;

const feed = (items: readonly Entry[], more: Entry = {}) =>
  JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: 'The Link Blog',
    home_page_url: 'https://blog.example/',
    feed_url: 'https://blog.example/feed.json',
    authors: [{ name: 'Ada Muster', url: 'https://ada.example/' }],
    items,
    ...more,
  });
const original = 'https://journal.example/shelves';
const linkPost: Entry = {
  id: '1',
  url: 'https://blog.example/2020/shelves',
  external_url: original,
  title: 'They wrote on shelves',
  content_html: '<p>Read <a href="https://blog.example/2020/own">what I said</a>.</p>',
  date_published: '2020-02-03T10:00:00+01:00',
  tags: ['Furniture'],
};
const ownPiece: Entry = {
  id: '2',
  url: 'https://blog.example/2020/own',
  title: 'What I say on tables',
  content_text: 'Of tables.',
  date_published: '2020-01-01T00:00:00Z',
};

async function pieces(app: TestApp): Promise<Record<string, unknown>[]> {
  return (await listGraph(app)).articles.map((article) => ({
    title: article.title,
    url: article.url,
    isOwn: article.isOwn,
    publisher: article.publisher?.name,
    authors: article.authors.map(({ name }) => name),
    publishedAt: article.publishedAt,
    takes: article.takes.nodes.map((take) => [take.headline, take.url, take.publishedAt]),
  }));
}

describe.each(engines)('a JSON Feed on %s', (engine) => {
  it('brings link posts, which are takes on what they link, and pieces of its own', async () => {
    await using app = await createTestApp({ engine });
    const again = { ...linkPost, id: '3', url: 'https://blog.example/2021/shelves', title: 'Shelves, again' };
    const report = await app.publish({ 'feed.json': feed([linkPost, ownPiece, again]) });
    expect(report).toEqual({ ...none, created: 3, references: 2 });
    expect(await pieces(app)).toEqual([
      {
        title: 'They wrote on shelves',
        url: original,
        isOwn: false,
        publisher: 'journal.example',
        authors: [],
        publishedAt: null,
        takes: [
          ['They wrote on shelves', 'https://blog.example/2020/shelves', '2020-02-03T09:00:00.000Z'],
          ['Shelves, again', 'https://blog.example/2021/shelves', '2020-02-03T09:00:00.000Z'],
        ],
      },
      {
        title: 'What I say on tables',
        url: 'https://blog.example/2020/own',
        isOwn: true,
        publisher: 'The Link Blog',
        authors: ['Ada Muster'],
        publishedAt: '2020-01-01T00:00:00.000Z',
        takes: [[null, 'https://blog.example/2020/own', '2020-01-01T00:00:00.000Z']],
      },
    ]);
    const [shelves] = (await listGraph(app)).articles;
    expect(shelves!.takes.nodes[0]!.authors).toMatchObject([{ name: 'Ada Muster' }]);
    expect(shelves!.topics.edges.map(({ node }) => node.name)).toEqual(['Furniture']);
    expect((await getIds(app, { url: 'https://blog.example/2021/shelves' })).title).toBe(shelves!.title);
  });

  it('says less of a piece than its own page, and more than nothing', async () => {
    const documents = {
      'feed.json': feed([linkPost, { ...ownPiece, summary: 'From the feed.' }]),
      'page.md': markdown({ title: 'On Shelves', url: original, authors: ['Bob'], date: '2019-05-05' }),
      'own.md': markdown({ title: 'Tables', permalink: 'https://blog.example/2020/own', date: '2020-01-02' }),
    };
    for (const names of ordersOn(engine, Object.keys(documents))) {
      await using app = await createTestApp({ engine });
      await app.write(documents);
      expect(await app.ingest(names)).toMatchObject({ created: 4, failed: 0, problems: [] });
      const { articles } = await listGraph(app);
      expect(articles).toMatchObject([
        { title: 'On Shelves', authors: [{ name: 'Bob' }], publishedAt: '2019-05-05T00:00:00.000Z' },
        {
          title: 'Tables',
          alternativeTitles: ['What I say on tables'],
          summary: 'From the feed.',
          publishedAt: '2020-01-02T00:00:00.000Z',
          takeCount: 1,
        },
      ]);
    }
  });

  it('is the same feed at another path, and the same entry after an edit', async () => {
    await using app = await createTestApp({ engine });
    await app.publish({ 'feed.json': feed([linkPost, ownPiece]) });
    const { id, takes } = await getIds(app, { url: original });
    rmSync(path.join(app.folder, 'feed.json'));
    await app.write({ 'later.json': feed([{ ...linkPost, content_html: '<p>Edited.</p>' }]) });
    expect(await app.ingest(['later.json'])).toEqual({ ...none, updated: 1 });
    const edited = await getIds(app, { url: original });
    expect(edited).toMatchObject({ id, takes: { nodes: [{ id: takes.nodes[0]!.id, revision: 2 }] } });
    expect((await listGraph(app)).stats).toMatchObject({ articles: 2, takes: 2 });
    const before = await fingerprint(app);
    expect(await app.ingest(['later.json'])).toEqual({ ...none, unchanged: 1 });
    expect(await fingerprint(app)).toBe(before);
  });

  it('keeps what it no longer shows, until its file is gone', async () => {
    await using app = await createTestApp({ engine });
    await app.publish({ 'feed.json': feed([linkPost, ownPiece]), 'other.md': markdown({ title: 'Other' }) });
    await app.write({ 'feed.json': feed([linkPost]) });
    expect(await app.ingest(undefined, { prune: true })).toEqual({ ...none, unchanged: 2, removed: 0 });
    rmSync(path.join(app.folder, 'feed.json'));
    expect(await app.ingest(undefined, { prune: true })).toEqual({ ...none, unchanged: 1, removed: 2 });
  });

  it('that was kept in two versions is the same whichever is read last', async () => {
    const versions = {
      'monday.json': feed([{ ...linkPost, content_html: '<p>One.</p>' }]),
      'sunday.json': feed([{ ...linkPost, content_html: '<p>Two.</p>' }]),
    };
    const texts = new Set<string>();
    for (const names of permutations(Object.keys(versions))) {
      await using app = await createTestApp({ engine });
      await app.write(versions);
      expect(await app.ingest(names)).toMatchObject({ created: 1, failed: 1 });
      const before = await fingerprint(app);
      expect(await app.ingest()).toMatchObject({ unchanged: 1, failed: 1 });
      expect(await fingerprint(app)).toBe(before);
      texts.add((await listGraph(app)).articles[0]!.takes.nodes[0]!.body.text);
    }
    expect(texts.size).toBe(1);
  });

  it('without an address is the one at its path, also when that is another', async () => {
    await using app = await createTestApp({ engine });
    const anonymous = feed([ownPiece, { id: 'a', title: 'By title only', content_text: 'x' }], {
      feed_url: undefined,
    });
    await app.publish({ 'a.json': anonymous });
    const before = await getIds(app, { slug: 'by-title-only' });
    renameSync(path.join(app.folder, 'a.json'), path.join(app.folder, 'b.json'));
    expect(await app.ingest(undefined, { prune: true })).toEqual({ ...none, unchanged: 2, removed: 0 });
    expect(await getIds(app, { slug: 'by-title-only' })).toEqual(before);
  });

  it('has takes of its own on pieces that others write about too', async () => {
    const silent = (text: string, feed_url: string) =>
      feed([{ id: '1', external_url: original, title: 'Shelves', content_text: text }], { feed_url });
    const documents = {
      'one.json': silent('One.', 'https://one.example/feed'),
      'two.json': silent('Two.', 'https://two.example/feed'),
      'file.md': markdown({ title: 'Shelves', url: original }, 'A file.'),
    };
    for (const names of permutations(Object.keys(documents)).slice(0, engine === 'sqlite' ? 6 : 2)) {
      await using app = await createTestApp({ engine });
      await app.write(documents);
      expect(await app.ingest(names)).toEqual({ ...none, created: 3 });
      const { articles } = await listGraph(app);
      expect(articles).toHaveLength(1);
      expect(articles[0]!.takes.nodes.map(({ body }) => body.text).sort()).toEqual([
        'A file.',
        'One.',
        'Two.',
      ]);
    }
  });

  it('has no second take at an address that another feed has one at', async () => {
    await using app = await createTestApp({ engine });
    const other = feed([{ ...linkPost, content_html: '<p>Cut short …</p>' }], {
      feed_url: 'https://blog.example/short.json',
    });
    const report = await app.publish({ 'full.json': feed([linkPost]), 'short.json': other });
    const problem = {
      item: 'https://blog.example/2020/shelves',
      code: 'DUPLICATE_TAKE',
      message: expect.stringMatching(
        /The same take is in .*(full|short)\.json \(https:.*\), which is kept/,
      ) as unknown,
    };
    expect(report).toMatchObject({ ...none, created: 1, failed: 1, problems: [problem] });
    expect((await listGraph(app)).stats.takes).toBe(1);
    expect(await app.ingest()).toMatchObject({ ...none, unchanged: 1, failed: 1, problems: report.problems });
  });

  it('calls an entry without title by its first sentence, by which nobody names it', async () => {
    await using app = await createTestApp({ engine });
    await app.publish({
      'feed.json': feed([
        { id: 'n', url: 'https://blog.example/n', content_text: 'Tables stand on four legs. Yes.' },
      ]),
      'take.md': markdown({ title: 'A take' }, 'As in “Tables stand on four legs.” it was said.'),
      'namesake.md': markdown({ title: 'Tables stand on four legs.' }, 'Another piece.'),
    });
    const { articles, stats } = await listGraph(app);
    expect(articles.map(({ title, url }) => [title, url])).toEqual([
      ['A take', null],
      ['Tables stand on four legs.', null],
      ['Tables stand on four legs.', 'https://blog.example/n'],
    ]);
    // The entry's own text names the namesake.
    expect(stats.crossReferences).toBe(2);
    expect(articles[0]!.references.nodes).toEqual([{ title: 'Tables stand on four legs.' }]);
    expect(articles.map(({ referencedByCount }) => referencedByCount)).toEqual([0, 2, 0]);
  });

  it('that is broken gives nothing, and costs the others nothing; a bad entry costs only itself', async () => {
    await using app = await createTestApp({ engine });
    const bad = [
      { id: 'nothing' },
      { id: 'address', url: 'mailto:ada@a.example', title: 'No address' },
      { id: 'long', url: 'https://blog.example/long', title: 'x'.repeat(1_000_000) },
      'no entry',
      { id: 'date', url: 'https://blog.example/date', title: 'A date', date_published: '30 February 2020' },
    ];
    const report = relativeTo(
      app,
      await app.publish({
        'broken.json': feed([ownPiece]).slice(0, -5),
        'mixed.json': feed([...bad, linkPost] as Entry[]),
      }),
    );
    expect(report).toMatchObject({ created: 3, failed: 4 });
    expect(report.problems.map(({ source, item, code }) => [source, item, code])).toEqual([
      ['broken.json', null, 'JSON_INVALID'],
      ['mixed.json', 'nothing', 'TITLE_MISSING'],
      ['mixed.json', 'mailto:ada@a.example', 'URL_INVALID'],
      ['mixed.json', 'https://blog.example/long: title', 'FIELD_TOO_LONG'],
      ['mixed.json', 'entry 4', 'ENTRY_INVALID'],
      ['mixed.json', 'https://blog.example/date: date', 'DATE_INVALID'],
    ]);
    expect((await listGraph(app)).stats).toMatchObject({ articles: 3, takes: 2 });
    expect(await app.ingest()).toMatchObject({ created: 0, updated: 0, unchanged: 3, failed: 4 });
  });

  it('with an entry on itself has no reference to itself', async () => {
    await using app = await createTestApp({ engine });
    const self = { ...linkPost, external_url: linkPost.url, content_text: undefined };
    const link = `<a href="${String(linkPost.url)}#part">here</a>`;
    await app.publish({
      'feed.json': feed([{ ...self, content_html: `<p>They wrote on shelves, ${link}.</p>` }]),
    });
    expect(await pieces(app)).toMatchObject([
      { title: 'They wrote on shelves', isOwn: true, takes: [[null, linkPost.url, expect.anything()]] },
    ]);
    expect((await listGraph(app)).stats).toMatchObject({ articles: 1, takes: 1, crossReferences: 0 });
  });
});
