import { sql } from 'kysely';

/*
 * What rows carry of an article or a take, so that an index has the rows of a topic or person in the order of their
 * list: `''` stands for a missing date.
 */

export function carriedOfArticle(articleId: number) {
  return {
    latest_take: sql<string>`(select coalesce(latest_take_at, '') from article where id = ${articleId})`,
    article_slug: sql<string>`(select slug from article where id = ${articleId})`,
  };
}

export function carriedOfTake(takeId: number) {
  return {
    take_time: sql<string>`(select coalesce(published_at, '') from take where id = ${takeId})`,
    take_key: sql<string>`(select key from take where id = ${takeId})`,
  };
}
