import { type Kysely, sql } from 'kysely';

/**
 * Titles that many takes may name are looked for in a part of the takes at a time: which titles are yet to be looked for, and
 * in which takes they have been, by their ids.
 */
export async function up(db: Kysely<unknown>, engine: 'sqlite' | 'postgres'): Promise<void> {
  const integer = engine === 'sqlite' ? 'integer' : 'bigint';
  const strict = engine === 'sqlite' ? 'strict' : '';
  await sql
    .raw(
      `create table title_search (
        title_id ${integer} primary key references title (id) on delete cascade, searched_until ${integer} not null
      ) ${strict}`,
    )
    .execute(db);
}
