import { type ExecutionArgs, getOperationAST } from 'graphql';
import type { Plugin } from 'graphql-yoga';

/** Longest operation name in the log, in UTF-16 code units: a client can send any. */
const nameLimit = 100;

/** What becomes known of a request while it is answered, for the log. */
export interface Trace {
  operationName: string | null;
  /** Of the operation with its variables; null as long as it is not known. */
  estimatedNodes: number | null;
}

/** What Yoga is handed with each request. */
export interface ServerContext {
  trace: Trace;
}

export function createTrace(): Trace {
  return { operationName: null, estimatedNodes: null };
}

/** Notes the name of the operation that runs. */
export function useTrace(): Plugin<ServerContext> {
  return {
    onExecute({ args, context }) {
      const request: ExecutionArgs = args;
      const name = getOperationAST(request.document, request.operationName)?.name?.value;
      context.trace.operationName = name?.slice(0, nameLimit) ?? null;
    },
  };
}
