import { type Driver, Kysely, type Dialect as KyselyDialect, type Logger } from 'kysely';
import type { Db } from './dialect.ts';
import { type PreparedRunner, runPreparedBy } from './statement.ts';
import type { Tables } from './tables.ts';

/** A database and its end. */
export interface Connected {
  db: Db;
  /** What is read afterwards is of the store as it is by then, also where one state was being read. */
  renew?(): void;
  close(): Promise<void>;
}

/** Prepared statements go to the driver directly, all others through Kysely. */
export function connect(
  dialect: Omit<KyselyDialect, 'createDriver'>,
  driver: Driver & PreparedRunner,
  log?: Logger,
): Connected {
  const db = new Kysely<Tables>({
    dialect: { ...dialect, createDriver: () => driver },
    ...(log ? { log } : {}),
  });
  runPreparedBy(db, driver, log);
  return {
    db,
    async close() {
      await db.destroy();
      // Kysely leaves alone what it did not use.
      await driver.destroy();
    },
  };
}
