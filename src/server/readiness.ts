import { sql } from 'kysely';
import type { Db } from '../db/dialect.ts';
import { runInScope } from '../db/statement-scope.ts';

/** How long the database may take to answer a probe, in milliseconds. */
const patienceMs = 1_000;

/** Why requests had better go elsewhere. */
export type Unready = 'stopping' | 'unreachable';

export interface Readiness {
  /** Resolves to null where requests are welcome. */
  check(): Promise<Unready | null>;
  /** From now on they are not. */
  stop(): void;
}

export function createReadiness(db: Db): Readiness {
  let stopping = false;
  let probe: Promise<Unready | null> | undefined;
  return {
    async check() {
      if (stopping) return 'stopping';
      // One at a time, however many ask: a database that does not answer is not asked by more and more connections.
      probe ??= isAnswering(db).then((answers) => {
        probe = undefined;
        return answers ? null : 'unreachable';
      });
      return probe;
    },
    stop() {
      stopping = true;
    },
  };
}

async function isAnswering(db: Db): Promise<boolean> {
  const scope = { signal: AbortSignal.timeout(patienceMs), statements: 0 };
  return runInScope(scope, () => sql`select 1`.execute(db)).then(
    () => true,
    () => false,
  );
}
