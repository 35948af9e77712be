import type { ExecutionArgs } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { checkArguments } from '../list/check-arguments.ts';

/** Refuses the whole request, with status 400 and no data, for one wrong argument. Nothing is executed. */
export function useArgumentsCheck(): Plugin {
  return {
    onExecute({ args, setResultAndStopExecution }) {
      const { schema, document, variableValues, operationName } = args as ExecutionArgs;
      const errors = checkArguments({ schema, document, variableValues, operationName });
      if (errors.length > 0) setResultAndStopExecution({ errors });
    },
  };
}
