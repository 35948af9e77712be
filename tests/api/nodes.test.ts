import { describe, expect, it } from 'vitest';
import { openStore } from '../../src/db/store.ts';
import { markdown } from '../ingest/documents.ts';
import { createTestApp, type TestApp } from '../support/app.ts';
import { engines } from '../support/engines.ts';
import {
  ArticleDocument,
  ArticleListDocument,
  FilterDataDocument,
  NodeDocument,
  NodesDocument,
} from '../support/gql/graphql.ts';

const site = 'https://nodes.example';
const documents = {
  ...Object.fromEntries(
    Array.from({ length: 6 }, (_, i) => [
      `${i}.md`,
      markdown(
        { title: `Piece ${i}`, url: `${site}/${i}`, authors: ['Ada'], topics: ['Nodes'], publisher: 'Quay' },
        `See [the next](${site}/${i + 1}).`,
      ),
    ]),
  ),
  'last.md': markdown({ title: 'Piece 6', url: `${site}/6` }),
};

function globalId(type: string, uid: string): string {
  return Buffer.from(`${type}:${uid}`).toString('base64');
}

/** As merging leaves it: the article is gone, its uid and slug stand for another. */
async function leaveFormer(app: TestApp, former: { uid: string; slug: string }, survivor: string) {
  await using store = openStore(app.databaseUrl);
  await store.write(async (trx) => {
    const { id } = await trx
      .selectFrom('article')
      .select('id')
      .where('slug', '=', survivor)
      .executeTakeFirstOrThrow();
    await trx
      .insertInto('former_article')
      .values({ ...former, key: 'nodes.example/former', article_id: id })
      .execute();
  });
}

describe.each(engines)('nodes on %s', (engine) => {
  it('gives objects of every type at their places, null where there is none', async () => {
    await using app = await createTestApp({ engine });
    await app.publish(documents);
    const { articles, takes, topics } = await app.execute(FilterDataDocument);
    const [one, two] = articles.nodes;
    const [take] = takes.nodes;
    const author = one!.authors[0]!.id;
    const ids = [
      two!.id, 'nonsense', take!.id, one!.id, globalId('Article', '0198d2f4-0000-7000-8000-000000000000'), author,
      globalId('PageInfo', '1'), topics.nodes[0]!.id, one!.publisher!.id, globalId('Node', '1'), two!.id, '',
      globalId('Article', '\0'), globalId('CrossReference', 'x'),
    ]; // prettier-ignore
    const { nodes } = await app.execute(NodesDocument, { ids });
    expect(nodes).toEqual([
      { __typename: 'Article', id: two!.id, title: 'Piece 1' },
      null,
      { __typename: 'Take', id: take!.id, title: 'Piece 0' },
      { __typename: 'Article', id: one!.id, title: 'Piece 0' },
      null,
      { __typename: 'Person', id: author, name: 'Ada' },
      null,
      { __typename: 'Topic', id: topics.nodes[0]!.id, name: 'Nodes' },
      { __typename: 'Publisher', id: one!.publisher!.id, name: 'Quay' },
      null,
      { __typename: 'Article', id: two!.id, title: 'Piece 1' },
      null,
      null,
      null,
    ]);
    expect((await app.execute(NodesDocument, { ids: [] })).nodes).toEqual([]);
  });

  it('takes one statement a type, and one more where articles are missing', async () => {
    await using app = await createTestApp({ engine });
    await app.publish(documents);
    const { articles, topics } = await app.execute(FilterDataDocument);
    const ids = articles.nodes.map(({ id }) => id);
    const ask = async (asked: string[]) => (await app.send(NodesDocument, { ids: asked })).statements;
    expect(await ask(ids.slice(0, 1))).toBe(1);
    expect(await ask(ids)).toBe(1);
    expect(await ask([...ids, ...ids, topics.nodes[0]!.id])).toBe(2);
    expect(await ask([...ids, globalId('Article', 'x'), globalId('Article', 'y')])).toBe(2);
    expect(await ask(['nonsense', 'none'])).toBe(0);
  });

  it('takes at most 100 ids', async () => {
    await using app = await createTestApp({ engine });
    const ids = Array.from({ length: 101 }, (_, i) => globalId('Article', `${i}`));
    expect((await app.execute(NodesDocument, { ids: ids.slice(1) })).nodes).toEqual(
      Array.from({ length: 100 }, () => null),
    );
    expect(await app.send(NodesDocument, { ids })).toMatchObject({
      status: 400,
      data: null,
      errors: [
        {
          message: '`nodes`: `ids` has 101 entries; at most 100 are allowed',
          extensions: { code: 'BAD_USER_INPUT' },
        },
      ],
      statements: 0,
    });
  });

  it('finds the article that another was merged into by the id and slug of that one', async () => {
    await using app = await createTestApp({ engine });
    await app.publish(documents);
    const uid = '0198d2f4-1111-7000-8000-000000000000';
    await leaveFormer(app, { uid, slug: 'former-piece' }, 'piece-2');
    const former = globalId('Article', uid);
    const { article } = await app.execute(ArticleDocument, { by: { slug: 'former-piece' } });
    expect(article).toMatchObject({ slug: 'piece-2', title: 'Piece 2' });
    const survivor = { __typename: 'Article', id: article!.id, title: 'Piece 2' };
    expect((await app.execute(ArticleDocument, { by: { id: former } })).article).toEqual(article);
    expect((await app.execute(NodeDocument, { id: former })).node).toEqual(survivor);
    expect((await app.execute(NodesDocument, { ids: [former, article!.id, 'x', former] })).nodes).toEqual([
      survivor,
      survivor,
      null,
      survivor,
    ]);
    const titles = async (where: object) =>
      (await app.execute(ArticleListDocument, { where, orderBy: [{ field: 'TITLE', direction: 'ASC' }] }))
        .articles.edges.map(({ node }) => node.title); // prettier-ignore
    expect(await titles({ id: { eq: former } })).toEqual(['Piece 2']);
    expect(await titles({ id: { in: [former, article!.id] } })).toEqual(['Piece 2']);
    expect(await titles({ id: { notIn: [former] } })).not.toContain('Piece 2');
    expect(await titles({ references: { eq: former } })).toEqual(['Piece 1']);
    expect(await titles({ referencedBy: { eq: former } })).toEqual(['Piece 3']);
  });

  it.each(['\0', 'piece-2\0', '\ud800', '%', ''])('has no article at the slug %j', async (slug) => {
    await using app = await createTestApp({ engine });
    await app.publish(documents);
    expect((await app.execute(ArticleDocument, { by: { slug } })).article).toBeNull();
  });
});
