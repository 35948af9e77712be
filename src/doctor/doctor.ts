import { type Db, dialectOf } from '../db/dialect.ts';
import { migrate, readStatus } from '../db/migrate.ts';
import { withSnapshot } from '../db/snapshot.ts';
import { openStore, type Store } from '../db/store.ts';
import { carriedChecks } from './carried-checks.ts';
import { type Check, exampleLimit, type Finding } from './check.ts';
import { counterChecks } from './counter-checks.ts';
import { identityChecks } from './identity-checks.ts';
import { keywordChecks } from './keyword-checks.ts';
import { textIndexChecks } from './text-index-checks.ts';
import { nameChecks } from './name-checks.ts';
import { referenceChecks } from './reference-checks.ts';
import { sourceChecks } from './source-checks.ts';
import { statementChecks } from './statement-checks.ts';
import { termChecks } from './term-checks.ts';
import { topicChecks } from './topic-checks.ts';

export interface CheckResult extends Finding {
  name: string;
  /** What `count` counts. */
  fault: string;
}

export interface Diagnosis {
  schemaVersion: number;
  /** Only the first ones where the schema is another than the program's: the others would ask it amiss. */
  results: CheckResult[];
}

const integrity: Check = {
  name: 'integrity',
  fault: 'things that the database itself finds wrong',
  async find(db) {
    const lines = await dialectOf(db).checkIntegrity(db);
    return { count: lines.length, examples: lines.slice(0, exampleLimit) };
  },
};

const tables: Check = {
  name: 'tables',
  fault: 'columns that are missing or too many',
  async find(db) {
    // What the migrations make is the same on both engines, and there is always room for a store in memory.
    await using fresh = openStore('sqlite::memory:');
    await migrate(fresh);
    const [present, wanted] = [await columnsOf(db), await columnsOf(fresh.db)];
    const off = [
      ...[...wanted.difference(present)].map((column) => `${column} (missing)`),
      ...[...present.difference(wanted)].map((column) => `${column} (too many)`),
    ];
    return { count: off.length, examples: off.slice(0, exampleLimit) };
  },
};

const contentChecks: readonly Check[] = [
  integrity,
  ...counterChecks,
  ...carriedChecks,
  ...topicChecks,
  ...keywordChecks,
  ...textIndexChecks,
  ...termChecks,
  ...referenceChecks,
  ...identityChecks,
  ...nameChecks,
  ...sourceChecks,
  ...statementChecks,
];

/**
 * Checks a store, and changes nothing. All checks see it at one moment.
 *
 * @throws UsageError where it was migrated by a newer program
 */
export async function examine(store: Store): Promise<Diagnosis> {
  return withSnapshot(store.db, examineSnapshot);
}

/** The same within a transaction that is open. */
export async function examineSnapshot(db: Db): Promise<Diagnosis> {
  const { version, pending } = await readStatus(db);
  const schema = { name: 'schema', fault: 'pending migrations', count: pending.length, examples: pending };
  if (pending.length > 0) return { schemaVersion: version, results: [schema] };
  const results: CheckResult[] = [schema, await run(tables, db)];
  if (results.every(({ count }) => count === 0)) {
    for (const check of contentChecks) results.push(await run(check, db));
  }
  return { schemaVersion: version, results };
}

async function run(check: Check, db: Db): Promise<CheckResult> {
  return { name: check.name, fault: check.fault, ...(await check.find(db)) };
}

/** By `table.column`. The indexes of texts are each engine's own, with tables of their own behind them. */
async function columnsOf(db: Db): Promise<Set<string>> {
  const columns = await dialectOf(db).listColumns(db);
  return new Set(
    columns
      .filter(({ table }) => !/^(take_words|text_index)/.test(table))
      .map(({ table, column }) => `${table}.${column}`),
  );
}
