import { sql } from 'kysely';
import type { Db } from '../db/dialect.ts';
import { runInScope } from '../db/statement-scope.ts';

/** How long the database may take to answer a probe, in milliseconds. */
const probeTimeoutMs = 1_000;

/** Why requests had better go elsewhere. */
export type Unready = 'starting' | 'migrating' | 'stopping' | 'unreachable';

export interface Readiness {
  /** What the process itself is about; null where it answers. */
  state(): Exclude<Unready, 'unreachable'> | null;
  /** The same, and whether the database answers. */
  check(): Promise<Unready | null>;
  become(state: Exclude<Unready, 'unreachable'> | null): void;
}

export function createReadiness(db: Db): Readiness {
  let state: ReturnType<Readiness['state']> = null;
  let probe: Promise<'unreachable' | null> | undefined;
  return {
    state: () => state,
    async check() {
      if (state !== null) return state;
      // One at a time, however many ask: a database that does not answer is not asked by more and more connections.
      probe ??= databaseAnswers(db).then((answers) => {
        probe = undefined;
        return answers ? null : 'unreachable';
      });
      return probe;
    },
    become(next) {
      state = next;
    },
  };
}

async function databaseAnswers(db: Db): Promise<boolean> {
  const scope = { signal: AbortSignal.timeout(probeTimeoutMs), statements: 0 };
  return runInScope(scope, () => sql`select 1`.execute(db)).then(
    () => true,
    () => false,
  );
}
