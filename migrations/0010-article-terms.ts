import { type Kysely, sql } from 'kysely';

/**
 * The words that tell what an article and its takes are about, with weights: articles of like words are found by them. What is
 * there is worked out once the migration is done, with the index of texts.
 */
export async function up(db: Kysely<unknown>, engine: 'sqlite' | 'postgres'): Promise<void> {
  const onSqlite = engine === 'sqlite';
  const int = onSqlite ? 'integer' : 'bigint';
  const text = onSqlite ? 'text' : 'text collate "C"';
  const strict = onSqlite ? 'strict' : '';
  const statements = [
    `create table term (id ${int} primary key, text ${text} not null, article_count ${int} not null) ${strict}`,
    `create table article_term (
      article_id ${int} not null references article on delete cascade, term_id ${int} not null, weight ${int} not null,
      primary key (article_id, term_id) ${onSqlite ? '' : 'include (weight)'}
    ) ${onSqlite ? 'strict, without rowid' : ''}`,
    `create index article_term_term on article_term (term_id, weight desc, article_id)`,
    `insert into text_queue select ${2 ** 48} + id from article where true on conflict do nothing`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
