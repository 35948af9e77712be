import { type Kysely, sql } from 'kysely';

/**
 * Lists of references are read from their index alone, with what most pages show of an edge: its row, of which most are
 * the anchors, lies on a page of its own. SQLite goes through a row's long values to what stands behind them, so the
 * word count and the text, whose beginning is read most, come first.
 */
export async function up(db: Kysely<unknown>, engine: 'sqlite' | 'postgres'): Promise<void> {
  const statements = [
    `drop index cross_reference_of_take`,
    `drop index cross_reference_of_source`,
    `drop index cross_reference_of_target`,
    `create index cross_reference_of_take on cross_reference (take_id, position, target_id, confidence)`,
    `create index cross_reference_of_source on cross_reference
      (source_id, take_time desc, take_key, position, target_id, confidence)`,
    `create index cross_reference_of_target on cross_reference
      (target_id, take_time desc, take_key, position, source_id, confidence)`,

    ...(engine === 'sqlite'
      ? [
          `create table take_text (
            take_id integer primary key references take on delete cascade, word_count integer not null,
            text text not null, layout text not null, html text not null, markdown text not null
          ) strict`,
          `insert into take_text (take_id, word_count, text, layout, html, markdown)
            select take_id, word_count, text, layout, html, markdown from take_body order by take_id`,
          `drop table take_body`,
          `alter table take_text rename to take_body`,
        ]
      : []),
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
