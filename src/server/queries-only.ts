import { OperationTypeNode } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { requestError } from '../errors.ts';
import { operationOf } from './operation.ts';
import type { ServerContext } from './trace.ts';

/** Keeps GET from changing anything: a link or an image can make a browser send it. */
export function useQueriesOnly(): Plugin<ServerContext> {
  return {
    onExecute({ args, context, setResultAndStopExecution }) {
      if (!context.isReadOnly || operationOf(args).operation === OperationTypeNode.QUERY) return;
      const error = requestError(
        'METHOD_NOT_ALLOWED',
        'GET answers queries only: send other operations by POST',
        { status: 405, headers: { allow: 'POST' } },
      );
      setResultAndStopExecution({ errors: [error] });
    },
  };
}
