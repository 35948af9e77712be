import {
  execute,
  type ExecutionArgs,
  getOperationAST,
  type GraphQLSchema,
  type VariableValues,
} from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { createExecutor, isPlannable } from '../execution/execute.ts';
import { byConditions } from '../limits/conditions.ts';
import { type EstimateOptions, nodeEstimate } from '../limits/estimate-nodes.ts';
import { counted, tooComplex } from '../limits/refusal.ts';
import { type ArgumentLimits, createArgumentsCheck } from '../list/check-arguments.ts';
import { defaultPageSize } from '../list/page.ts';
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
      const { document, variableValues, operationName } = args as ExecutionArgs;
      const operation = getOperationAST(document, operationName);
      let variables: VariableValues | undefined;
      if (operation) {
        const checked = checkArguments({ schema, document, operation, variableValues });
        if (checked.errors) return setResultAndStopExecution({ errors: checked.errors });
        ({ variables } = checked);
        const estimated = { schema, document, operation, variables, defaultPageSize };
        const nodes = estimates.of(estimated)(variables);
        context.trace.estimatedNodes = nodes;
        if (nodes > limit) return setResultAndStopExecution({ errors: [tooManyNodes(nodes, limit)] });
      }
      setExecuteFn((given: ExecutionArgs) => {
        const { signal } = context.scope;
        const { rootValue, contextValue } = given;
        if (!operation || !variables || !isPlannable(document, operation)) {
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
