import { sql } from 'kysely';
import type { Db } from '../db/dialect.ts';
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

const selectAddressee = statement((db, { key }: { key: string }) =>
  db
    .selectFrom(
      db
        .selectFrom('source_address')
        .innerJoin('source', 'source.id', 'source_address.source_id')
        .select('source.article_id')
        .select(sql<number>`case when is_main = 1 then 0 else 2 end`.as('rank'))
        .where('source_address.key', '=', key)
        .unionAll(
          db
            .selectFrom('source')
            .select('source.article_id')
            .select(sql<number>`case when take_id is null then 3 else 1 end`.as('rank'))
            .where('take_key', '=', key),
        )
        .as('claim'),
    )
    .innerJoin('article', 'article.id', 'claim.article_id')
    .select('claim.article_id')
    .orderBy('claim.rank')
    .orderBy('article.key')
    .limit(1),
);

/**
 * The article that an address leads to: that of the documents whose main address it is; where there is none, that of
 * the take that is read there; then those that documents give it besides, the one of the smallest key.
 */
export async function findAddressee(trx: Db, key: string): Promise<number | undefined> {
  const [row] = await selectAddressee(trx, { key });
  return row?.article_id;
}

export async function setArticleKey(trx: Db, articleId: number, key: string): Promise<void> {
  await updateRow(trx, 'article', articleId, { key });
}
