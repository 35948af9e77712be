import type { ExecutionArgs } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { type ArgumentLimits, checkArguments } from '../limits/check-arguments.ts';
import { estimateNodes } from '../limits/estimate-nodes.ts';
import { counted, tooComplex } from '../limits/refusal.ts';
import { defaultPageSize } from '../list/page.ts';
import { operationOf } from './operation.ts';
import type { ServerContext } from './trace.ts';

/**
 * Refuses the whole request, with status 400 and no data, for one wrong argument, or where the operation could give
 * too many nodes. Nothing is executed.
 */
export function useArgumentsCheck(options: ArgumentLimits): Plugin<ServerContext> {
  return {
    onExecute({ args, context, setResultAndStopExecution }) {
      const executionArgs = args as ExecutionArgs;
      // The executor coerces once more.
      executionArgs.hideSuggestions = !options.suggestions;
      const { schema, document, variableValues } = executionArgs;
      const operation = operationOf(executionArgs);
      const { errors, variables } = checkArguments({ schema, document, operation, variableValues }, options);
      if (errors) return setResultAndStopExecution({ errors });
      const nodes = estimateNodes({ schema, document, operation, variables, defaultPageSize });
      context.trace.estimatedNodes = nodes;
      const limit = options.limits.nodes;
      if (nodes <= limit) return;
      const message = `The operation could give ${counted(nodes)} nodes; at most ${counted(limit)} are allowed. Ask for smaller pages`;
      setResultAndStopExecution({ errors: [tooComplex(message)] });
    },
  };
}
