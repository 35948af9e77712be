import { createHash } from 'node:crypto';
import type { CompiledQuery, Logger } from 'kysely';
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
    const parameters = this.#readers.map((read) => read(values));
    const direct = runners.get(db);
    if (!direct) return rowsOf(db, { ...this.#compiled, parameters });
    const { runner, log } = direct;
    return log ? this.#logged(runner, log, parameters) : runner.rows(this.#text, parameters);
  }

  async #logged(runner: PreparedRunner, log: Logger, parameters: readonly unknown[]): Promise<unknown[]> {
    const query = { ...this.#compiled, parameters };
    const start = performance.now();
    const since = () => performance.now() - start;
    try {
      const rows = await runner.rows(this.#text, parameters);
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
  build: (db: Db, values: Values, ...parts: Parts) => Compilable<Row>,
): (db: Db, values: Values, ...parts: Parts) => Promise<Row[]> {
  const plansOf = new WeakMap<Dialect, Map<string, Plan>>();
  return (db, values, ...parts) => {
    const key = keyOf(values, parts);
    if (key === null) return rowsOf(db, build(db, values, ...parts).compile(db));
    const dialect = dialectOf(db);
    let plans = plansOf.get(dialect);
    if (!plans) plansOf.set(dialect, (plans = new Map<string, Plan>()));
    let plan = plans.get(key);
    if (!plan) {
      plan = new Plan(build(db, withStandIns(values), ...parts).compile(db), dialect);
      if (plans.size >= textLimit) plans.delete(plans.keys().next().value!);
      plans.set(key, plan);
    } else if (plans.size > textLimit / 2) {
      // The first are those that were not asked for the longest.
      plans.delete(key);
      plans.set(key, plan);
    }
    return plan.rows(db, values) as Promise<Row[]>;
  };
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
