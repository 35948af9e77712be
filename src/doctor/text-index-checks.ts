import { sql } from 'kysely';
import { type Db, dialectOf } from '../db/dialect.ts';
import { type TextKind, textId } from '../text-index/text-id.ts';
import { wordsOf } from '../text-index/words-of-text.ts';
import { searchedTexts } from '../text-index/texts.queries.ts';
import { type Check, type Finding, FindingCounter, rowCheck } from './check.ts';
import { idRanges, idsInRange } from './id-ranges.ts';

const searched = [
  { kind: 'TAKE', table: 'take' },
  { kind: 'ARTICLE', table: 'article' },
  { kind: 'PERSON', table: 'person' },
  { kind: 'TOPIC', table: 'topic' },
] as const;

const isKept = (id: ReturnType<typeof sql>) =>
  sql.join(
    searched.map(
      ({ kind, table }) =>
        sql`exists (select 1 from ${sql.table(table)} where id = ${id} - ${sql.lit(textId(kind, 0))})`,
    ),
    sql` or `,
  );

/** What search and new topics look in. */
export const textIndexChecks: readonly Check[] = [
  {
    name: 'text-index',
    fault: 'texts that are not in the index as they stand: ibid doctor --reindex puts them there',
    find: findUnindexed,
  },
  rowCheck(
    'text-index-without-text',
    'rows of the index of texts without a text: ibid doctor --reindex removes them',
    ({ idOfText }) => sql`
      select cast(${idOfText} as text) as label from text_index
      where not exists (select 1 from indexed_text where indexed_text.id = ${idOfText})
      union all
      select cast(indexed_text.id as text) from indexed_text where not (${isKept(sql`indexed_text.id`)})
    `,
  ),
];

async function findUnindexed(db: Db): Promise<Finding> {
  const findings = new FindingCounter();
  for (const { kind, table } of searched) {
    for await (const range of idRanges(db, table)) {
      const rowIds = await idsInRange(db, table, range);
      const texts = await searchedTexts(db, kind, rowIds, { withBodies: true });
      const hashes = await indexedHashes(db, kind, range);
      for (const text of texts) {
        const { id, hash } = wordsOf(kind, text);
        if (hashes.get(id) !== hash) findings.add(`${kind.toLowerCase()} “${text.titles[0]}”`);
      }
    }
  }
  return findings.finish();
}

/** By the ids of texts that are in the index. */
async function indexedHashes(db: Db, kind: TextKind, { first, last }: { first: number; last: number }) {
  const { idOfText } = dialectOf(db);
  const { rows } = await sql<{ id: number; hash: number }>`
    select id, hash from indexed_text
    where id between ${textId(kind, first)} and ${textId(kind, last)}
      and exists (select 1 from text_index where ${idOfText} = indexed_text.id)
  `.execute(db);
  return new Map(rows.map(({ id, hash }) => [id, hash]));
}
