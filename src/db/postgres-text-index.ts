import { joinedWords } from '../identity/tokens.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Db, TextSearch } from './dialect.ts';
import { statement } from './statement.ts';
import { type IndexText, type Phrase, type TextQuery, titleWeight } from './text-query.ts';

/*
 * The words of all that is searched, as tsvectors. Where not all words and places of a text have room in one, its words
 * stand beside it as text, and are compared there.
 */

/** Beyond it PostgreSQL knows no places. */
const lastPosition = 16_383;
const mostPositions = 255;
/** Stands in the index of a text of which not all words do; no word is like it. */
const anyWord = '*';
/** PostgreSQL refuses a text of more than 1 MB of words and places. */
const mostBytes = 1_000_000;
/** About what a word takes besides its letters. */
const bytesPerWord = 8;

const upsertTexts = statement(
  (
    _db,
    values: { ids: readonly number[]; vectors: readonly string[]; overflows: readonly (string | null)[] },
  ) => sql<never>`
    insert into text_index (id, tokens, overflow)
    select stated.id, stated.vector::tsvector, stated.overflow
    from unnest(${values.ids}::bigint[], ${values.vectors}::text[], ${values.overflows}::text[])
      as stated(id, vector, overflow)
    on conflict (id) do update set tokens = excluded.tokens, overflow = excluded.overflow
  `,
);

/** All words of one of the names, wherever they stand: to look at places each text would have to be read. */
const selectTexts = statement(
  (_db, { query, after, before, limit }: { query: string; after: number; before: number; limit: number }) =>
    sql<{ id: number }>`
      with found as materialized (select id from text_index where tokens @@ ${query}::tsquery)
      select id from found where id > ${after} and id < ${before} order by id limit ${limit}
    `,
);

/** See `Dialect`. */
export async function saveTexts(trx: Db, texts: readonly IndexText[]): Promise<void> {
  const columns = texts.map(textColumns);
  await upsertTexts(trx, {
    ids: texts.map(({ id }) => id),
    vectors: columns.map(({ tokens }) => tokens),
    overflows: columns.map(({ overflow }) => overflow),
  });
}

/** See `Dialect`. */
export async function deleteTexts(trx: Db, ids: readonly number[]): Promise<void> {
  await deleteAll(trx, { ids });
}

/** See `Dialect`. */
export async function emptyTexts(trx: Db): Promise<void> {
  await sql`truncate text_index`.execute(trx);
}

const deleteAll = statement(
  (_db, { ids }: { ids: readonly number[] }) => sql<never>`delete from text_index where id = any(${ids})`,
);

/** See `Dialect`. */
export async function findTextsWithNames(
  db: Db,
  names: readonly (readonly string[])[],
  slice: { after: number; before: number; limit: number },
): Promise<number[]> {
  const wanted = names.map((tokens) => `(${tokens.map(quoted).join(' & ')})`);
  const found = await selectTexts(db, { query: [...wanted, quoted(anyWord)].join(' | '), ...slice });
  return found.map((row) => row.id);
}

/** See `Dialect`. */
export function textSearch(query: TextQuery): TextSearch {
  const { required, excluded, title } = query;
  const wanted = required.map(phraseOf).join(' & ');
  // The index alone answers for words; for places and for what must not be there each text is looked at.
  const words = `(${required.map(wordsOf).join(' & ')}) | ${quoted(anyWord)}`;
  const isByWords = excluded.length === 0 && required.every(({ tokens }) => tokens.length === 1);
  const whole = [wanted, ...excluded.map((phrase) => `!(${phraseOf(phrase)})`)].join(' & ');
  const holds = isByWords ? sql<boolean>`true` : sql<boolean>`text_index.tokens @@ ${whole}::tsquery`;
  const weights = sql.lit(`{${1 / titleWeight},0,0,1}`);
  const isCalledSo = title === null ? sql`false` : sql`text_index.tokens @@ ${quoted(title)}::tsquery`;
  return {
    id: sql<number>`text_index.id`,
    matches: sql<boolean>`(
      text_index.tokens @@ ${words}::tsquery and
      case when text_index.overflow is null then ${holds} else ${holdsAsText(query)} end
    )`,
    // Of these only it is worked out: the server would do so of all that match. Of words beyond the last place nothing is known
    // but that they are there.
    lastMatches: (matching, limit) => sql`
      select text_index.id, ${isCalledSo} as is_called_so,
        greatest(1e-6, ts_rank_cd(${weights}::real[], text_index.tokens, ${wanted}::tsquery, 1))::float8 as score
      from (
        select text_index.id, text_index.tokens ${matching} order by text_index.id desc limit ${sql.lit(limit)}
      ) as text_index
    `,
  };
}

/** What `whole` says, of a text whose words stand with single spaces between, before and after. */
function holdsAsText({ required, excluded }: TextQuery): RawBuilder<boolean> {
  const placeOf = ({ tokens, isPrefix }: Phrase) =>
    sql`strpos(text_index.overflow, ${` ${tokens.join(' ')}${isPrefix ? '' : ' '}`})`;
  return sql<boolean>`(${sql.join(
    [
      ...required.map((phrase) => sql`${placeOf(phrase)} > 0`),
      ...excluded.map((phrase) => sql`${placeOf(phrase)} = 0`),
    ],
    sql` and `,
  )})`;
}

function phraseOf({ tokens, isPrefix }: Phrase): string {
  return `${tokens.map(quoted).join(' <-> ')}${isPrefix ? ':*' : ''}`;
}

function wordsOf({ tokens, isPrefix }: Phrase): string {
  return `${tokens.map(quoted).join(' & ')}${isPrefix ? ':*' : ''}`;
}

/** Words consist of letters, digits and marks, so that nothing has to be escaped. */
function quoted(token: string): string {
  return `'${token}'`;
}

/**
 * What is stored of a text: a tsvector as text, those words of the title with the weight A; and where not all have room, which
 * go before places, all of them.
 */
export function textColumns({ title, body }: Pick<IndexText, 'title' | 'body'>): {
  tokens: string;
  overflow: string | null;
} {
  const tokens = [...title, ...joinedWords(body)];
  const places = new Map<string, string[]>();
  let bytes = 0;
  let isWhole = true;
  for (const token of tokens) {
    if (places.has(token)) continue;
    bytes += Buffer.byteLength(token) + bytesPerWord;
    if (bytes > mostBytes) {
      isWhole = false;
      places.set(anyWord, []);
      break;
    }
    places.set(token, []);
  }
  for (const [i, token] of tokens.entries()) {
    const known = places.get(token);
    if (i >= lastPosition || !known || known.length === mostPositions || bytes + 2 > mostBytes) {
      isWhole = false;
    } else {
      known.push(`${i + 1}${i < title.length ? 'A' : ''}`);
      bytes += 2;
    }
  }
  const lexemes = [...places].map(
    ([token, at]) => `${quoted(token)}${at.length === 0 ? '' : `:${at.join(',')}`}`,
  );
  return { tokens: lexemes.join(' '), overflow: isWhole ? null : ` ${tokens.join(' ')} ` };
}
