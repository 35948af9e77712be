import { type Insertable, sql } from 'kysely';
import { type Db, dialectOf } from './dialect.ts';
import { statement, statementForEach, statementTellingId } from './statement.ts';
import type { Tables } from './tables.ts';

/*
 * Rows are written by statements whose text depends on the table and the columns only: it is made once, whatever the
 * values are and however many rows come.
 */

const insertion = (
  _db: Db,
  { row }: { row: readonly unknown[] },
  table: keyof Tables,
  columns: string,
  returning?: 'id',
) => sql<{ id: number }>`
  insert into ${sql.table(table)} (${columnList(columns)})
  values (${sql.join(columns.split(' ').map((_, i) => sql`${row[i]}`))})
  ${returning ? sql`returning ${sql.ref(returning)}` : sql``}
`;
const insertEach = statementForEach(insertion);
const insertOne = statementTellingId(insertion);

const insertMany = statement(
  (db, { rows }: { rows: string }, table: keyof Tables, columns: string) =>
    sql<never>`
      insert into ${sql.table(table)} (${columnList(columns)})
      ${dialectOf(db).rowsFromJson(table, columns.split(' '), rows)}
    `,
);

const updateOne = statement(
  (_db, { id, row }: { id: number; row: readonly unknown[] }, table: keyof Tables, columns: string) =>
    sql<never>`
      update ${sql.table(table)}
      set ${sql.join(columns.split(' ').map((column, i) => sql`${sql.ref(column)} = ${row[i]}`))}
      where id = ${id}
    `,
);

const addEach = statementForEach(
  (_db, { id, numbers }: { id: number; numbers: readonly number[] }, table: keyof Tables, columns: string) =>
    sql<never>`
      update ${sql.table(table)}
      set ${sql.join(columns.split(' ').map((column, i) => sql`${sql.ref(column)} = ${sql.ref(column)} + ${numbers[i]}`))}
      where id = ${id}
    `,
);

const addMany = statement((db, { rows }: { rows: string }, table: keyof Tables, columns: string) => {
  const added = columns.split(' ');
  const sums = added.map(
    (column) => sql`${sql.ref(column)} = ${sql.ref(`${table}.${column}`)} + ${sql.ref(`change.${column}`)}`,
  );
  return sql<never>`
    update ${sql.table(table)} set ${sql.join(sums)}
    from (${dialectOf(db).rowsFromJson(table, ['id', ...added], rows)}) as change
    where ${sql.ref(`${table}.id`)} = change.id
  `;
});

type TableWithId = {
  [Table in keyof Tables]: 'id' extends keyof Tables[Table] ? Table : never;
}[keyof Tables];

/** @returns its id */
export async function insertRow<Table extends TableWithId>(
  trx: Db,
  table: Table,
  row: Insertable<Tables[Table]>,
): Promise<number> {
  const values = { row: Object.values(row) };
  if (dialectOf(trx).tellsInsertedId) return insertOne(trx, values, table, columnsOf(row));
  const [inserted] = await insertEach(trx, [values], table, columnsOf(row), 'id');
  return inserted![0]!.id;
}

/** @param rows all of the same columns, in the same order */
export async function insertRows<Table extends keyof Tables>(
  trx: Db,
  table: Table,
  rows: readonly Insertable<Tables[Table]>[],
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = columnsOf(first);
  if (rows.length === 1 || dialectOf(trx).writesEach)
    await insertEach(
      trx,
      rows.map((row) => ({ row: Object.values(row) })),
      table,
      columns,
    );
  else await insertMany(trx, { rows: jsonOf(rows) }, table, columns);
}

export async function updateRow<Table extends TableWithId>(
  trx: Db,
  table: Table,
  id: number,
  row: Partial<Insertable<Tables[Table]>>,
): Promise<void> {
  await updateOne(trx, { id, row: Object.values(row) }, table, columnsOf(row));
}

/**
 * Adds to numbers of rows.
 *
 * @param changes what is added to which columns of the row of that id: all of them name the same columns, in the same order
 */
export async function addToRows(
  trx: Db,
  table: TableWithId,
  changes: readonly ({ id: number } & Readonly<Record<string, number>>)[],
): Promise<void> {
  const [first] = changes;
  if (!first) return;
  const columns = Object.keys(first).filter((column) => column !== 'id');
  if (dialectOf(trx).writesEach)
    await addEach(
      trx,
      changes.map((change) => ({ id: change.id, numbers: columns.map((column) => change[column]!) })),
      table,
      columns.join(' '),
    );
  else await addMany(trx, { rows: JSON.stringify(changes) }, table, columns.join(' '));
}

/** JSON knows half of a surrogate pair, UTF-8 does not. */
function jsonOf(rows: readonly object[]): string {
  return JSON.stringify(rows, (_name, value: unknown) =>
    typeof value === 'string' ? value.toWellFormed() : value,
  );
}

function columnsOf(row: object): string {
  return Object.keys(row).join(' ');
}

function columnList(columns: string) {
  return sql.join(columns.split(' ').map((column) => sql.ref(column)));
}
