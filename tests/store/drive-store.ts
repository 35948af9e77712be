import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { CompiledQuery } from 'kysely';
import { articleOrderFields, takeOrderFields, topicOrderFields } from '../../src/list/orders.ts';
import { ingestVariedDocuments } from '../doctor/varied-store.ts';
import { markdown } from '../ingest/documents.ts';
import { createTestApp, type TestApp } from '../support/app.ts';
import type { Engine } from '../support/engines.ts';
import * as operations from '../support/gql/graphql.ts';

type Variables = Record<string, unknown>;
type Document = operations.TypedDocumentString<unknown, Variables>;

const [start, end] = ['2019-01-01T00:00:00.000Z', '2030-01-01T00:00:00.000Z'];
const timeLimits = { gt: start, gte: start, lt: end, lte: end, isNull: false };
const text = { eq: 'a', ne: 'b', in: ['a', 'c'], contains: 'a', startsWith: 'a', isNull: false };
const count = { eq: 1, gt: 0, gte: 0, lt: 9, lte: 9 };
const directions = ['ASC', 'DESC'] as const;
const paging = '$first: Int, $after: String, $last: Int, $before: String, $order: [ArticleOrder!]';
const pageArgs = 'first: $first, after: $after, last: $last, before: $before';
const page = 'totalCount edges { cursor node { id } } pageInfo { hasNextPage }';

/** Lists of one owner, whose operations need an id. */
const ownedLists = {
  Topic: [
    `articles(${pageArgs}, orderBy: $order) { ${page} }`,
    `articles(${pageArgs}, orderBy: $order, includeNarrower: false) { ${page} }`,
    `narrower(${pageArgs}) { ${page} }`,
  ],
  Person: [
    `articles(${pageArgs}, orderBy: $order) { ${page} } articleCount`,
    `takes(${pageArgs}) { ${page} }`,
  ],
  Publisher: [`articles(${pageArgs}, orderBy: $order) { ${page} } articleCount`],
  Article: ['takes', 'topics', 'references', 'referencedBy'].map(
    (list) => `${list}(${pageArgs}) { ${page} }`,
  ),
  Take: [`references(${pageArgs}) { ${page} }`],
} as const;

/** Pieces that refer to each other, so that no list is empty. */
const listed = {
  'lists.jsonl': '{"type":"topic","name":"Lists"}\n{"type":"topic","name":"Pages","broader":"Lists"}\n',
  ...Object.fromEntries(
    [0, 1, 2].map((i) => [
      `listed-${i}.md`,
      markdown(
        {
          title: `Listed ${i}`,
          permalink: `https://lists.example/${i}`,
          date: '2024-05-06',
          authors: ['Lister'],
          publisher: 'Lister & Sons',
          topics: ['Lists', 'Pages'],
        },
        [0, 1, 2]
          .map((j) => `[${j}](https://lists.example/${j}) [${j}](https://wanted.example/${i + j})`)
          .join(),
      ),
    ]),
  ),
};

/** Statements by their texts. */
export type Driven = Map<string, { isIngest: boolean }>;

/** Every statement of an ingest, of edits and removals, and of all that the API can be asked. */
export async function driveStore(engine: Engine): Promise<{ app: TestApp; driven: Driven }> {
  const driven: Driven = new Map();
  let isIngest = true;
  const log = ({ query }: { query: CompiledQuery }) => {
    if (/^\s*(select|insert|update|delete|with)\b/i.test(query.sql) && !driven.has(query.sql))
      driven.set(query.sql, { isIngest });
  };
  const app = await createTestApp({ engine, log });
  await ingestVariedDocuments(app);
  await app.publish(listed);
  isIngest = false;
  await askEverything(app);
  isIngest = true;
  await rm(path.join(app.folder, 'feed.json'));
  await rm(path.join(app.folder, 'clocks.md'));
  await app.ingest(undefined, { prune: true });
  return { app, driven };
}

async function askEverything(app: TestApp): Promise<void> {
  const ids = await idsByType(app);
  const known = {
    first: 5,
    slug: 'listed-1',
    id: ids.Article,
    ids: Object.values(ids),
    from: ids.Article,
    to: ids.Article,
    depth: 2,
    since: start,
    url: 'https://lists.example/1',
    query: 'listed -other',
    prefix: 'l',
    facets: ['PUBLISHER', 'AUTHOR', 'TOPIC', 'YEAR', 'LANGUAGE'],
    text: 'After [this](https://lists.example/1) came A short history of clocks.',
  };
  const addresses = [
    { id: ids.Article },
    { slug: known.slug },
    { url: known.url },
    { slug: 'none' },
    { domain: 'a.example' },
  ];
  // A document that does not take the address is answered with what is wrong with it, and asks nothing of the store.
  const filtered = documentOf(`query ($query: String!, $facets: [ArticleFacet!]!) {
    search(query: $query, where: { hasTake: true }) { totalCount nodes { __typename } }
    articles(where: { hasTake: true }) { facets(by: $facets) { buckets { count } } }
  }`);
  await app.execute(filtered, known);
  const related = documentOf(
    `query ($where: ArticleFilter!) { articles { nodes { related(where: $where) { totalCount } } } }`,
  );
  await app.execute(related, { where: { hasTake: true } });
  const { Article: from, OtherArticle: to } = ids;
  for (const direction of ['FORWARD', 'BACKWARD', 'ANY'])
    await app.execute(operations.PathBetweenDocument as Document, { from, to, direction });
  for (const document of Object.values(operations)) {
    if (!(document instanceof operations.TypedDocumentString) || !/^\s*query/m.test(document.toString()))
      continue;
    for (const by of addresses) await app.send(document as Document, { ...known, by });
  }
  await pageLists(app, ids);
  const wanted = `list: wanted(${pageArgs}) { totalCount edges { cursor node { url text } } }`;
  await pageThrough(app, documentOf(`query (${paging.replace(/, \$order.*/, '')}) { ${wanted} }`));
  await filterLists(app, ids);
}

