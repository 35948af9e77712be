import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { dialectOf } from '../../src/db/dialect.ts';
import { openStore, type Store } from '../../src/db/store.ts';
import { rowOf } from '../../src/text-index/text-id.ts';

/** Which row a column names: its table, and the column that tells its rows apart in every store. */
const named: Record<string, [table: string, key: string]> = {
  article_id: ['article', 'key'],
  target_id: ['article', 'key'],
  take_id: ['take', 'key'],
  target_take_id: ['take', 'key'],
  person_id: ['person', 'key'],
  publisher_id: ['publisher', 'key'],
  topic_id: ['topic', 'key'],
  ancestor_id: ['topic', 'key'],
  descendant_id: ['topic', 'key'],
  broader_id: ['topic', 'key'],
  stated_broader_id: ['topic', 'key'],
  term_id: ['term', 'text'],
  title_id: ['title', 'normal'],
  topic_source_id: ['topic_source', 'document'],
  'cross_reference.source_id': ['article', 'key'],
  'source_address.source_id': ['source', 'document'],
};
/** What tells when and in which order rows came. */
const incidental = new Set(['id', 'uid', 'created_at', 'updated_at', 'ingested_at', 'applied_at']);
/** Indexes that each engine has in its own way. */
const indexes = { take_words: ['take_id', 'words'], text_index: ['id', 'tokens'] } as const;
type Index = keyof typeof indexes;

/** Every table's rows as text, numbers of rows replaced by what they name, sorted. */
export async function contentsOf(databaseUrl: string): Promise<Map<string, string[]>> {
  await using store = openStore(databaseUrl);
  const names = new Map<string, Map<number, string>>();
  for (const [table, key] of Object.values(named)) {
    const rows = await all<{ id: number; key: string }>(store, `select id, ${key} as key from ${table}`);
    names.set(table, new Map(rows.map((row) => [row.id, row.key])));
  }
  const contents = new Map<string, string[]>();
  for (const [table, columns] of await listTables(store)) {
    const replaced = columns.map((column) => ({
      column,
      names: names.get((named[`${table}.${column}`] ?? named[column])?.[0] ?? ''),
    }));
    const rows = await all<Record<string, unknown>>(store, `select ${columns.join(', ')} from ${table}`);
    const lines = rows.map((row) =>
      JSON.stringify(
        replaced.map(({ column, names: known }) => known?.get(row[column] as number) ?? row[column]),
      ),
    );
    contents.set(table, lines.sort());
  }
  for (const index of Object.keys(indexes) as Index[]) {
    const found = await wordsByText(store, databaseUrl, index);
    const nameOf = (id: number) => {
      const { kind, rowId } = rowOf(id);
      return `${kind} ${names.get(kind.toLowerCase())!.get(rowId)}`;
    };
    contents.set(index, [...found].map(([id, list]) => `${nameOf(id)}: ${list.sort().join(' ')}`).sort());
  }
  return contents;
}

async function all<Row>(store: Store, statement: string): Promise<Row[]> {
  return (await sql.raw<Row>(statement).execute(store.db)).rows;
}

async function listTables(store: Store): Promise<Map<string, string[]>> {
  const tables = new Map<string, string[]>();
  for (const { table, column } of await dialectOf(store.db).listColumns(store.db)) {
    if (Object.keys(indexes).some((index) => table.startsWith(index)) || incidental.has(column)) continue;
    tables.set(table, [...(tables.get(table) ?? []), column]);
  }
  return tables;
}

/** By the texts' ids in the index, which of takes are their own. SQLite's indexes say which texts hold a word, and where, not which words a text holds. */
async function wordsByText(store: Store, databaseUrl: string, index: Index): Promise<Map<number, string[]>> {
  const found = new Map<number, string[]>();
  if (!databaseUrl.startsWith('sqlite:')) {
    for (const row of await all<{ id: number; list: string }>(
      store,
      `select ${indexes[index][0]} as id, ${indexes[index][1]}::text as list from ${index}`,
    ))
      found.set(row.id, row.list.split(/[{, }]/));
    return found;
  }
  using db = new DatabaseSync(databaseUrl.slice('sqlite:'.length), { readOnly: true });
  if (index === 'take_words') {
    for (const { postings } of db.prepare('select postings from take_words_postings').all() as {
      postings: Uint8Array;
    }[]) {
      const pairs = new Uint32Array(postings.buffer);
      for (let i = 0; i < pairs.length; i += 2) {
        const list = found.get(pairs[i]!);
        if (list) list.push(String(pairs[i + 1]));
        else found.set(pairs[i]!, [String(pairs[i + 1])]);
      }
    }
    return found;
  }
  db.exec(`create virtual table temp.word using fts5vocab('main', '${index}', 'instance')`);
  for (const row of db.prepare('select doc, term, col, offset from temp.word').iterate()) {
    const { doc, term, col, offset } = row as {
      doc: number;
      term: string;
      col: string;
      offset: number | null;
    };
    const place = `${term}:${col}:${offset}`;
    const list = found.get(doc);
    if (list) list.push(place);
    else found.set(doc, [place]);
  }
  return found;
}
