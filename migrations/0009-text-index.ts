import { type Kysely, sql } from 'kysely';

/**
 * One index of all that is searched: texts of takes, titles of articles, names of people and topics. It takes the place of the
 * index of takes' texts. What is there is indexed once the migration is done: its words are made outside of the database.
 */
export async function up(db: Kysely<unknown>, engine: 'sqlite' | 'postgres'): Promise<void> {
  const onSqlite = engine === 'sqlite';
  const integer = onSqlite ? 'integer' : 'bigint';
  const strict = onSqlite ? 'strict' : '';
  // A document's id is that of its row, and what it is in the bits above: takes come first.
  const firstIds = { take: 0, article: 2 ** 48, person: 2 * 2 ** 48, topic: 3 * 2 ** 48 };
  const tables = Object.entries(firstIds);
  const statements = [
    ...(onSqlite ? ['drop trigger take_text_goes_with_take'] : []),
    `drop table take_text`,
    `create table indexed_text (id ${integer} primary key, hash ${integer} not null) ${strict}`,
    `create table text_queue (id ${integer} primary key) ${strict}`,
    ...tables.map(([table, first]) => `insert into text_queue select ${first} + id from ${table}`),
    ...(onSqlite
      ? [
          `create virtual table text_index using fts5 (
            title, body, content = '', contentless_delete = 1, tokenize = 'ascii'
          )`,
          ...tables.map(
            ([table, first]) => `create trigger text_goes_with_${table} after delete on ${table} begin
              delete from text_index where rowid = ${first} + old.id;
              delete from indexed_text where id = ${first} + old.id;
            end`,
          ),
        ]
      : [
          `create table text_index (
            id bigint primary key references indexed_text on delete cascade,
            tokens tsvector not null,
            overflow text collate "C"
          )`,
          `create index text_index_tokens on text_index using gin (tokens) with (gin_pending_list_limit = 1024)`,
          `create function forget_text() returns trigger language plpgsql as $$
            begin
              delete from indexed_text where id = tg_argv[0]::bigint + old.id;
              return null;
            end
          $$`,
          ...tables.map(
            ([table, first]) => `create trigger text_goes_with_${table} after delete on ${table}
              for each row execute function forget_text('${first}')`,
          ),
        ]),
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
