import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { markdown } from '../ingest/documents.ts';
import { createTestApp, type TestApp } from '../support/app.ts';
import { engines } from '../support/engines.ts';
import {
  NodesDocument,
  PersonDocument,
  PersonListDocument,
  PublicationDocument,
  PublisherDocument,
  PublisherListDocument,
  TopicListDocument,
} from '../support/gql/graphql.ts';
import { walkEdges, type Way } from './walk.ts';

const names = ['Zoe', 'Émile', 'ada', 'Ämter', 'Bo', 'Émil'];
const documents = Object.fromEntries(
  names.map((name, i) => [
    `${i}.md`,
    markdown({
      title: `Piece ${i}`,
      url: `https://www.site${i % 2}.example/${i}`,
      authors: [name, 'Bo'],
      publisher: i < 2 ? undefined : `${name} Press`,
    }),
  ]),
);
const ways: Way[] = ['forward', 'backward'];

describe.each(engines)('people and publishers on %s', (engine) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp({ engine });
    await app.publish(documents);
  });
  afterAll(() => app[Symbol.asyncDispose]());

  it.each(ways)('lists people by folded name, %s', async (way) => {
    const edges = await walkEdges(
      async (page) => (await app.execute(PersonListDocument, page)).people,
      way,
      2,
    );
    expect(edges.map(({ node }) => node.name)).toEqual(['ada', 'Ämter', 'Bo', 'Émil', 'Émile', 'Zoe']);
  });

  it.each(ways)('lists publishers by folded name, a site by its domain, %s', async (way) => {
    const ask = async (page: object) => (await app.execute(PublisherListDocument, page)).publishers;
    const edges = await walkEdges(ask, way, 4);
    expect(edges.map(({ node }) => [node.name, node.domain])).toEqual([
      ['ada Press', null],
      ['Ämter Press', null],
      ['Bo Press', null],
      ['Émil Press', null],
      ['site0.example', 'site0.example'],
      ['site1.example', 'site1.example'],
    ]);
  });

  it('finds a person by id and slug', async () => {
    const { person } = await app.execute(PersonDocument, { by: { slug: 'bo' } });
    expect(person).toMatchObject({ slug: 'bo', name: 'Bo', url: null, articleCount: 6 });
    expect((await app.execute(PersonDocument, { by: { id: person!.id } })).person).toEqual(person);
    expect((await app.execute(NodesDocument, { ids: [person!.id] })).nodes).toMatchObject([{ name: 'Bo' }]);
    const { publishers } = await app.execute(PublisherListDocument, {});
    for (const by of [
      { slug: 'Bo' }, { slug: '' }, { slug: 'bo\0' }, { slug: '\ud800' }, { id: 'bo' }, { id: publishers.edges[0]!.node.id },
    ]) {
      expect((await app.execute(PersonDocument, { by })).person).toBeNull();
    } // prettier-ignore
  });

  it('finds a publisher by id, slug and domain in any spelling', async () => {
    const { publisher } = await app.execute(PublisherDocument, { by: { domain: 'site1.example' } });
    expect(publisher).toMatchObject({ name: 'site1.example', domain: 'site1.example', articleCount: 1 });
    for (const by of [{ domain: 'WWW.Site1.Example' }, { id: publisher!.id }, { slug: publisher!.slug }]) {
      expect((await app.execute(PublisherDocument, { by })).publisher).toEqual(publisher);
    }
    for (const by of [
      { domain: '' }, { domain: 'example' }, { domain: 'site1.example\0' }, { slug: 'none' }, { id: 'x' },
    ]) {
      expect((await app.execute(PublisherDocument, { by })).publisher).toBeNull();
    } // prettier-ignore
  });

  it('finds a publisher by a domain in its own script', async () => {
    await using umlaut = await createTestApp({ engine });
    await umlaut.publish({ 'book.md': markdown({ title: 'A book', url: 'https://www.bücher.example/1' }) });
    for (const domain of ['BÜCHER.example', 'xn--bcher-kva.example']) {
      const { publisher } = await umlaut.execute(PublisherDocument, { by: { domain } });
      expect(publisher).toMatchObject({ domain: 'xn--bcher-kva.example', articleCount: 1 });
    }
  });

  it('refuses wrong paging arguments and cursors of other lists', async () => {
    const refused = { status: 400, data: null, statements: 0 };
    expect(await app.send(PersonListDocument, { first: 101 })).toMatchObject(refused);
    expect(await app.send(PublisherListDocument, { last: -1 })).toMatchObject(refused);
    const { people } = await app.execute(PersonListDocument, { first: 1 });
    const after = people.pageInfo.endCursor;
    expect(await app.send(PublisherListDocument, { after })).toMatchObject(refused);
    expect(await app.send(TopicListDocument, { after })).toMatchObject(refused);
  });
});

describe.each(engines)('the publication on %s', (engine) => {
  it('is what its settings say', async () => {
    await using app = await createTestApp({ engine });
    expect((await app.execute(PublicationDocument)).publication).toEqual({
      name: 'Ibid',
      url: null,
      description: null,
      language: null,
      updatedAt: null,
    });
  });

  it('changed when an article or a take last did', async () => {
    const settings = { PUBLICATION_NAME: 'The Quay', PUBLICATION_URL: 'https://quay.example/blog/' };
    await using app = await createTestApp({ engine, settings });
    const before = new Date().toISOString();
    await app.publish(documents);
    const first = (await app.execute(PublicationDocument)).publication;
    expect(first).toMatchObject({ name: 'The Quay', url: 'https://quay.example/blog/' });
    expect(first.updatedAt! >= before && first.updatedAt! <= new Date().toISOString()).toBe(true);
    await app.publish({ '0.md': `${documents['0.md']}\nA take now.\n` });
    expect((await app.execute(PublicationDocument)).publication.updatedAt! > first.updatedAt!).toBe(true);
  });
});
