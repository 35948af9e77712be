import { AsyncLocalStorage } from 'node:async_hooks';
import type { Turn } from '../turns.ts';

/** On whose behalf statements run: of a request, or of a probe. */
export interface StatementScope {
  /** Aborts when nobody waits for the answer any more. Its reason is what the statements reject with. */
  readonly signal: AbortSignal;
  /** How many statements have begun, those that begin and end transactions included. */
  statements: number;
  /** For statements that hold the event loop. */
  readonly turn?: Turn;
}

const scopes = new AsyncLocalStorage<StatementScope>();

/**
 * The statements of `work` are counted, do not begin once the signal has aborted, and end when it aborts. Those of a
 * transaction are counted only: it ends whole. Statements outside of any scope run as long as they take.
 */
export function runInScope<T>(scope: StatementScope, work: () => T): T {
  return scopes.run(scope, work);
}

export function currentScope(): StatementScope | undefined {
  return scopes.getStore();
}

/**
 * For drivers, as a statement begins.
 *
 * @returns the signal that is to end it, if any
 * @throws the signal's reason where it has aborted
 */
export function beginStatement(isInTransaction: boolean): AbortSignal | undefined {
  const scope = scopes.getStore();
  if (!scope) return undefined;
  if (!isInTransaction) scope.signal.throwIfAborted();
  scope.statements++;
  return isInTransaction ? undefined : scope.signal;
}
