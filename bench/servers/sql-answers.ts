import { excerpt } from '../../src/body/excerpt.ts';
import type { SqlDatabase, SqlRow } from './sql-database.ts';

/** Answers as a programmer writes them who has one page to serve and no GraphQL: the same JSON as Ibid's. */
export type Answer = (db: SqlDatabase, slug: string) => Promise<object>;

const own = '(select id from article where slug = ?)';
const card = (table: string) =>
  `${table}.slug, ${table}.title, ${table}.url, ${table}.published_at as "publishedAt", ${table}.summary`;
const newestTake = `order by coalesce(published_at, '') desc, key limit 1`;
const order = {
  references: 'cross_reference.take_time desc, cross_reference.take_key, position',
  referencedBy: 'cross_reference.take_time desc, cross_reference.take_key',
};

const articleSql = `
  select ${card('article')}, is_own as "isOwn", language, reference_count as "referenceCount",
    referenced_by_count as "referencedByCount", publisher.slug as "publisherSlug", publisher.name as "publisherName"
  from article left join publisher on publisher.id = publisher_id where article.slug = ?`;
const takeSql = `
  select headline, url, published_at as "publishedAt", substr(text, 1, 600) as opening, word_count as "wordCount"
  from take join take_body on take_id = take.id where article_id = ${own} ${newestTake}`;
const takeAuthorsSql = `
  select slug, name from take_author join person on person.id = person_id
  where take_id = (select id from take where article_id = ${own} ${newestTake}) order by position`;
const topicsSql = `
  select slug, name from article_topic join topic on topic.id = topic_id
  where article_id = ${own} order by key, slug limit 10`;
const edgesSql = (near: string, far: string, inOrder: string) => `
  select confidence, position, ${card('article')} from cross_reference join article on article.id = ${far}
  where ${near} = ${own} order by ${inOrder} limit 10`;
const referencesSql = edgesSql('source_id', 'target_id', order.references);
const referencedBySql = edgesSql('target_id', 'source_id', order.referencedBy);

export const pageAnswer: Answer = async (db, slug) => {
  const [[article], [take], authors, topics, references, referencedBy] = await Promise.all([
    db.all(articleSql, slug),
    db.all(takeSql, slug),
    db.all(takeAuthorsSql, slug),
    db.all(topicsSql, slug),
    db.all(referencesSql, slug),
    db.all(referencedBySql, slug),
  ]);
  if (!article) return { article: null };
  const { publisherSlug, publisherName, ...fields } = article;
  return {
    article: {
      ...fields,
      isOwn: article['isOwn'] === 1,
      publisher: publisherSlug && { slug: publisherSlug, name: publisherName },
      take: take && takeOf(take, authors),
      topics: { nodes: topics },
      references: { edges: references.map(edgeOf) },
      referencedBy: { edges: referencedBy.map(edgeOf) },
    },
  };
};

function takeOf({ headline, url, publishedAt, opening, wordCount }: SqlRow, authors: SqlRow[]): object {
  const body = { excerpt: excerpt(opening as string, 280), wordCount };
  return { headline, url, publishedAt, authors, body };
}

function edgeOf({ confidence, position, ...node }: SqlRow): object {
  return { reference: { confidence, position }, node };
}

const listSql = `
  select id, slug, title, url, latest_take_at as "latestTakeAt" from article
  order by coalesce(latest_take_at, '') desc, slug limit 20`;

