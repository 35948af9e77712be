import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../src/db/store.ts';
import { markdown } from '../ingest/documents.ts';
import { createTestApp, type TestApp } from '../support/app.ts';
import { engines } from '../support/engines.ts';
import {
  type ArticleFilter,
  ArticleListDocument,
  FilterDataDocument,
  FilteredReferencesDocument,
  type ReferenceFilter,
  type StringFilter,
  type TakeFilter,
  TakeListDocument,
  type TopicFilter,
  TopicListDocument,
} from '../support/gql/graphql.ts';

const quay = 'https://quay.example';
const own = 'https://own.example/notes';
const documents = {
  'tea.md': markdown(
    {
      title: 'Crème Brûlée & Tea',
      url: `${quay}/Tea?x=1`,
      date: '2020-01-01',
      authors: ['Ada'],
      publisher: 'The Quay',
      language: 'en-GB',
      topics: ['Food', 'Drinks'],
    },
    `About [coffee](${quay}/coffee) and [a walk](${own}/walk).`,
  ),
  'coffee.md': markdown(
    { title: 'Coffee: 100%_sure\\', url: `${quay}/coffee`, date: '2021-01-01', authors: ['Bo', 'Ada'], publisher: 'The Quay', language: 'en', topics: ['Drinks'] },
    '',
  ), // prettier-ignore
  'walk.md': markdown(
    { title: 'A walk', permalink: `${own}/walk`, date: '2022-01-01', authors: ['Bo'], topics: ['Outdoors'] },
    `After [coffee](${quay}/coffee).`,
  ),
  'undated.md': markdown({ title: 'Undated "piece"' }, 'Nothing here.'),
};
const all = ['a-walk', 'coffee-100-sure', 'creme-brulee-tea', 'undated-piece'];
const without = (...slugs: string[]) => all.filter((slug) => !slugs.includes(slug));
const [walk, coffee, tea, undated] = all as [string, string, string, string];

