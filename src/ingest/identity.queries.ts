import type { Db } from '../db/dialect.ts';
import { readFacts } from './facts.ts';
import { keyOfTakeWithoutAddress } from './keys.ts';

/** An article that is in the store, by what identifies it. */
export interface KnownArticle {
  id: number;
  key: string;
  title: string;
  url: string | null;
}

const identityColumns = ['article.id', 'article.key', 'article.title', 'article.url'] as const;

export async function getArticleById(trx: Db, id: number): Promise<KnownArticle> {
  return trx.selectFrom('article').select(identityColumns).where('id', '=', id).executeTakeFirstOrThrow();
}

export async function findArticleByKey(trx: Db, key: string): Promise<KnownArticle | undefined> {
  return trx.selectFrom('article').select(identityColumns).where('key', '=', key).executeTakeFirst();
}

/** Up to two articles, apart from one, whose own title this is; a title that a link post gave is no identity. */
export async function findTitleBearers(
  trx: Db,
  normal: string,
  except: KnownArticle | null,
): Promise<KnownArticle[]> {
  return trx
    .selectFrom('title')
    .innerJoin('article_title', 'article_title.title_id', 'title.id')
    .innerJoin('article', 'article.id', 'article_title.article_id')
    .select(identityColumns)
    .where('title.normal', '=', normal)
    .where('is_main', '=', 1)
    .where('is_provisional', '=', 0)
    .where('article.id', '<>', except?.id ?? 0)
    .orderBy('article.key')
    .limit(2)
    .execute();
}

/** Where an address leads. */
export interface Addressee {
  articleId: number;
  /** The address as it is written there. */
  url: string;
}

/**
 * The article that an address leads to, of all but one: the piece that documents name by it; where there is none, an
 * article that documents give it as their take's, before all the one whose take is there, then that of the smallest key.
 */
export async function findAddressee(trx: Db, key: string, except = 0): Promise<Addressee | undefined> {
  const piece = await trx
    .selectFrom('article')
    .select(['id', 'url'])
    .where('key', '=', key)
    .where('id', '<>', except)
    .executeTakeFirst();
  if (piece) return { articleId: piece.id, url: piece.url! };
  const source = await trx
    .selectFrom('source')
    .innerJoin('article', 'article.id', 'source.article_id')
    .select(['source.article_id as articleId', 'source.facts'])
    .where('source.take_key', '=', key)
    .orderBy(({ eb }) => eb.case().when('source.take_id', 'is', null).then(1).else(0).end())
    .orderBy('article.key')
    .limit(1)
    .executeTakeFirst();
  return source && { articleId: source.articleId, url: readFacts(source.facts).permalink! };
}

/** Gives an article another key; the take that has none of its own follows. */
export async function rekeyArticle(trx: Db, articleId: number, from: string, to: string): Promise<void> {
  if (from === to) return;
  const [takeFrom, takeTo] = [keyOfTakeWithoutAddress(from), keyOfTakeWithoutAddress(to)];
  await trx.updateTable('article').set({ key: to }).where('id', '=', articleId).execute();
  await trx.updateTable('take').set({ key: takeTo }).where('key', '=', takeFrom).execute();
  await trx.updateTable('source').set({ take_key: takeTo }).where('take_key', '=', takeFrom).execute();
}
