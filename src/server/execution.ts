import { execute, type ExecutionArgs, type GraphQLSchema } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { createExecutor, isPlannable } from '../execution/execute.ts';
import { type ArgumentLimits, createArgumentsCheck } from '../limits/check-arguments.ts';
import { byConditions } from '../limits/conditions.ts';
import { type EstimateOptions, nodeEstimate } from '../limits/estimate-nodes.ts';
import { counted, tooComplex } from '../limits/refusal.ts';
import { defaultPageSize } from '../list/page.ts';
import { operationOf } from './operation.ts';
import type { ServerContext } from './trace.ts';

export interface ExecutionOptions extends ArgumentLimits {
  schema: GraphQLSchema;
}

/**
 * Refuses the whole request, with status 400 and no data, for one wrong argument, or where the operation could give
 * too many nodes; nothing is executed then. Else executes it, by its plan.
 */
export function useExecution({ schema, ...options }: ExecutionOptions): Plugin<ServerContext> {
  const checkArguments = createArgumentsCheck(options);
  const estimates = byConditions((request: EstimateOptions) => nodeEstimate(request));
  const executeQuery = createExecutor(schema);
  const hideSuggestions = !options.suggestions;
  const limit = options.limits.nodes;
  return {
    onExecute({ args, context, setResultAndStopExecution, setExecuteFn }) {
      const executionArgs: ExecutionArgs = args;
      const { document, variableValues } = executionArgs;
      const operation = operationOf(executionArgs);
      const { errors, variables } = checkArguments({ schema, document, operation, variableValues });
      if (errors) return setResultAndStopExecution({ errors });
      const nodes = estimates.of({ schema, document, operation, variables, defaultPageSize })(variables);
      context.trace.estimatedNodes = nodes;
      if (nodes > limit) return setResultAndStopExecution({ errors: [tooManyNodes(nodes, limit)] });
      setExecuteFn((given: ExecutionArgs) => {
        const { signal } = context.scope;
        const { rootValue, contextValue } = given;
        if (!isPlannable(document, operation)) {
          return execute({ ...given, hideSuggestions, abortSignal: signal });
        }
        const { turn, budget } = context;
        const request = { document, operation, variables, rootValue, context: contextValue };
        return executeQuery({ ...request, hideSuggestions, turn, budget, signal });
      });
    },
  };
}

function tooManyNodes(nodes: number, limit: number) {
  const message = `The operation could give ${counted(nodes)} nodes; at most ${counted(limit)} are allowed. Ask for smaller pages`;
  return tooComplex(message);
}