describe.each(engines)('filters on %s', (engine) => {
  let app: TestApp;
  const id: Record<string, string> = {};
  beforeAll(async () => {
    app = await createTestApp({ engine, settings: { PUBLICATION_URL: own } });
    await app.publish(documents);
    const data = await app.execute(FilterDataDocument);
    for (const { slug, ...article } of data.articles.nodes) {
      id[slug] = article.id;
      if (article.publisher) id[`publisher of ${slug}`] = article.publisher.id;
      for (const [i, author] of article.authors.entries()) id[`author ${i} of ${slug}`] = author.id;
    }
    for (const take of data.takes.nodes) {
      const slug = data.articles.nodes.find((article) => article.id === take.article.id)!.slug;
      id[`take of ${slug}`] = take.id;
    }
    for (const topic of data.topics.nodes) id[topic.name] = topic.id;
  });
  afterAll(() => app[Symbol.asyncDispose]());

  const articles = async (where: ArticleFilter | null) => {
    const page = (await app.execute(ArticleListDocument, { where, first: 100 })).articles;
    expect(page.totalCount).toBe(page.edges.length);
    return page.edges.map(({ node }) => node.slug).sort();
  };
  const takes = async (where: TakeFilter) => {
    const page = (await app.execute(TakeListDocument, { where, first: 100 })).takes;
    expect(page.totalCount).toBe(page.edges.length);
    const names = new Map(Object.entries(id).map(([name, each]) => [each, name.replace('take of ', '')]));
    return page.edges.map(({ node }) => names.get(node.id)!).sort();
  };
  const topics = async (where: TopicFilter) => {
    const page = (await app.execute(TopicListDocument, { where })).topics;
    expect(page.totalCount).toBe(page.edges.length);
    return page.edges.map(({ node }) => node.name);
  };

  it.each<[string, StringFilter, string[]]>([
    ['eq exactly', { eq: 'A walk' }, [walk]],
    ['eq not folded', { eq: 'a walk' }, []],
    ['ne', { ne: 'A walk' }, without(walk)],
    ['in', { in: ['A walk', 'none', 'Undated "piece"'] }, [walk, undated]],
    ['in nothing', { in: [] }, []],
    ['contains folded', { contains: 'BRULEE' }, [tea]],
    ['contains with accents', { contains: 'crȇmé' }, [tea]],
    ['contains %', { contains: '%' }, [coffee]],
    ['contains _', { contains: '_' }, [coffee]],
    ['contains \\', { contains: '\\' }, [coffee]],
    ['contains "', { contains: '"piece' }, [undated]],
    ['contains nothing', { contains: '' }, all],
    ['startsWith folded', { startsWith: 'CREME' }, [tea]],
    ['startsWith all of it', { startsWith: 'coffee: 100%_sure\\' }, [coffee]],
    ['startsWith no pattern', { startsWith: '%' }, []],
    ['startsWith nothing', { startsWith: '' }, all],
    ['isNull', { isNull: true }, []],
    ['isNull false', { isNull: false }, all],
    ['nulls', { eq: null, ne: null, in: null, contains: null, startsWith: null, isNull: null }, all],
    ['two at once', { startsWith: 'a', contains: 'walk', ne: 'x' }, [walk]],
  ])('title: %s', async (_case, title, expected) => {
    expect(await articles({ title })).toEqual(expected);
    expect(await articles({ not: { title } })).toEqual(without(...expected));
  });

  it.each([
    '\0', 'A walk\0', '\0A walk', '\ud800', '\udfff walk', 'NEAR(', '*', 'x:', '-a', "'; drop table article; --", '\u{10ffff}', '\ud7ff', '$1', '?',
    'é'.repeat(1000),
  ])('finds nothing for the text %j, and nothing fails', async (text) => {
    for (const title of [{ eq: text }, { in: [text] }, { contains: text }, { startsWith: text }]) {
      expect(await articles({ title })).toEqual([]);
      expect(await articles({ not: { title } })).toEqual(all);
    }
    expect(await articles({ title: { ne: text } })).toEqual(all);
    expect(await topics({ name: { contains: text } })).toEqual([]);
  }); // prettier-ignore

  it.each<[string, ArticleFilter, string[]]>([
    ['url', { url: { eq: `${quay}/Tea?x=1` } }, [tea]],
    ['url folded', { url: { startsWith: 'HTTPS://QUAY.EXAMPLE/' } }, [coffee, tea]],
    ['url that is missing', { url: { isNull: true } }, [undated]],
    ['ne of what is missing', { url: { ne: `${own}/walk` } }, [coffee, tea, undated]],
    ['contains nothing of what is missing', { url: { contains: '' } }, [walk, coffee, tea]],
    ['language', { language: { in: ['en', 'fr'] } }, [coffee]],
    ['language folded', { language: { startsWith: 'EN-g' } }, [tea]],
    ['language that is missing', { language: { isNull: true } }, [walk, undated]],
    ['isOwn', { isOwn: true }, [walk]],
    ['isOwn false', { isOwn: false }, without(walk)],
    ['isOwn null', { isOwn: null }, all],
    ['publishedAt gt', { publishedAt: { gt: '2021-01-01' } }, [walk]],
    ['publishedAt gte', { publishedAt: { gte: '2021-01-01T01:00:00+01:00' } }, [walk, coffee]],
    ['publishedAt lt', { publishedAt: { lt: '2021-01-01' } }, [tea]],
    ['publishedAt lte', { publishedAt: { lte: '2021-01-01' } }, [coffee, tea]],
    ['publishedAt isNull', { publishedAt: { isNull: true } }, [undated]],
    ['publishedAt between', { publishedAt: { gt: '2020-01-01', lt: '2022-01-01' } }, [coffee]],
    ['latestTakeAt', { latestTakeAt: { isNull: false } }, [walk, tea]],
    ['updatedAt', { updatedAt: { gt: '2020-01-01' } }, all],
    ['hasTake', { hasTake: true }, [walk, tea, undated]],
    ['hasTake false', { hasTake: false }, [coffee]],
    ['referenceCount eq', { referenceCount: { eq: 2 } }, [tea]],
    ['referenceCount gt, lte', { referenceCount: { gt: 0, lte: 1 } }, [walk]],
    ['referencedByCount gte, lt', { referencedByCount: { gte: 1, lt: 2 } }, [walk]],
    ['no and', { and: [] }, all],
    ['no or', { or: [] }, []],
    ['not the empty filter', { not: {} }, []],
    ['the empty filter', {}, all],
    ['nulls', { and: null, or: null, not: null, title: null, topic: null, references: null }, all],
    ['or', { or: [{ isOwn: true }, { hasTake: false }] }, [walk, coffee]],
    ['and', { and: [{ hasTake: true }, { language: { isNull: true } }] }, [walk, undated]],
    ['not of what is missing', { not: { publishedAt: { lt: '2021-06-01' } } }, [walk, undated]],
    ['fields beside or', { hasTake: true, or: [{ isOwn: true }, { hasTake: false }] }, [walk]],
  ])('articles: %s', async (_case, where, expected) => {
    expect(await articles(where)).toEqual(expected);
    expect(await articles({ not: where })).toEqual(without(...expected));
  });

  it('finds articles by what they are connected with', async () => {
    const unknown = Buffer.from('Article:0198d2f4-0000-7000-8000-000000000000').toString('base64');
    const cases: [ArticleFilter, string[]][] = [
      [{ id: { eq: id[tea] } }, [tea]],
      [{ id: { in: [id[tea]!, id[walk]!, unknown, 'nonsense', id['Food']!] } }, [walk, tea]],
      [{ id: { notIn: [id[tea]!, unknown, '', id['Food']!] } }, without(tea)],
      [{ id: { eq: id[`take of ${tea}`] } }, []],
      [{ id: { in: [] } }, []],
      [{ id: { notIn: [] } }, all],
      [{ publisher: { eq: id[`publisher of ${tea}`] } }, [coffee, tea]],
      [{ publisher: { notIn: [id[`publisher of ${tea}`]!] } }, [walk, undated]],
      [{ publisher: { eq: id[tea] } }, []],
      [{ author: { eq: id[`author 0 of ${tea}`] } }, [coffee, tea]],
      [{ author: { in: [id[`author 0 of ${walk}`]!] } }, [walk, coffee]],
      [{ author: { notIn: [id[`author 0 of ${walk}`]!] } }, [tea, undated]],
      [{ references: { eq: id[coffee] } }, [walk, tea]],
      [{ references: { in: [id[walk]!, id[undated]!] } }, [tea]],
      [{ references: { notIn: [id[walk]!] } }, without(tea)],
      [{ referencedBy: { eq: id[tea] } }, [walk, coffee]],
      [{ referencedBy: { notIn: [id[walk]!] } }, without(coffee)],
      [{ referencedBy: { notIn: [unknown] } }, all],
      [{ topic: { anyOf: [id['Food']!, id['Outdoors']!] } }, [walk, tea]],
      [{ topic: { anyOf: [unknown, 'x'] } }, []],
      [{ topic: { anyOf: [] } }, []],
      [{ topic: { allOf: [id['Food']!, id['Drinks']!, id['Food']!] } }, [tea]],
      [{ topic: { allOf: [id['Drinks']!, unknown] } }, []],
      [{ topic: { allOf: [] } }, all],
      [{ topic: { noneOf: [id['Drinks']!, 'x'] } }, [walk, undated]],
      [{ topic: { noneOf: [] } }, all],
      [{ topic: { anyOf: [id['Drinks']!], noneOf: [id['Food']!] } }, [coffee]],
      [{ topic: {} }, all],
    ];
    for (const [where, expected] of cases) {
      expect([where, await articles(where)]).toEqual([where, expected]);
      expect([where, await articles({ not: where })]).toEqual([where, without(...expected)]);
    }
  });

  it('finds takes', async () => {
    const cases: [TakeFilter, string[]][] = [
      [{ id: { eq: id[`take of ${tea}`] } }, [tea]],
      [{ id: { notIn: [id[`take of ${tea}`]!, id[walk]!] } }, [walk, undated]],
      [{ article: { in: [id[walk]!, id[coffee]!] } }, [walk]],
      [{ author: { eq: id[`author 0 of ${walk}`] } }, [walk]],
      [{ author: { eq: id[`author 0 of ${tea}`] } }, []],
      [{ topic: { anyOf: [id['Drinks']!] } }, [tea]],
      [{ publishedAt: { isNull: true } }, [undated]],
      [{ publishedAt: { gte: '2020-01-02' } }, [walk]],
      [{ references: { eq: id[coffee] } }, [walk, tea]],
      [{ references: { notIn: [id[walk]!] } }, [walk, undated]],
      [
        { or: [{ references: { eq: id[walk] } }, { not: { publishedAt: { isNull: false } } }] },
        [tea, undated],
      ],
    ];
    for (const [where, expected] of cases) {
      expect([where, await takes(where)]).toEqual([where, expected]);
    }
  });

  it('finds references of articles and takes, and counts them', async () => {
    await using store = openStore(app.databaseUrl);
    await store.write((trx) =>
      trx
        .updateTable('cross_reference')
        .set({ kind: 'QUOTES', detected_by: 'MANUAL', confidence: 0.5 })
        .where('take_time', '>', '2021')
        .execute(),
    );
    const cases: [ReferenceFilter | null, string[]][] = [
      [null, ['A walk', tea]],
      [{}, ['A walk', tea]],
      [{ kind: ['QUOTES', 'SEE_ALSO'] }, ['A walk']],
      [{ kind: [] }, []],
      [{ detectedBy: ['LINK'] }, [tea]],
      [{ confidence: { gte: 0.75 } }, [tea]],
      [{ confidence: { lte: 0.5 } }, ['A walk']],
      [{ takePublishedAt: { lt: '2021-01-01' } }, [tea]],
      [{ takePublishedAt: { isNull: true } }, []],
      [{ kind: ['QUOTES'], detectedBy: ['LINK'] }, []],
    ];
    for (const [where, expected] of cases) {
      const answer = await app.execute(FilteredReferencesDocument, { first: 20, where });
      const [first, second, third] = answer.articles.nodes;
      const sources = expected.map((title) => (title === tea ? 'Crème Brûlée & Tea' : title));
      expect(second!.referencedBy).toEqual({
        totalCount: sources.length,
        nodes: sources.map((title) => ({ title })),
      });
      const ofWalk = sources.includes('A walk') ? ['Coffee: 100%_sure\\'] : [];
      const ofTea = sources.includes('Crème Brûlée & Tea') ? ['Coffee: 100%_sure\\', 'A walk'] : [];
      for (const [article, titles] of [[first, ofWalk], [third, ofTea]] as const) {
        const listed = { totalCount: titles.length, nodes: titles.map((title) => ({ title })) };
        expect(article).toMatchObject({ references: listed, take: { references: listed } });
      } // prettier-ignore
    }
  });

  it('finds a sigma in either form', async () => {
    await using greek = await createTestApp({ engine });
    await greek.publish({ 'greek.md': markdown({ title: 'Η οδύσσεια της οδός' }) });
    for (const part of ['ΟΔΥΣ', 'οδύς', 'οδόσ', 'ΟΔΟΣ', 'Σ', 'της', 'ΤΗΣ ο']) {
      const where = { title: { contains: part } };
      expect((await greek.execute(ArticleListDocument, { where })).articles.totalCount).toBe(1);
    }
  });

  it('finds topics and articles through the hierarchy of topics', async () => {
    await using store = openStore(app.databaseUrl);
    await store.write(async (trx) => {
      const rows = await trx.selectFrom('topic').select(['id', 'name']).execute();
      const rowId = (name: string) => rows.find((row) => row.name === name)!.id;
      const [above, below] = [rowId('Food'), rowId('Drinks')];
      await trx.updateTable('topic').set({ broader_id: above }).where('id', '=', below).execute();
      await trx
        .insertInto('topic_closure')
        .values({ ancestor_id: above, descendant_id: below, depth: 1 })
        .execute();
    });
    const food = id['Food']!;
    expect(await articles({ topic: { anyOf: [food] } })).toEqual([coffee, tea]);
    expect(await articles({ topic: { anyOf: [food], includeNarrower: null } })).toEqual([coffee, tea]);
    expect(await articles({ topic: { anyOf: [food], includeNarrower: false } })).toEqual([tea]);
    expect(await articles({ topic: { allOf: [food, id['Drinks']!] } })).toEqual([coffee, tea]);
    expect(await articles({ topic: { noneOf: [food] } })).toEqual([walk, undated]);
    expect(await takes({ topic: { anyOf: [food], includeNarrower: false } })).toEqual([tea]);
    expect(await topics({ isRoot: true })).toEqual(['Food', 'Outdoors']);
    expect(await topics({ isRoot: false })).toEqual(['Drinks']);
    expect(await topics({ broader: { eq: food } })).toEqual(['Drinks']);
    expect(await topics({ broader: { notIn: [food] } })).toEqual(['Food', 'Outdoors']);
    expect(await topics({ broader: { eq: id[tea] } })).toEqual([]);
    expect(await topics({ name: { startsWith: 'ÓUT' } })).toEqual(['Outdoors']);
    expect(await topics({ name: { ne: 'Food' }, isRoot: true })).toEqual(['Outdoors']);
  });
});
