import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Db } from '../db/dialect.ts';

/** How long the database may take to answer a probe, in milliseconds. */
const patienceMs = 2_000;

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
  return {
    async check() {
      if (stopping) return 'stopping';
      const timer = new AbortController();
      const answer = sql`select 1`.execute(db).then(
        () => null,
        () => 'unreachable' as const,
      );
      const tooLate = sleep(patienceMs, 'unreachable' as const, { signal: timer.signal }).catch(() => null);
      const reason = await Promise.race([answer, tooLate]);
      timer.abort();
      return reason;
    },
    stop() {
      stopping = true;
    },
  };
}
