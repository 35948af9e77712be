import { sql } from 'kysely';
import type { Db } from '../db/dialect.ts';
import { statement } from '../db/statement.ts';

/*
 * What rows carry of an article or a take, so that an index has the rows of a topic or person in the order of their
 * list: `''` stands for a missing date.
 */

const selectOfArticle = statement((db, { articleId }: { articleId: number }) =>
  db
    .selectFrom('article')
    .select([sql<string>`coalesce(latest_take_at, '')`.as('latest_take'), 'slug as article_slug'])
    .where('id', '=', articleId),
);

export async function carriedOfArticle(
  trx: Db,
  articleId: number,
): Promise<{ latest_take: string; article_slug: string }> {
  const [carried] = await selectOfArticle(trx, { articleId });
  return carried!;
}

const selectOfTake = statement((db, { takeId }: { takeId: number }) =>
  db
    .selectFrom('take')
    .select([sql<string>`coalesce(published_at, '')`.as('take_time'), 'key as take_key'])
    .where('id', '=', takeId),
);

export async function carriedOfTake(
  trx: Db,
  takeId: number,
): Promise<{ take_time: string; take_key: string }> {
  const [carried] = await selectOfTake(trx, { takeId });
  return carried!;
}
