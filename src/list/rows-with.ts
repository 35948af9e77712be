import { type RawBuilder, sql } from 'kysely';
import { type Db, dialectOf } from '../db/dialect.ts';

/** The ids of those with these uids; the uid of an article that was merged into another stands for that one. */
export function articlesWith(db: Db, uids: readonly string[]): RawBuilder<unknown> {
  const { among } = dialectOf(db);
  return sql`(
    select named.id from article as named where ${among(sql`named.uid`, uids)}
    union all
    select former.article_id from former_article as former where ${among(sql`former.uid`, uids)}
  )`;
}

export function rowsWith(
  db: Db,
  table: 'person' | 'publisher' | 'take' | 'topic',
  uids: readonly string[],
): RawBuilder<unknown> {
  return sql`(
    select named.id from ${sql.table(table)} as named where ${dialectOf(db).among(sql`named.uid`, uids)}
  )`;
}
