import { sql } from 'kysely';
import type { Db } from './dialect.ts';
import { statement } from './statement.ts';

/*
 * The words of whole texts, in an FTS5 table without their text.
 */

const selectTakes = statement(
  (_db, { query, after, limit }: { query: string; after: number; limit: number }) => sql<{ rowid: number }>`
    select rowid from take_text where take_text match ${query} and rowid > ${after} order by rowid limit ${limit}
  `,
);
const deleteText = statement(
  (_db, { takeId }: { takeId: number }) => sql<never>`delete from take_text where rowid = ${takeId}`,
);
const insertText = statement(
  (_db, { takeId, tokens }: { takeId: number; tokens: string }) =>
    sql<never>`insert into take_text (rowid, tokens) values (${takeId}, ${tokens})`,
);

/** See `Dialect`. */
export async function saveTakeTexts(trx: Db, texts: ReadonlyMap<number, readonly string[]>): Promise<void> {
  for (const [takeId, tokens] of texts) {
    await deleteText(trx, { takeId });
    await insertText(trx, { takeId, tokens: tokens.join(' ') });
  }
}

/** See `Dialect`. */
export async function findTakesWithNames(
  db: Db,
  names: readonly (readonly string[])[],
  slice: { after: number; limit: number },
): Promise<number[]> {
  const phrases = names.map((tokens) => `"${tokens.join(' ')}"`);
  const found = await selectTakes(db, { query: phrases.join(' OR '), ...slice });
  return found.map((row) => row.rowid);
}
