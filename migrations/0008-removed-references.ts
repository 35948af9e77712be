import { type Kysely, sql } from 'kysely';

/** Pairs of a take and an article that an editor said are no reference; the article by its uid, which outlives a merge. */
export async function up(db: Kysely<unknown>, engine: 'sqlite' | 'postgres'): Promise<void> {
  const onSqlite = engine === 'sqlite';
  await sql
    .raw(
      `create table removed_reference (
        take_id ${onSqlite ? 'integer' : 'bigint'} not null references take on delete cascade,
        target_uid ${onSqlite ? 'text' : 'text collate "C"'} not null,
        primary key (take_id, target_uid)
      ) ${onSqlite ? 'strict, without rowid' : ''}`,
    )
    .execute(db);
}
