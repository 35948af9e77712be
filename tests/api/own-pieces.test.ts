import { describe, expect, it } from 'vitest';
import { openStore } from '../../src/db/store.ts';
import { markdown } from '../ingest/documents.ts';
import { createTestApp } from '../support/app.ts';
import { engines } from '../support/engines.ts';
import { ArticleDocument, ArticleListDocument, FilterDataDocument } from '../support/gql/graphql.ts';

const addresses = {
  home: 'https://m.own.example/blog/',
  below: 'https://own.example/blog/2020/one?page=2',
  query: 'https://own.example/blog?p=1',
  part: 'https://own.example/blog#part',
  beside: 'https://own.example/blogroll',
  above: 'https://own.example/',
  port: 'https://own.example:8080/blog/two',
  otherCase: 'https://own.example/Blog/three',
  foreign: 'https://other.example/blog/four',
};
const documents = Object.fromEntries(
  Object.entries(addresses).map(([name, url]) => [`${name}.md`, markdown({ title: name, url })]),
);

describe.each(engines)('pieces of its own on %s', (engine) => {
  it.each<[string | undefined, string[]]>([
    ['http://www.own.example/blog', ['below', 'home', 'part', 'query']],
    ['https://own.example/', ['above', 'below', 'beside', 'home', 'otherCase', 'part', 'query']],
    ['https://own.example/100%25_/', []],
    [undefined, []],
  ])('of a publication at %s are those at and below it', async (home, expected) => {
    await using app = await createTestApp({ engine, settings: home ? { PUBLICATION_URL: home } : {} });
    await app.publish(documents);
    const titles = async (isOwn: boolean) =>
      (await app.execute(ArticleListDocument, { where: { isOwn } })).articles.edges
        .map(({ node }) => node.title)
        .sort();
    const names = Object.keys(addresses).sort();
    expect(await titles(true)).toEqual(expected);
    expect(await titles(false)).toEqual(names.filter((name) => !expected.includes(name)));
    const { articles } = await app.execute(FilterDataDocument);
    expect(articles.nodes.filter(({ isOwn }) => isOwn).map(({ title }) => title)).toEqual(expected);
  });

  it('are also those of which documents say so', async () => {
    await using app = await createTestApp({ engine });
    await app.publish(documents);
    await using store = openStore(app.databaseUrl);
    await store.write((trx) =>
      trx.updateTable('article').set({ is_own: 1 }).where('title', '=', 'foreign').execute(),
    );
    const { articles } = await app.execute(ArticleListDocument, { where: { isOwn: true } });
    expect(articles.edges.map(({ node }) => node.title)).toEqual(['foreign']);
    const { article } = await app.execute(ArticleDocument, { by: { slug: 'foreign' } });
    expect(article?.isOwn).toBe(true);
  });
});

describe.each(engines)('other names of an article on %s', (engine) => {
  it('are its other titles and its other addresses, sorted', async () => {
    await using app = await createTestApp({ engine });
    await app.publish({
      'a.md': markdown({
        title: 'The main title',
        url: 'https://names.example/b',
        aliases: ['Zebra title', 'Another title', 'The main title'],
      }),
      'b.md': markdown({ title: 'Nothing else', url: 'https://names.example/other' }),
    });
    await using store = openStore(app.databaseUrl);
    await store.write(async (trx) => {
      const { id } = await trx
        .selectFrom('article')
        .select('id')
        .where('slug', '=', 'the-main-title')
        .executeTakeFirstOrThrow();
      const others = ['https://names.example/c', 'https://m.names.example/a'];
      await trx
        .insertInto('article_url')
        .values(others.map((url) => ({ key: url.replace(/https:\/\/(m\.)?/, ''), url, article_id: id })))
        .execute();
    });
    const by = (slug: string) => app.execute(ArticleDocument, { by: { slug } });
    expect((await by('the-main-title')).article).toMatchObject({
      url: 'https://names.example/b',
      alternativeTitles: ['Another title', 'Zebra title'],
      otherUrls: ['https://m.names.example/a', 'https://names.example/c'],
    });
    expect((await by('nothing-else')).article).toMatchObject({ alternativeTitles: [], otherUrls: [] });
  });
});
