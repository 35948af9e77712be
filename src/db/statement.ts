import { createHash } from 'node:crypto';
import { type CompiledQuery, type Logger, type OperationNodeSource, type RawBuilder, sql } from 'kysely';
import { manyByKey } from './batch.ts';
import { type Db, type Dialect, dialectOf } from './dialect.ts';
import { formOf, parameterReader, type ReadParameter, withStandIns } from './stand-in.ts';

/** Texts that one statement keeps. Clients choose orders, and there are many of several keys. */
const textLimit = 200;

/** What decides the text beside the values: a word, or what has a name that no other of its kind has. */
type Part = string | { readonly name: string } | null | undefined;

/** What else a statement can be made of, as a filter. Its text is made anew for each execution. */
type FreePart = object;

interface Compilable<Row> {
  compile(db: Db): CompiledQuery<Row>;
}

/** A statement whose text is made once and stays prepared. */
export interface PreparedText {
  readonly sql: string;
  /** Follows from the text: what stands between processes and a server may take one's statement for another's. */
  readonly name: string;
  /** Whether its cost can grow with the store, so that it asks whether it is still wanted. */
  readonly isScan: boolean;
}

/** Runs prepared statements, with nothing of Kysely between. */
export interface PreparedRunner {
  rows(text: PreparedText, parameters: readonly unknown[]): Promise<unknown[]>;
  /** The rows for each list of parameters: where to run one again costs next to nothing. */
  rowsOfEach?(text: PreparedText, lists: readonly (readonly unknown[])[]): Promise<unknown[][]>;
  /** Inserts a row and tells its id. */
  insertedId?(text: PreparedText, parameters: readonly unknown[]): Promise<number>;
}

const runners = new WeakMap<Db, { runner: PreparedRunner; log: Logger | undefined }>();

/**
 * Statements of this database, but not of its transactions, go to the runner.
 *
 * @param log hears of each as Kysely's own does
 */
export function runPreparedBy(db: Db, runner: PreparedRunner, log?: Logger): void {
  runners.set(db, { runner, log });
}

/**
 * Statements of a transaction go to its connection while `work` runs. Afterwards Kysely has them again, which refuses
 * what comes too late.
 */
export async function withPreparedIn<T>(trx: Db, outer: Db, work: () => Promise<T>): Promise<T> {
  await trx.getExecutor().provideConnection((connection) => {
    if (isRunner(connection)) runPreparedBy(trx, connection, runners.get(outer)?.log);
    return Promise.resolve();
  });
  try {
    return await work();
  } finally {
    runners.delete(trx);
  }
}

function isRunner(connection: object): connection is PreparedRunner {
  return 'rows' in connection;
}

class Plan {
  readonly #text: PreparedText;
  readonly #compiled: CompiledQuery;
  readonly #readers: readonly ReadParameter[];

  constructor(compiled: CompiledQuery, { scanMark }: Dialect) {
    const { sql } = compiled;
    this.#compiled = compiled;
    this.#text = { sql, name: nameOf(sql), isScan: sql.includes(scanMark) };
    this.#readers = compiled.parameters.map(parameterReader);
  }

