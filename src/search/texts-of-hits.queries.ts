import { manyByKey } from '../db/batch.ts';
import type { Db } from '../db/dialect.ts';
import { rowOf, type TextKind, textId } from '../text-index/text-id.ts';
import { searchedTexts } from '../text-index/texts.queries.ts';

/** A text of something that is searched. */
export interface FoundText {
  /** The API's name of it. */
  field: string;
  text: string;
}

const fields: Record<TextKind, { title: string; others: string; body: string }> = {
  ARTICLE: { title: 'title', others: 'alternativeTitles', body: 'summary' },
  TAKE: { title: 'title', others: '', body: 'body' },
  TOPIC: { title: 'name', others: 'aliases', body: 'description' },
  PERSON: { title: 'name', others: '', body: '' },
};

/** For each id in the index the texts that are searched. */
export async function textsByIds(db: Db, ids: readonly number[]): Promise<FoundText[][]> {
  const byKind = Map.groupBy(ids.map(rowOf), ({ kind }) => kind);
  const found: (FoundText & { id: number })[] = [];
  for (const [kind, rows] of byKind) {
    const rowIds = rows.map(({ rowId }) => rowId);
    const { title, others, body } = fields[kind];
    for (const row of await searchedTexts(db, kind, rowIds, { withBodies: true })) {
      const id = textId(kind, row.rowId);
      for (const [i, text] of row.titles.entries()) found.push({ id, field: i === 0 ? title : others, text });
      if (row.body !== null) found.push({ id, field: body, text: row.body });
    }
  }
  return manyByKey(ids, found, ({ id }) => id);
}
