import { sql } from 'kysely';
import type { Db, TextSearch } from './dialect.ts';
import { statement } from './statement.ts';
import { type IndexText, type Phrase, type TextQuery, titleWeight } from './text-query.ts';

/*
 * The words of all that is searched, in an FTS5 table without their text.
 */

const selectTexts = statement(
  (_db, { query, after, before, limit }: { query: string; after: number; before: number; limit: number }) =>
    sql<{ rowid: number }>`
      select rowid from text_index
      where text_index match ${query} and rowid > ${after} and rowid < ${before} order by rowid limit ${limit}
    `,
);
const deleteText = statement(
  (_db, { id }: { id: number }) => sql<never>`delete from text_index where rowid = ${id}`,
);
const insertText = statement(
  (_db, { id, title, body }: { id: number; title: string; body: string }) =>
    sql<never>`insert into text_index (rowid, title, body) values (${id}, ${title}, ${body})`,
);

/** See `Dialect`. */
export async function saveTexts(trx: Db, texts: readonly IndexText[]): Promise<void> {
  for (const { id, title, body, isNew } of texts) {
    if (!isNew) await deleteText(trx, { id });
    await insertText(trx, { id, title: title.join(' '), body });
  }
}

/** See `Dialect`. */
export async function deleteTexts(trx: Db, ids: readonly number[]): Promise<void> {
  for (const id of ids) await deleteText(trx, { id });
}

/** See `Dialect`. */
export async function emptyTexts(trx: Db): Promise<void> {
  await sql`insert into text_index (text_index) values ('delete-all')`.execute(trx);
}

/** See `Dialect`. */
export async function findTextsWithNames(
  db: Db,
  names: readonly (readonly string[])[],
  slice: { after: number; before: number; limit: number },
): Promise<number[]> {
  const phrases = names.map((tokens) => phraseOf({ tokens, isPrefix: false }));
  const found = await selectTexts(db, { query: phrases.join(' OR '), ...slice });
  return found.map((row) => row.rowid);
}

/** See `Dialect`. */
export function textSearch({ required, excluded, title }: TextQuery): TextSearch {
  const wanted = required.map(phraseOf).join(' AND ');
  const query = excluded.length === 0 ? wanted : `(${wanted}) NOT (${excluded.map(phraseOf).join(' OR ')})`;
  const isCalledSo =
    title === null
      ? sql`false`
      : sql`text_index.rowid in (
          select called.rowid from text_index as called where called.text_index match ${`"${title}"`}
        )`;
  return {
    id: sql<number>`text_index.rowid`,
    matches: sql<boolean>`text_index match ${query}`,
    lastMatches: (matching, limit) => sql`
      select text_index.rowid as id, ${isCalledSo} as is_called_so,
        -bm25(text_index, ${sql.lit(titleWeight)}, 1) as score
      ${matching} order by text_index.rowid desc limit ${sql.lit(limit)}
    `,
  };
}

/** Words consist of letters, digits and marks, so that nothing has to be escaped. */
function phraseOf({ tokens, isPrefix }: Phrase): string {
  return `"${tokens.join(' ')}"${isPrefix ? ' *' : ''}`;
}
