import {
  type Kysely,
  type LimitNode,
  type Logger,
  type OperationNodeSource,
  type RawBuilder,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
} from 'kysely';
import { connect, type Connected } from './connect.ts';
import type { Dialect } from './dialect.ts';
import { stillWantedFunction } from './node-sqlite.ts';
import { SqliteDriver } from './sqlite-driver.ts';
import { findTakesWithWords, saveTakeWords, takesWithoutWords } from './sqlite-take-words.ts';
import { deleteTexts, emptyTexts, findTextsWithNames, saveTexts, textSearch } from './sqlite-text-index.ts';
import { describeFaultySegments, emptyTakeWords } from './sqlite-word-segments.ts';
import { isSingle, mapped } from './stand-in.ts';
import { statement } from './statement.ts';
import type { Tables } from './tables.ts';

const busy = 5;

const selectOthersChanges = statement(
  (_db, _values: object) => sql<{ data_version: number }>`pragma data_version`,
);

export const sqlite: Dialect = {
  engine: 'sqlite',

  scanMark: stillWantedFunction,

  // To take one value out of JSON takes longer than to look it up.
  among: (column, values) =>
    isSingle(values)
      ? sql`${column} = ${values[0]}`
      : sql`${column} in (select value from json_each(${jsonOf(values)}))`,

  listed: (values) => sql`json_each(${jsonOf(values)}) as listed`,

  tellsInsertedId: true,

  writesEach: true,

  rowsFromJson: (_table, columns, rows) =>
    sql`select ${sql.join(columns.map((column) => sql`value ->> ${sql.lit(column)} as ${sql.ref(column)}`))} from json_each(${rows})`,

  jsonList: (value) => sql`json_group_array(${value})`,

  contains: (text, part) => sql`instr(${text}, ${part}) > 0`,

  // The call costs as much as several rows: every 64th is often enough.
  stillWanted: (id) => sql`((${id} & 63) <> 0 or ${sql.raw(stillWantedFunction)}(${id}))`,

  topPerRow: (table, ids, query) =>
    sql<{ parent: number; id: number }>`(
      select parent.id as parent, child.id as id
      from ${sql.table(table)} as parent ${joinTop(table, query)}
      where parent.id in (select value from json_each(${jsonOf(ids)}))
    )`.as('top'),

  joinTop,

  // BEGIN IMMEDIATE holds the lock already.
  lockForWriting: () => Promise.resolve(),

  othersChanges: async (trx) => (await selectOthersChanges(trx, {}))[0]!.data_version,

  isBusy: (error) => errorCode(error) === busy,

  saveTakeWords,

  findTakesWithWords,

  takesWithoutWords,

  emptyTakeWords,

  saveTexts,

  emptyTexts,

  deleteTexts,

  findTextsWithNames,

  idOfText: sql`text_index.rowid`,

  textSearch,

  // Deferred: the lock that ImmediateDriver takes is a writer's.
  async beginSnapshot(connection) {
    await sql`begin`.execute(connection);
  },

  async checkIntegrity(db) {
    const own = await sql<{ integrity_check: string }>`pragma integrity_check(100)`.execute(db);
    const foreign = await sql<{ table: string; rowid: number | null; parent: string }>`
      select "table", rowid, parent from pragma_foreign_key_check limit 100
    `.execute(db);
    return [
      ...own.rows.map((row) => row.integrity_check).filter((line) => line !== 'ok'),
      ...(await describeFaultySegments(db)),
      ...foreign.rows.map(({ table, rowid, parent }) => `${table} ${rowid ?? ''}: no such ${parent}`),
    ];
  },

  async listColumns(db) {
    const { rows } = await sql<{ table: string; column: string; notnull: number; pk: number; type: string }>`
      select t.name as "table", c.name as "column", c."notnull" as "notnull", c.pk, c.type
      from pragma_table_list as t join pragma_table_info(t.name) as c
      where t.schema = 'main' and t.type = 'table' and t.name not like 'sqlite_%'
      order by t.name, c.name
    `.execute(db);
    return rows.map((row) => ({ ...row, nullable: row.notnull === 0 && row.pk === 0 }));
  },
};

/** SQLite has no lateral join; a correlated IN over a limited sub-select does the same by index. */
function joinTop(table: keyof Tables, query: OperationNodeSource): RawBuilder<unknown> {
  return sql`join ${sql.table(table)} as child on child.id in (${query})`;
}

/** A list as one parameter. */
function jsonOf(values: readonly unknown[]): string {
  return mapped(values, JSON.stringify);
}

function errorCode(error: unknown): number | undefined {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode & 0xff
    : undefined;
}

/**
 * SQLite peeks at a limit that is a parameter and nothing else, to plan for it, and so makes the statement anew
 * whenever it is given one, which costs more than many a look-up.
 */
class Compiler extends SqliteQueryCompiler {
  protected override visitLimit(node: LimitNode): void {
    this.append('limit 0 + ');
    this.visitNode(node.limit);
  }
}

/** Which statements wait for each other only the driver knows. */
class Adapter extends SqliteAdapter {
  readonly capabilities = sqlite;

  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

export function openSqlite(
  path: string,
  options: { readOnly?: boolean; isBulk?: boolean; log?: Logger },
): Connected {
  const { readOnly = false, isBulk = false, log } = options;
  // A writer's wait would hold up the event loop: `Store.write` waits without blocking instead. A reader of a
  // WAL file waits only while another process recovers it.
  const busyTimeoutMs = readOnly ? 500 : 0;
  const driver = new SqliteDriver({
    path,
    readOnly,
    isBulk: isBulk && !readOnly,
    busyTimeoutMs,
    hasThreads: readOnly,
  });
  const dialect = {
    createAdapter: () => new Adapter(),
    createIntrospector: (db: Kysely<unknown>) => new SqliteIntrospector(db),
    createQueryCompiler: () => new Compiler(),
  };
  return { ...connect(dialect, driver, log), renew: () => driver.renew() };
}
