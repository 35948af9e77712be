import { type ExecutionArgs, getOperationAST, GraphQLError, OperationTypeNode } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { ServerContext } from './trace.ts';

/** Keeps GET from changing anything: a link or an image can make a browser send it. */
export function useQueriesOnly(): Plugin<ServerContext> {
  return {
    onExecute({ args, context, setResultAndStopExecution }) {
      const request: ExecutionArgs = args;
      const operation = getOperationAST(request.document, request.operationName);
      if (context.isReadOnly && operation && operation.operation !== OperationTypeNode.QUERY) {
        setResultAndStopExecution({ errors: [refusal()] });
      }
    },
  };
}

function refusal(): GraphQLError {
  return new GraphQLError('GET answers queries only: send other operations by POST', {
    extensions: { code: 'METHOD_NOT_ALLOWED', http: { status: 405, headers: { allow: 'POST' } } },
  });
}