export const listAnswer: Answer = async (db) => {
  const articles = await db.all(listSql);
  const ids = idsOf(articles);
  const [takes, authors, topics] = await Promise.all([
    db.all(
      `select parent.value as "articleId", picked.url, published_at as "publishedAt" from ${db.each}
       ${db.picked('take', `select take.id from take where article_id = parent.value ${newestTake}`)}`,
      ids,
    ),
    db.all(
      `select parent.value as "articleId", person.slug, person.name from ${db.each}
       ${db.picked('take', `select take.id from take where article_id = parent.value ${newestTake}`)}
       join take_author on take_id = picked.id join person on person.id = person_id order by position`,
      ids,
    ),
    db.all(
      `select article_id as "articleId", slug, name from article_topic join topic on topic.id = topic_id
       where ${db.among('article_id')} order by key, slug`,
      ids,
    ),
  ]);
  const byArticle = (rows: SqlRow[]) => Map.groupBy(rows, (row) => row['articleId']);
  const [takeOf, authorsOf, topicsOf] = [byArticle(takes), byArticle(authors), byArticle(topics)];
  return {
    articles: {
      nodes: articles.map(({ id, ...article }) => {
        const [take] = takeOf.get(id) ?? [];
        return {
          ...article,
          take: take && {
            url: take['url'],
            publishedAt: take['publishedAt'],
            authors: (authorsOf.get(id) ?? []).map(named),
          },
          topics: { nodes: (topicsOf.get(id) ?? []).slice(0, 10).map(named) },
        };
      }),
    },
  };
};

function named({ slug, name }: SqlRow): object {
  return { slug, name };
}

/** A level of articles below others, each with the next level below it. */
async function walk(
  db: SqlDatabase,
  slug: string,
  list: 'references' | 'referencedBy',
  { depth, first }: { depth: number; first: number },
): Promise<object> {
  const [root] = await db.all('select id, slug, title from article where slug = ?', slug);
  if (!root) return { article: null };
  const [near, far] = list === 'references' ? ['source_id', 'target_id'] : ['target_id', 'source_id'];
  const pick = `select cross_reference.id from cross_reference where ${near} = parent.value
    order by ${order[list]} limit ${first}`;
  const sql = `select parent.value as parent, article.id, article.slug, article.title from ${db.each}
    ${db.picked('cross_reference', pick)} join article on article.id = picked.${far}
    order by parent.value, ${order[list].replaceAll('cross_reference', 'picked')}`;
  const levels: Map<unknown, SqlRow[]>[] = [];
  let ids = [root['id'] as number];
  for (let level = 0; level < depth; level++) {
    const rows = await db.all(sql, [...new Set(ids)]);
    levels.push(Map.groupBy(rows, (row) => row['parent']));
    ids = idsOf(rows);
  }
  const nodeOf = (row: SqlRow, level: number): object => {
    const below = levels[level];
    const { slug: own, title } = row;
    return below
      ? {
          slug: own,
          title,
          [list]: { nodes: (below.get(row['id']) ?? []).map((next) => nodeOf(next, level + 1)) },
        }
      : { slug: own, title };
  };
  return { article: nodeOf(root, 0) };
}

function idsOf(rows: SqlRow[]): number[] {
  return rows.map((row) => row['id'] as number);
}

const topicSql = `select slug, name, article_count as "articleCount" from topic where slug = ?`;
const topicArticlesSql = `
  select slug, title, latest_take_at as "latestTakeAt" from article
  where id in (
    select article_id from topic_closure join article_topic on topic_id = descendant_id
    where ancestor_id = (select id from topic where slug = ?)
  )
  order by coalesce(latest_take_at, '') desc, slug limit 20`;

const topicAnswer: Answer = async (db, slug) => {
  const [[topic], articles] = await Promise.all([db.all(topicSql, slug), db.all(topicArticlesSql, slug)]);
  return { topic: topic ? { ...topic, articles: { nodes: articles } } : null };
};

/** By the names of the queries. */
export const answers: Readonly<Record<string, Answer>> = {
  page: pageAnswer,
  hub: pageAnswer,
  repeated: pageAnswer,
  list: listAnswer,
  deep: (db, slug) => walk(db, slug, 'references', { depth: 3, first: 5 }),
  'two-hops': (db, slug) => walk(db, slug, 'referencedBy', { depth: 2, first: 10 }),
  topic: topicAnswer,
};
