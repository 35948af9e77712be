import type { ExecutionArgs } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { checkPaging } from '../list/check-paging.ts';

/** Refuses the whole request, with status 400 and no data, for one wrong paging argument. Nothing is executed. */
export function usePagingCheck(): Plugin {
  return {
    onExecute({ args, setResultAndStopExecution }) {
      const { schema, document, variableValues, operationName } = args as ExecutionArgs;
      const errors = checkPaging({ schema, document, variableValues, operationName });
      if (errors.length > 0) setResultAndStopExecution({ errors });
    },
  };
}
