import { getOperationAST, type GraphQLError, type GraphQLSchema, type DocumentNode } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { ServerContext } from './trace.ts';

/** Longest operation name in the log, in UTF-16 code units: a client can send any. */
const nameLimit = 100;

export type CheckRequest = (request: {
  schema: GraphQLSchema;
  document: DocumentNode;
  variableValues: Record<string, unknown> | null | undefined;
  operationName: string | null | undefined;
}) => readonly GraphQLError[];

/** Refuses the whole request, with status 400 and no data, where the check finds errors. Nothing is executed. */
export function useRequestCheck(check: CheckRequest): Plugin<object, ServerContext> {
  return {
    onExecute({ args, setResultAndStopExecution }) {
      const { schema, document, variableValues, operationName } = args;
      const errors = check({ schema, document, variableValues, operationName });
      if (errors.length > 0) setResultAndStopExecution({ errors, extensions: { http: { status: 400 } } });
    },
  };
}

/** Notes the operation's name for the log. */
export function useOperationName(): Plugin<object, ServerContext> {
  return {
    onExecute({ args, context }) {
      const name = getOperationAST(args.document, args.operationName)?.name?.value;
      context.trace.operationName = name?.slice(0, nameLimit) ?? null;
    },
  };
}