  rows(db: Db, values: unknown): Promise<unknown[]> {
    const parameters = this.#parameters(values);
    const direct = runners.get(db);
    if (!direct) return rowsOf(db, { ...this.#compiled, parameters });
    const { runner, log } = direct;
    const run = () => runner.rows(this.#text, parameters);
    return log ? this.#logged(log, parameters, run) : run();
  }

  /** The rows for each of these values, as of one statement. */
  async rowsOfEach(db: Db, each: readonly unknown[]): Promise<unknown[][]> {
    const { runner, log } = runners.get(db) ?? {};
    if (!runner?.rowsOfEach) {
      const rows: unknown[][] = [];
      for (const values of each) rows.push(await this.rows(db, values));
      return rows;
    }
    const lists = each.map((values) => this.#parameters(values));
    const run = () => runner.rowsOfEach!(this.#text, lists);
    return log ? this.#logged(log, lists[0] ?? [], run) : run();
  }

  async insertedId(db: Db, values: unknown): Promise<number> {
    const parameters = this.#parameters(values);
    const { runner, log } = runners.get(db) ?? {};
    if (!runner?.insertedId)
      return Number((await db.executeQuery({ ...this.#compiled, parameters })).insertId);
    const run = () => runner.insertedId!(this.#text, parameters);
    return log ? this.#logged(log, parameters, run) : run();
  }

  #parameters(values: unknown): unknown[] {
    return this.#readers.map((read) => read(values));
  }

  async #logged<Rows>(log: Logger, parameters: readonly unknown[], run: () => Promise<Rows>): Promise<Rows> {
    const query = { ...this.#compiled, parameters };
    const start = performance.now();
    const since = () => performance.now() - start;
    try {
      const rows = await run();
      await log({ level: 'query', query, queryDurationMillis: since() });
      return rows;
    } catch (error) {
      await log({ level: 'error', query, queryDurationMillis: since(), error });
      throw error;
    }
  }
}

/**
 * A query that is written with Kysely and compiled once: its values become parameters. It is made with stand-ins for
 * them, so that what it says cannot depend on them, only on whether they are null, true or false, and on the parts
 * that are given after them.
 */
export function statement<Values extends object, Parts extends (Part | FreePart)[], Row>(
  build: Build<Values, Parts, Compilable<Row>>,
): (db: Db, values: Values, ...parts: Parts) => Promise<Row[]> {
  const plans = plansOf(build);
  return (db, values, ...parts) => {
    const plan = plans.kept(db, values, parts);
    if (!plan) return rowsOf(db, build(db, values, ...parts).compile(db));
    return plan.rows(db, values) as Promise<Row[]>;
  };
}

/** The same for the insertion of a row, where the engine tells its id (see `Dialect.tellsInsertedId`). */
export function statementTellingId<Values extends object, Parts extends Part[]>(
  build: Build<Values, Parts, Compilable<unknown>>,
): (db: Db, values: Values, ...parts: Parts) => Promise<number> {
  const plans = plansOf(build);
  return (db, values, ...parts) =>
    (plans.kept(db, values, parts) ?? plans.made(db, values, parts)).insertedId(db, values);
}

/**
 * The same for several values of one form, one after the other: where the engine is in the process, that takes less than to
 * give it all of them at once.
 */
export function statementForEach<Values extends object, Parts extends Part[], Row>(
  build: Build<Values, Parts, Compilable<Row>>,
): (db: Db, each: readonly Values[], ...parts: Parts) => Promise<Row[][]> {
  const plans = plansOf(build);
  return async (db, each, ...parts) => {
    const [first] = each;
    if (!first) return [];
    const plan = plans.kept(db, first, parts) ?? plans.made(db, first, parts);
    return (await plan.rowsOfEach(db, each)) as Row[][];
  };
}

/**
 * The same for the rows of each of several parents, in the order of the query that is written for one. Whether the engine
 * gets them all at once or one after the other is up to what it does best.
 *
 * @returns for each parent its rows
 */
export function statementPerParent<Values extends object, Parts extends (Part | FreePart)[], Row>(
  build: (db: Db, parent: RawBuilder<number>, values: Values, ...parts: Parts) => PerParent<Row>,
): (db: Db, parents: readonly number[], values: Values, ...parts: Parts) => Promise<Row[][]> {
  const single = plansOf((db, { parent, values }: { parent: number; values: Values }, ...parts: Parts) =>
    build(db, sql<number>`${parent}`, values, ...parts),
  );
  const joined = statement(
    (db, { parents, values }: { parents: readonly number[]; values: Values }, ...parts: Parts) =>
      dialectOf(db).joinPerParent!(parents, (parent) => build(db, parent, values, ...parts)),
  );
  return async (db, parents, values, ...parts) => {
    if (dialectOf(db).joinPerParent) {
      const rows = await joined(db, { parents, values }, ...parts);
      return manyByKey(parents, rows, (row) => row.parent) as unknown[] as Row[][];
    }
    const any = { parent: 0, values };
    const plan = single.kept(db, any, parts) ?? single.made(db, any, parts);
    const each = parents.map((parent) => ({ parent, values }));
    return (await plan.rowsOfEach(db, each)) as Row[][];
  };
}

type Build<Values, Parts extends unknown[], Built> = (db: Db, values: Values, ...parts: Parts) => Built;

type PerParent<Row> = Compilable<Row> & OperationNodeSource;

/** The plans of one statement, by what their texts depend on; null where that cannot be told. */
function plansOf<Values extends object, Parts extends (Part | FreePart)[], Row>(
  build: Build<Values, Parts, Compilable<Row>>,
) {
  const byDialect = new WeakMap<Dialect, Map<string, Plan>>();
  const made = (db: Db, values: Values, parts: Parts) =>
    new Plan(build(db, withStandIns(values), ...parts).compile(db), dialectOf(db));
  const kept = (db: Db, values: Values, parts: Parts) => {
    const key = keyOf(values, parts);
    if (key === null) return null;
    const dialect = dialectOf(db);
    let plans = byDialect.get(dialect);
    if (!plans) byDialect.set(dialect, (plans = new Map<string, Plan>()));
    let plan = plans.get(key);
    if (!plan) {
      plan = made(db, values, parts);
      if (plans.size >= textLimit) plans.delete(plans.keys().next().value!);
      plans.set(key, plan);
    } else if (plans.size > textLimit / 2) {
      // The first are those that were not asked for the longest.
      plans.delete(key);
      plans.set(key, plan);
    }
    return plan;
  };
  return { made, kept };
}

async function rowsOf<Row>(db: Db, query: CompiledQuery<Row>): Promise<Row[]> {
  return (await db.executeQuery(query)).rows;
}

function nameOf(sql: string): string {
  return `ibid_${createHash('sha256').update(sql).digest('base64url').slice(0, 22)}`;
}

/** Equal where the text is; null where that cannot be told. */
function keyOf(values: object, parts: readonly (Part | FreePart)[]): string | null {
  let key = formOf(values);
  for (const part of parts) {
    if (part === null || part === undefined) key += '|-';
    else if (typeof part === 'string') key += `|"${part}`;
    else if ('name' in part && typeof part.name === 'string') key += `|:${part.name}`;
    else return null;
  }
  return key;
}
