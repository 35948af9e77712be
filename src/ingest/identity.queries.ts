import { sql } from 'kysely';
import { type Db, dialectOf } from '../db/dialect.ts';
import { updateRow } from '../db/rows.ts';
import { statement } from '../db/statement.ts';

/** An article that is in the store, by what identifies it. */
export interface KnownArticle {
  id: number;
  key: string;
  title: string;
  url: string | null;
}

const identityColumns = ['article.id', 'article.key', 'article.title', 'article.url'] as const;

const selectById = statement((db, { id }: { id: number }) =>
  db.selectFrom('article').select(identityColumns).where('id', '=', id),
);

export async function getArticleById(trx: Db, id: number): Promise<KnownArticle> {
  const [article] = await selectById(trx, { id });
  if (!article) throw new Error(`Article ${id} is gone`);
  return article;
}

const selectByKey = statement((db, { key }: { key: string }) =>
  db.selectFrom('article').select(identityColumns).where('key', '=', key),
);

export async function findArticleByKey(trx: Db, key: string): Promise<KnownArticle | undefined> {
  const [article] = await selectByKey(trx, { key });
  return article;
}

const selectWhereKnown = statement(
  (_db, { document, contentHash, key, takeKey }: Record<keyof DocumentKeys, string>) => sql<object>`
    select 1 where exists (select 1 from source where document = ${document})
      or exists (select 1 from source where content_hash = ${contentHash})
      or exists (select 1 from source where take_key = ${takeKey})
      or exists (select 1 from source_address where key = ${key})
      or exists (select 1 from source_address where key = ${takeKey})
      or exists (select 1 from article where key = ${key})
      or exists (select 1 from article where key = ${takeKey})
      or exists (select 1 from take where key = ${key})
      or exists (select 1 from take where key = ${takeKey})
  `,
);

/** All that a document is found by. */
interface DocumentKeys {
  document: string;
  contentHash: string;
  /** Of its article and of its take. */
  key: string;
  takeKey: string;
}

/** Whether nothing in the store has any of these. */
export async function areUnknown(trx: Db, keys: DocumentKeys): Promise<boolean> {
  return (await selectWhereKnown(trx, keys)).length === 0;
}

const selectTitleBearers = statement((db, { normal, except }: { normal: string; except: number }) =>
  db
    .selectFrom('title')
    .innerJoin('article_title', 'article_title.title_id', 'title.id')
    .innerJoin('article', 'article.id', 'article_title.article_id')
    .select(identityColumns)
    .where('title.normal', '=', normal)
    .where('is_main', '=', 1)
    .where('is_provisional', '=', 0)
    .where('article.id', '<>', except)
    .orderBy('article.key')
    .limit(3),
);

/** Up to three articles, apart from one, whose own title this is; a title that a link post gave is no identity. */
export async function findTitleBearers(trx: Db, normal: string, except = 0): Promise<KnownArticle[]> {
  return selectTitleBearers(trx, { normal, except });
}

const selectClaims = statement((db, { keys }: { keys: readonly string[] }) => {
  const { among } = dialectOf(db);
  return db
    .selectFrom(
      db
        .selectFrom('source_address')
        .innerJoin('source', 'source.id', 'source_address.source_id')
        .select(['source_address.key', 'source.article_id'])
        .select(sql<number>`case when is_main = 1 then 0 else 2 end`.as('rank'))
        .where(among(sql`source_address.key`, keys))
        .unionAll(
          db
            .selectFrom('source')
            .select(['source.take_key as key', 'source.article_id'])
            .select(sql<number>`case when take_id is null then 3 else 1 end`.as('rank'))
            .where(among(sql`take_key`, keys)),
        )
        .as('claim'),
    )
    .innerJoin('article', 'article.id', 'claim.article_id')
    .select(['claim.key', 'claim.article_id'])
    .distinct()
    .select(['claim.rank', 'article.key as article_key'])
    .orderBy('claim.rank')
    .orderBy('article.key');
});

/**
 * The articles that addresses lead to: that of the documents whose main address it is; where there is none, that of
 * the take that is read there; then those that documents give it besides, the one of the smallest key.
 */
export async function findAddressees(trx: Db, keys: readonly string[]): Promise<Map<string, number>> {
  const addressees = new Map<string, number>();
  if (keys.length === 0) return addressees;
  for (const { key, article_id } of await selectClaims(trx, { keys }))
    if (!addressees.has(key)) addressees.set(key, article_id);
  return addressees;
}

export async function setArticleKey(trx: Db, articleId: number, key: string): Promise<void> {
  await updateRow(trx, 'article', articleId, { key });
}