async function idsByType(
  app: TestApp,
): Promise<Record<keyof typeof ownedLists | 'CrossReference' | 'OtherArticle', string>> {
  const answer = (await app.execute(
    documentOf(`{
      Article: article(by: { slug: "listed-1" }) { id take { id references { edges { node { id } reference { id } } } } }
      Topic: topic(by: { slug: "lists" }) { id }
      Person: person(by: { slug: "lister" }) { id }
      Publisher: publisher(by: { slug: "lister-sons" }) { id }
    }`),
    {},
  )) as Record<'Article' | 'Topic' | 'Person' | 'Publisher', { id: string }> & {
    Article: { take: ListedTake };
  };
  const { Article, Topic, Person, Publisher } = answer;
  const [reference] = Article.take.references.edges;
  const CrossReference = reference!.reference.id;
  return {
    Article: Article.id,
    OtherArticle: reference!.node.id,
    Take: Article.take.id,
    Topic: Topic.id,
    Person: Person.id,
    Publisher: Publisher.id,
    CrossReference,
  };
}

interface ListedTake {
  id: string;
  references: { edges: { node: { id: string }; reference: { id: string } }[] };
}

/** Every list in every order, from both ends, after, before and between cursors. */
async function pageLists(app: TestApp, ids: Awaited<ReturnType<typeof idsByType>>): Promise<void> {
  const orders = (fields: object) =>
    Object.keys(fields).flatMap((field) => directions.map((direction) => [{ field, direction }]));
  const rootLists = [
    { list: 'articles', type: 'ArticleOrder', orders: orders(articleOrderFields) },
    { list: 'takes', type: 'TakeOrder', orders: orders(takeOrderFields) },
    { list: 'topics', type: 'TopicOrder', orders: orders(topicOrderFields) },
  ];
  for (const { list, type, orders } of rootLists) {
    const document = documentOf(
      `query (${paging.replace('ArticleOrder', type)}) { list: ${list}(${pageArgs}, orderBy: $order) { ${page} } }`,
    );
    for (const order of orders) await pageThrough(app, document, { order });
  }
  for (const list of ['people', 'publishers'])
    await pageThrough(
      app,
      documentOf(`query (${paging.replace(/, \$order.*/, '')}) { list: ${list}(${pageArgs}) { ${page} } }`),
    );
  for (const [type, lists] of Object.entries(ownedLists)) {
    for (const list of lists) {
      const isOrdered = list.includes('$order');
      const document = documentOf(
        `query ($id: ID!, ${isOrdered ? paging : paging.replace(/, \$order.*/, '')}) { node(id: $id) { ... on ${type} { list: ${list} } } }`,
      );
      const id = ids[type as keyof typeof ownedLists];
      for (const order of isOrdered ? [undefined, [{ field: 'TITLE' }]] : [undefined])
        await pageThrough(app, document, { id, order });
    }
  }
}

async function pageThrough(app: TestApp, document: Document, variables: Variables = {}): Promise<void> {
  const answer = (await app.execute(document, { first: 3, ...variables })) as Record<string, unknown>;
  const { list } = ('node' in answer ? answer['node'] : answer) as { list: { edges: { cursor: string }[] } };
  const cursor = list.edges[0]?.cursor;
  if (cursor === undefined) throw new Error(`There is nothing to page through: ${document.toString()}`);
  const cursors = [{ first: 2, after: cursor }, { last: 2 }, { last: 2, before: cursor }];
  for (const args of [...cursors, { first: 2, after: cursor, before: cursor }])
    await app.execute(document, { ...variables, ...args });
}

async function filterLists(app: TestApp, ids: Awaited<ReturnType<typeof idsByType>>): Promise<void> {
  const some = (id: string) => ({ eq: id, in: [id], notIn: [id] });
  const topic = { anyOf: [ids.Topic], allOf: [ids.Topic], noneOf: [ids.Topic], includeNarrower: true };
  const articles = {
    id: some(ids.Article), title: text, url: text, language: text, isOwn: true, publishedAt: timeLimits,
    latestTakeAt: timeLimits, updatedAt: timeLimits, publisher: some(ids.Publisher), author: some(ids.Person), topic,
    hasTake: true, referenceCount: count, referencedByCount: count, references: some(ids.Article),
    referencedBy: some(ids.Article),
  }; // prettier-ignore
  const takes = {
    id: some(ids.Take), article: some(ids.Article), author: some(ids.Person), topic, publishedAt: timeLimits,
    references: some(ids.Article),
  }; // prettier-ignore
  const topics = { name: text, broader: some(ids.Topic), isRoot: true };
  const each = (filter: object) =>
    Object.entries(filter).map(([name, value]) => ({ [name]: value as unknown }));
  for (const where of each(articles)) await app.execute(operations.ArticleListDocument, { where });
  for (const where of each(takes)) await app.execute(operations.TakeListDocument, { where });
  for (const where of each(topics)) await app.execute(operations.TopicListDocument, { where });
  const where = {
    kind: ['MENTION'],
    detectedBy: ['LINK'],
    confidence: { gte: 0 },
    takePublishedAt: timeLimits,
  };
  const lists = { to: true, from: true, ofTake: true, slug: 'listed-1' };
  await app.execute(operations.ReferenceListDocument as Document, { ...lists, where });
}

function documentOf(query: string): Document {
  return new operations.TypedDocumentString<unknown, Variables>(query);
}
