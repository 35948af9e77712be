import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Db } from '../db/dialect.ts';

/** How long the database may take to answer a probe, in milliseconds. */
const patienceMs = 1_000;

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
  return {
    state: () => state,
    async check() {
      if (state !== null) return state;
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
    become(next) {
      state = next;
    },
  };
}
