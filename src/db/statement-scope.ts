import { AsyncLocalStorage } from 'node:async_hooks';

/** What the statements of one request have in common. */
export interface StatementScope {
  /** Ends the running statement, and keeps others from beginning. */
  readonly signal: AbortSignal;
  /** How many were run. */
  statements: number;
}

const scopes = new AsyncLocalStorage<StatementScope>();

export function runInScope<T>(scope: StatementScope, work: () => T): T {
  return scopes.run(scope, work);
}

export function currentScope(): StatementScope | undefined {
  return scopes.getStore();
}
