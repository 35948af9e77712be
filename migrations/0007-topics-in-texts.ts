import { type Kysely, sql } from 'kysely';

/**
 * Topics that texts name: by its first word a name is found from a text, by the index of whole texts a text is found from a
 * name. Takes that are there are indexed, and topics looked for, a part at a time after the next documents.
 */
export async function up(db: Kysely<unknown>, engine: 'sqlite' | 'postgres'): Promise<void> {
  const onSqlite = engine === 'sqlite';
  const int = onSqlite ? 'integer' : 'bigint';
  const real = onSqlite ? 'real' : 'double precision';
  const text = onSqlite ? 'text' : 'text collate "C"';
  const strict = onSqlite ? 'strict' : '';
  const ref = (table: string) => `${int} not null references ${table} on delete cascade`;
  const statements = [
    `alter table topic add column first_word ${text}`,
    `alter table topic_alias add column first_word ${text}`,
    `create index topic_first_word on topic (first_word) where first_word is not null`,
    `create index topic_alias_first_word on topic_alias (first_word) where first_word is not null`,

    `create table take_topic (
      take_id ${ref('take')}, topic_id ${ref('topic')}, confidence ${real} not null, primary key (take_id, topic_id)
    ) ${strict}`,
    `create index take_topic_topic on take_topic (topic_id, take_id)`,

    `create table topic_search (
      topic_id ${int} primary key references topic on delete cascade, searched_until ${int} not null
    ) ${strict}`,
    `insert into topic_search select id, 0 from topic`,
    `create table take_search (take_id ${int} primary key references take on delete cascade) ${strict}`,
    `insert into take_search select id from take`,

    ...(onSqlite
      ? [
          `create virtual table take_text using fts5 (
            tokens, content = '', contentless_delete = 1, tokenize = 'ascii'
          )`,
          `create trigger take_text_goes_with_take after delete on take begin
            delete from take_text where rowid = old.id;
          end`,
        ]
      : [
          `create table take_text (
            take_id bigint primary key references take on delete cascade, tokens tsvector not null
          )`,
          // Few look it up, so what is to be sorted in may gather.
          `create index take_text_tokens on take_text using gin (tokens) with (gin_pending_list_limit = 4096)`,
        ]),
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
