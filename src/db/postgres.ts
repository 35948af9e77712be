import {
  type Kysely,
  type Logger,
  type OperationNodeSource,
  type RawBuilder,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql,
} from 'kysely';
import pg from 'pg';
import { connect, type Connected } from './connect.ts';
import type { Dialect } from './dialect.ts';
import { PostgresDriver } from './postgres-driver.ts';
import { hasOthersNames } from './postgres-errors.ts';
import { deleteTexts, emptyTexts, findTextsWithNames, saveTexts, textSearch } from './postgres-text-index.ts';
import { statement } from './statement.ts';
import { together } from './together.ts';

/** Key of the advisory lock that keeps writers of one database in turn: 'ibid' in ASCII. */
const writeLock = 0x69626964;

export const postgres: Dialect = {
  engine: 'postgres',

  scanMark: '/* scan */',

  // The list has the column's type.
  among: (column, values) => sql`${column} = any(${values})`,

  listed: (values) => sql`unnest(${values}::bigint[]) as listed(value)`,

  tellsInsertedId: false,

  writesEach: false,

  rowsFromJson: (table, columns, rows) =>
    sql`select ${sql.join(columns.map((column) => sql.ref(column)))} from json_populate_recordset(null::${sql.table(table)}, ${rows}::json)`,

  jsonList: (value) => sql`json_agg(${value})`,

  contains: (text, part) => sql`strpos(${text}, ${part}) > 0`,

  // The server ends a statement that is cancelled.
  stillWanted: () => sql`/* scan */ true`,

  // What refers to the row beside it can only be joined by a nested loop, which keeps its order. To number the rows takes a
  // third as long as to find them.
  joinPerParent: (parents, query) => sql`
    select parent.value as parent, child.* from unnest(${parents}::bigint[]) as parent(value)
    cross join lateral (${query(sql<number>`parent.value`)}) as child
  `,

  topPerRow: (table, ids, query) =>
    sql<{ parent: number; id: number }>`(
      select parent.id as parent, child.id as id
      from ${sql.table(table)} as parent ${joinTop(table, query)}
      where parent.id = any(${ids}::bigint[])
    )`.as('top'),

  joinTop,

  async lockForWriting(trx) {
    await lock(trx, {});
  },

  // The next try prepares nothing.
  isBusy: hasOthersNames,

  async saveTakeWords(trx, words) {
    const lists = words.values().map((hashes) => `{${hashes.join(',')}}`);
    await upsertTakeWords(trx, { takeIds: [...words.keys()], words: [...lists] });
  },

  async findTakesWithWords(db, lists, slice) {
    const found = await together(lists.map((hashes) => selectTakesWithWords(db, { hashes, ...slice })));
    return found.map((rows) => rows.map((row) => row.take_id));
  },

  saveTexts,

  emptyTexts,

  deleteTexts,

  findTextsWithNames,

  idOfText: sql`text_index.id`,

  textSearch,

  async beginSnapshot(connection) {
    await sql`begin isolation level repeatable read read only`.execute(connection);
  },

  // Constraints hold at every commit, unless somebody put them aside; files are the server's to check.
  async checkIntegrity(db) {
    const { rows } = await sql<{ line: string }>`
      select 'index ' || relname || ' is not valid' as line from pg_index
      join pg_class on pg_class.oid = indexrelid
      where relnamespace = current_schema()::regnamespace and not indisvalid
      union all
      select 'constraint ' || conname || ' is not validated' from pg_constraint
      where connamespace = current_schema()::regnamespace and not convalidated
      union all
      select 'trigger ' || tgname || ' of ' || relname || ' is disabled' from pg_trigger
      join pg_class on pg_class.oid = tgrelid
      where relnamespace = current_schema()::regnamespace and tgenabled = 'D'
      order by line limit 200
    `.execute(db);
    return rows.map((row) => row.line);
  },

  async listColumns(db) {
    const { rows } = await sql<{ table: string; column: string; is_nullable: string; type: string }>`
      select table_name as "table", column_name as "column", is_nullable, data_type as type
      from information_schema.columns where table_schema = current_schema()
      order by table_name, column_name
    `.execute(db);
    return rows.map((row) => ({ ...row, nullable: row.is_nullable === 'YES' }));
  },
};

function joinTop(_table: string, query: OperationNodeSource): RawBuilder<unknown> {
  return sql`cross join lateral (${query}) as child`;
}

/**
 * All that documents are stored by is looked up by key. Plans are made once for a connection, perhaps while the tables
 * are empty: they must not be such as are good for these only. The pending list of the index of words is gone through
 * at each look-up, so it is kept short.
 */
const lock = statement(
  (_db, _values: object) => sql`
    select
      pg_advisory_xact_lock(${sql.lit(writeLock)}),
      set_config('plan_cache_mode', 'force_generic_plan', true),
      set_config('enable_seqscan', 'off', true),
      set_config('enable_hashjoin', 'off', true),
      set_config('enable_mergejoin', 'off', true),
      set_config('gin_pending_list_limit', '256kB', true)
  `,
);
const upsertTakeWords = statement(
  (_db, { takeIds, words }: { takeIds: readonly number[]; words: readonly string[] }) => sql<never>`
    insert into take_words (take_id, words)
    select stated.take_id, stated.words::bigint[]
    from unnest(${takeIds}::bigint[], ${words}::text[]) as stated(take_id, words)
    on conflict (take_id) do update set words = excluded.words
  `,
);
/** Planned for a limit alone, all takes would be gone through in the order of their ids. */
const selectTakesWithWords = statement(
  (_db, values: { hashes: readonly number[]; after: number; limit: number }) => sql<{ take_id: number }>`
    with found as materialized (select take_id from take_words where words @> ${values.hashes}::bigint[])
    select take_id from found where take_id > ${values.after} order by take_id limit ${values.limit}
  `,
);

class Adapter extends PostgresAdapter {
  readonly capabilities = postgres;
}

const defaultParser: (oid: number, format?: 'text' | 'binary') => (text: string) => unknown =
  pg.types.getTypeParser;

function getTypeParser(oid: number, format?: 'text' | 'binary'): (text: string) => unknown {
  return oid === (pg.types.builtins.INT8 as number) ? parseInteger : defaultParser(oid, format);
}

/** Counts and ids come as numbers; one beyond 2^53 is refused rather than rounded. */
function parseInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} does not fit a number`);
  return value;
}

export function openPostgres(url: string, options: { connections?: number; log?: Logger }): Connected {
  const config: pg.PoolConfig = {
    connectionString: url,
    max: options.connections ?? 10,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    application_name: 'ibid',
    types: { getTypeParser },
  };
  const dialect = {
    createAdapter: () => new Adapter(),
    createIntrospector: (db: Kysely<unknown>) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
  return connect(dialect, new PostgresDriver(config), options.log);
}
