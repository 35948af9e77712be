import { sql } from 'kysely';
import { type Db, dialectOf } from '../db/dialect.ts';
import { foldName } from '../identity/fold.ts';
import { type ArticleStatement, articleStatement } from '../ingest/article-fields.ts';
import type { Facts } from '../read/facts.ts';
import { type Check, type Finding, FindingCounter } from './check.ts';
import { type IdRange, idRanges } from './id-ranges.ts';
import { parseFacts } from './source-address-check.ts';

/** Articles against all that their documents state, which only the program can put together: a few at a time. */
export const statementChecks: readonly Check[] = [
  {
    name: 'article-fields',
    fault: 'articles that differ from what their documents state',
    find: findWrongFields,
  },
  {
    name: 'own-pieces',
    fault: "articles that are taken for the publication's own, or are not, against their documents",
    find: findWrongOwners,
  },
  {
    name: 'article-topics',
    fault: 'articles of other topics than those that their documents name',
    find: findWrongTopics,
  },
];

const articleColumns = ['id', 'slug', 'title', 'url', 'summary', 'language', 'image', 'is_own'] as const;

async function findWrongFields(db: Db): Promise<Finding> {
  const findings = new FindingCounter();
  for await (const { articles } of statedArticles(db)) {
    for (const { article, statement } of articles) {
      const { title, url, summary, language, image, date } = statement;
      const stated = { title, url, summary, language, image, published_at: date };
      const wrong = (Object.keys(stated) as (keyof typeof stated)[]).filter(
        (field) => stated[field] !== article[field],
      );
      if (wrong.length > 0) findings.add(`${article.slug} (${wrong.join(', ')})`);
    }
  }
  return findings.finish();
}

async function findWrongOwners(db: Db): Promise<Finding> {
  const findings = new FindingCounter();
  for await (const { articles } of statedArticles(db)) {
    for (const { article, statement } of articles) {
      const isOwn = statement.isInOwnFeed || article.isTakeThere === 1;
      if (article.is_own !== Number(isOwn)) findings.add(article.slug);
    }
  }
  return findings.finish();
}

/** Topics that an editor gave are no document's. */
async function findWrongTopics(db: Db): Promise<Finding> {
  const findings = new FindingCounter();
  for await (const { range, articles } of statedArticles(db)) {
    const topicOf = await topicsByNames(
      db,
      articles.flatMap(({ statement }) => statement.topics.map(foldName)),
    );
    const stored = await topicsInRange(db, range);
    for (const { article, statement } of articles) {
      const stated = statedTopics(statement, topicOf);
      const given = stored.get(article.id) ?? [];
      const isWrong =
        given.some((row) => row.assigned_by === 'SOURCE' && stated.get(row.topic_id) !== row.spelling) ||
        [...stated.keys()].some((id) => !given.some((row) => row.topic_id === id));
      if (isWrong) findings.add(article.slug);
    }
  }
  return findings.finish();
}

interface NamedTopic {
  id: number;
  isAlias: boolean;
}

/** By topic how the documents spell its name; null where they use an alias. A name that is no topic's is 0's. */
function statedTopics(
  { topics }: ArticleStatement,
  topicOf: ReadonlyMap<string, NamedTopic>,
): Map<number, string | null> {
  const stated = new Map<number, string | null>();
  for (const name of topics) {
    const { id, isAlias } = topicOf.get(foldName(name)) ?? { id: 0, isAlias: false };
    if (!isAlias) stated.set(id, name);
    else if (!stated.has(id)) stated.set(id, null);
  }
  return stated;
}

/** An alias goes before a name that documents do not describe. */
async function topicsByNames(db: Db, keys: readonly string[]): Promise<Map<string, NamedTopic>> {
  if (keys.length === 0) return new Map();
  const isAmongThem = dialectOf(db).among(sql`key`, keys);
  const named = await db.selectFrom('topic').select(['key', 'id']).where(isAmongThem).execute();
  const aliased = await db
    .selectFrom('topic_alias')
    .select(['key', 'topic_id as id'])
    .where(isAmongThem)
    .execute();
  return new Map<string, NamedTopic>([
    ...named.map(({ key, id }) => [key, { id, isAlias: false }] as const),
    ...aliased.map(({ key, id }) => [key, { id, isAlias: true }] as const),
  ]);
}

interface GivenTopic {
  topic_id: number;
  spelling: string | null;
  assigned_by: string;
}

async function topicsInRange(db: Db, { first, last }: IdRange): Promise<Map<number, GivenTopic[]>> {
  const rows = await db
    .selectFrom('article_topic')
    .select(['article_id', 'topic_id', 'spelling', 'assigned_by'])
    .where('article_id', '>=', first)
    .where('article_id', '<=', last)
    .execute();
  return Map.groupBy(rows, (row) => row.article_id);
}

/** Articles with what their documents state, as far as that can be read. */
async function* statedArticles(db: Db) {
  for await (const range of idRanges(db, 'article')) {
    const rows = await db
      .selectFrom('article')
      .select([...articleColumns, 'published_at'])
      .select(
        sql<number>`case when exists (select 1 from take where take.key = article.key) then 1 else 0 end`.as(
          'isTakeThere',
        ),
      )
      .where('id', '>=', range.first)
      .where('id', '<=', range.last)
      .orderBy('id')
      .execute();
    const factsOf = await factsInRange(db, range);
    const articles = rows.flatMap((article) => {
      const facts = factsOf.get(article.id) ?? [null];
      return facts.every((one) => one !== null) ? [{ article, statement: articleStatement(facts) }] : [];
    });
    yield { range, articles };
  }
}

async function factsInRange(db: Db, { first, last }: IdRange): Promise<Map<number, (Facts | null)[]>> {
  const rows = await db
    .selectFrom('source')
    .select(['article_id', 'facts'])
    .where('article_id', '>=', first)
    .where('article_id', '<=', last)
    .execute();
  const byArticle = Map.groupBy(rows, (row) => row.article_id);
  return new Map([...byArticle].map(([id, own]) => [id, own.map(({ facts }) => parseFacts(facts))]));
}
