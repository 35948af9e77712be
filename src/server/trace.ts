import { randomUUID } from 'node:crypto';
import type { OperationDefinitionNode } from 'graphql';
import type { RequestShare } from '../context.ts';
import type { StatementScope } from '../db/statement-scope.ts';

/** Longest operation name in the log, in UTF-16 code units: a client can send any. */
const nameLimit = 100;

/** What becomes known of a request while it is answered, for the log and for `extensions.cost`. */
export interface Trace {
  requestId: string;
  operationName: string | null;
  /** Of the operation with its variables; null as long as it is not known. */
  estimatedNodes: number | null;
  /** That the database ran for it. */
  statements: number;
}

/** What a request brings along while it is worked out. */
export interface RequestState extends RequestShare {
  trace: Trace;
  scope: StatementScope;
  /** As for a GET request. */
  isReadOnly: boolean;
}

export function createTrace(requestId: string): Trace {
  return { requestId, operationName: null, estimatedNodes: null, statements: 0 };
}

/** The client's own name for its request, where it is one that a log can hold; else a new one. */
export function requestIdOf(header: string | readonly string[] | undefined): string {
  return typeof header === 'string' && /^[\w.:-]{1,100}$/.test(header) ? header : randomUUID();
}

/** Notes the name of the operation that runs. */
export function traceOperation(trace: Trace, { name }: OperationDefinitionNode): void {
  trace.operationName = name?.value.slice(0, nameLimit) ?? null;
}
