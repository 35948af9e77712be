import { type Kysely, sql } from 'kysely';

/**
 * On SQLite the words of takes stand in segments of their own making (see `src/db/sqlite-word-segments.ts`), no longer in FTS5. Those
 * of the takes that are there are stored anew once the migration is done.
 */
export async function up(db: Kysely<unknown>, engine: 'sqlite' | 'postgres'): Promise<void> {
  if (engine !== 'sqlite') return;
  const statements = [
    `drop trigger take_words_go_with_take`,
    `drop table take_words`,
    `create table take_words (take_id integer primary key, segment integer) strict`,
    `create index take_words_wanted on take_words (take_id) where segment is null`,
    `create table take_words_segment (
      id integer primary key autoincrement, first integer not null, last integer not null, bits integer not null,
      postings integer not null, target integer, filled_until integer
    ) strict`,
    `create table take_words_postings (id integer primary key, postings blob not null) strict`,
    `create table take_words_stale (
      segment integer not null, take_id integer not null, primary key (segment, take_id)
    ) strict, without rowid`,
    `create trigger take_words_go_with_take after delete on take begin
      delete from take_words where take_id = old.id;
    end`,
    `create trigger take_words_gone after delete on take_words when old.segment is not null begin
      insert into take_words_stale values (old.segment, old.take_id);
    end`,
    `create trigger take_words_changed after update of segment on take_words when old.segment is not null begin
      insert into take_words_stale values (old.segment, old.take_id);
    end`,
    `insert into take_words select id, null from take`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
