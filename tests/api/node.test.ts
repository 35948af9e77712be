import { describe, expect, it } from 'vitest';
import { createTestApp } from '../support/app.ts';
import { engines } from '../support/engines.ts';
import { ArticleDocument, NodeDocument, ReferencesDocument, StatsDocument } from '../support/gql/graphql.ts';

const documents = {
  'one.md': `---\ntitle: The first of two pieces\npermalink: https://two.example/1\nauthors: Ada\ntopics: Pairs\npublisher: Two\n---\nSee The second of two pieces.\n`,
  'two.md': `---\ntitle: The second of two pieces\nurl: https://two.example/2\n---\n`,
};

describe.each(engines)('node on %s', (engine) => {
  it('gives every kind of object again by its id', async () => {
    await using app = await createTestApp({ engine });
    await app.publish(documents);
    const { article } = await app.execute(ArticleDocument, { by: { slug: 'the-first-of-two-pieces' } });
    const { articles } = await app.execute(ReferencesDocument, {});
    const reference = articles.nodes[0]!.references.edges[0]!.reference;
    const ask = async (id: string) => (await app.execute(NodeDocument, { id })).node;

    expect(await ask(article!.id)).toEqual({
      __typename: 'Article',
      id: article!.id,
      title: 'The first of two pieces',
    });
    expect(await ask(article!.take!.id)).toMatchObject({
      __typename: 'Take',
      title: 'The first of two pieces',
    });
    expect(await ask(article!.topics.edges[0]!.node.id)).toMatchObject({
      __typename: 'Topic',
      name: 'Pairs',
    });
    expect(await ask(article!.authors[0]!.id)).toMatchObject({ __typename: 'Person', name: 'Ada' });
    expect(await ask(article!.publisher!.id)).toMatchObject({ __typename: 'Publisher', name: 'Two' });
    expect(await ask(reference.id)).toEqual({
      __typename: 'CrossReference',
      id: reference.id,
      source: { title: 'The first of two pieces' },
      target: { title: 'The second of two pieces' },
      take: { title: 'The first of two pieces' },
    });
  });

  it.each([
    ['no id', 'nonsense'],
    ['an empty id', ''],
    ['an unknown uid', Buffer.from('Article:0198d2f4-0000-7000-8000-000000000000').toString('base64')],
    ['a type that is no node', Buffer.from('PageInfo:1').toString('base64')],
    ['an interface', Buffer.from('Node:1').toString('base64')],
    ['a type that is none', Buffer.from('constructor:1').toString('base64')],
    ['half a reference', Buffer.from('CrossReference:1').toString('base64')],
    ['a NUL', Buffer.from('Article:\0').toString('base64')],
    ['bytes that are no text', Buffer.from([0x41, 0x3a, 0xff, 0xfe]).toString('base64')],
  ])('gives null for %s', async (_case, id) => {
    await using app = await createTestApp({ engine });
    const answer = await app.send(NodeDocument, { id });
    expect(answer).toMatchObject({ status: 200, data: { node: null }, errors: [] });
    expect((await app.execute(ArticleDocument, { by: { id } })).article).toBeNull();
  });

  it('counts what there is', async () => {
    await using app = await createTestApp({ engine });
    await app.publish(documents);
    const { stats } = await app.execute(StatsDocument);
    expect(stats).toEqual({ articles: 2, takes: 1, topics: 1, people: 1, publishers: 2, crossReferences: 1 });
  });
});
