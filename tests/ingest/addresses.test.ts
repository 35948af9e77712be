import { describe, expect, it } from 'vitest';
import { createTestApp } from '../support/app.ts';
import { engines } from '../support/engines.ts';
import { TakeByUrlDocument } from '../support/gql/graphql.ts';
import {
  findIds,
  getIds,
  listGraph,
  markdown,
  none,
  ordersOn,
  permutations,
  relativeTo,
} from './documents.ts';

const far = 'https://journal.example/far';
const near = 'https://www.blog.example/near';

describe.each(engines)('an address on %s', (engine) => {
  it('that is the only one is the piece’s', async () => {
    await using app = await createTestApp({ engine });
    const facts = { title: 'Far', authors: ['Ada'], date: '2020-01-01', topics: ['Distance'] };
    await app.publish({ 'a.md': markdown({ ...facts, url: far }, 'Text.') });
    expect((await listGraph(app)).articles).toMatchObject([
      {
        title: 'Far',
        url: far,
        publisher: { name: 'journal.example', domain: 'journal.example' },
        authors: [{ name: 'Ada' }],
        publishedAt: '2020-01-01T00:00:00.000Z',
        topics: { edges: [{ node: { name: 'Distance' } }] },
        takes: {
          nodes: [{ headline: null, url: null, authors: [], publishedAt: '2020-01-01T00:00:00.000Z' }],
        },
      },
    ]);
  });

  it('that is a permalink only makes the piece the publication’s own', async () => {
    await using app = await createTestApp({ engine });
    await app.publish({ 'a.md': markdown({ title: 'Near', permalink: near, authors: ['Ada'] }, 'Text.') });
    expect((await listGraph(app)).articles).toMatchObject([
      {
        title: 'Near',
        url: near,
        authors: [{ name: 'Ada' }],
        takes: { nodes: [{ headline: null, url: near, authors: [{ name: 'Ada' }] }] },
      },
    ]);
    const { id } = await getIds(app, { url: 'http://blog.example/near/?utm_source=x' });
    expect((await app.execute(TakeByUrlDocument, { url: near })).take?.article.id).toBe(id);
  });

  it('on another site than the permalink makes it a link post', async () => {
    await using app = await createTestApp({ engine });
    const post = {
      title: 'Read this',
      authors: ['Ada'],
      date: '2020-01-01',
      topics: ['Distance'],
      summary: 'It is far.',
    };
    await app.publish({ 'post.md': markdown({ ...post, url: far, permalink: near }, 'Text.') });
    const asStated = {
      url: far,
      topics: { edges: [{ node: { name: 'Distance' } }] },
      takes: {
        nodes: [
          {
            headline: 'Read this',
            title: 'Read this',
            url: near,
            publishedAt: '2020-01-01T00:00:00.000Z',
            authors: [{ name: 'Ada' }],
          },
        ],
      },
    };
    expect((await listGraph(app)).articles).toMatchObject([
      {
        ...asStated,
        title: 'Read this',
        publishedAt: null,
        authors: [],
        summary: 'It is far.',
        publisher: { name: 'journal.example', domain: 'journal.example' },
      },
    ]);
    expect((await findIds(app, near))?.url).toBe(far);

    await app.publish({
      'piece.md': markdown({ title: 'Far', url: far, authors: ['Bob'], date: '2019-01-01', summary: 'Far.' }),
    });
    expect((await listGraph(app)).articles).toMatchObject([
      {
        ...asStated,
        title: 'Far',
        authors: [{ name: 'Bob' }],
        publishedAt: '2019-01-01T00:00:00.000Z',
        summary: 'Far.',
      },
    ]);
  });

  it('on the permalink’s site makes it no link post', async () => {
    await using app = await createTestApp({ engine });
    const url = 'https://archive.blog.example/1';
    await app.publish({
      'a.md': markdown({ title: 'Near', authors: ['Ada'], url, permalink: near }, 'Text.'),
    });
    expect((await listGraph(app)).articles).toMatchObject([
      { title: 'Near', url, authors: [{ name: 'Ada' }], takes: { nodes: [{ headline: null, url: near }] } },
    ]);
    expect((await findIds(app, near))?.url).toBe(url);
  });

  it('of a link post’s headline is not found by that title without address', async () => {
    const post = markdown({ title: 'Read this at once', url: far, permalink: near }, 'Text.');
    const untitled = markdown({ title: 'Read this at once' }, 'Another text.');
    for (const names of permutations(['a.md', 'b.md'])) {
      await using app = await createTestApp({ engine });
      await app.write({ 'a.md': post, 'b.md': untitled });
      expect(await app.ingest(names)).toEqual({ ...none, created: 2 });
      expect((await listGraph(app)).articles.map(({ url }) => url)).toEqual([null, far]);
    }
  });

  it('that is a take’s permalink leads to its article, unless documents name a piece of it', async () => {
    const documents = {
      'post.md': markdown({ title: 'Read this', url: far, permalink: near }, 'Text.'),
      'piece.md': markdown({ title: 'The post as a piece', url: near }),
      'link.md': markdown({ title: 'Linking' }, `See [there](${near}).`),
    };
    const linked = async (app: Awaited<ReturnType<typeof createTestApp>>) =>
      (await listGraph(app)).articles.find(({ title }) => title === 'Linking')!.takes.nodes[0]!.references
        .edges;
    for (const names of ordersOn(engine, Object.keys(documents))) {
      await using app = await createTestApp({ engine });
      await app.write(documents);
      expect(await app.ingest(names.filter((name) => name !== 'piece.md'))).toMatchObject({ created: 2 });
      expect(await linked(app)).toMatchObject([
        { node: { url: far }, reference: { targetTake: { url: near } } },
      ]);
      expect((await findIds(app, near))?.url).toBe(far);

      expect(await app.ingest(names)).toMatchObject({ created: 1, unchanged: 2, problems: [] });
      expect(await linked(app)).toMatchObject([{ node: { url: near }, reference: { targetTake: null } }]);
      expect((await findIds(app, near))?.url).toBe(near);

      await app.publish({
        'piece.md': markdown({ title: 'The post as a piece', url: 'https://else.example/' }),
      });
      expect(await linked(app)).toMatchObject([
        { node: { url: far }, reference: { targetTake: { url: near } } },
      ]);
      expect((await findIds(app, near))?.url).toBe(far);
    }
  });

  it('is linked as a take’s from when there is one', async () => {
    const documents = {
      'piece.md': markdown({ title: 'Own piece', url: near }),
      'own.md': markdown({ title: 'Own piece', permalink: near }, 'Text.'),
      'link.md': markdown({ title: 'Linking' }, `See [there](${near}).`),
    };
    for (const names of ordersOn(engine, Object.keys(documents))) {
      await using app = await createTestApp({ engine });
      await app.write(documents);
      expect(await app.ingest(names)).toMatchObject({ created: 3, references: 1 });
      const target = async () =>
        (await listGraph(app)).articles[0]!.takes.nodes[0]!.references.edges.map(
          ({ reference }) => reference.targetTake,
        );
      expect(await target()).toEqual([{ url: near }]);
      await app.publish({ 'own.md': markdown({ title: 'Own piece', permalink: near }) });
      expect(await target()).toEqual([null]);
    }
  });

  it('that two documents without text give as a permalink leads to the same article in any order', async () => {
    const documents = {
      'a.md': markdown({ title: 'A', url: 'https://a.example/', permalink: near }),
      'b.md': markdown({ title: 'B', url: 'https://b.example/', permalink: near }),
    };
    for (const names of ordersOn(engine, Object.keys(documents))) {
      await using app = await createTestApp({ engine });
      await app.write(documents);
      await app.ingest(names);
      expect((await findIds(app, near))?.title).toBe('A');
      await app.publish({
        'b.md': markdown({ title: 'B', url: 'https://b.example/', permalink: near }, 'Text.'),
      });
      expect((await findIds(app, near))?.title).toBe('B');
    }
  });

  it('within a text is relative to where that is read', async () => {
    await using app = await createTestApp({ engine });
    await app.publish({
      'post.md': markdown(
        { title: 'Post', url: far, permalink: near },
        'See [this](../this) and [that](https://that.example/).',
      ),
      'piece.md': markdown({ title: 'Piece', url: 'https://a.example/b/c' }, 'See [this](d).'),
      'nowhere.md': markdown({ title: 'Nowhere' }, 'See [this](d).'),
    });
    expect(
      (await listGraph(app)).articles.map(({ title, takes }) => [
        title,
        ...takes.nodes[0]!.links.map((link) => link.url),
      ]),
    ).toEqual([
      ['Nowhere'],
      ['Piece', 'https://a.example/b/d'],
      ['Post', 'https://www.blog.example/this', 'https://that.example/'],
    ]);
  });

  it('keeps its fragment where a document declares it', async () => {
    await using app = await createTestApp({ engine });
    const page = 'https://blog.example/log';
    const report = await app.publish({
      'link.md': markdown(
        { title: 'Linking' },
        `See [one](${page}#one), [two](${page}#two) and [all](${page}).`,
      ),
      'one.md': markdown({ title: 'One', url: `${page}#one` }),
      'page.md': markdown({ title: 'All', url: page }),
    });
    expect(relativeTo(app, report)).toMatchObject({ created: 3, problems: [] });
    const { takes } = (await listGraph(app)).articles.find(({ title }) => title === 'Linking')!;
    expect(takes.nodes[0]!.links.map((link) => link.article?.title)).toEqual(['One', 'All', 'All']);
  });
});
