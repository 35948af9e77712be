import {
  type DocumentNode,
  type ExecutionResult,
  GraphQLError,
  type GraphQLSchema,
  OperationTypeNode,
  type OperationDefinitionNode,
} from 'graphql';
import { fillRoot } from './complete.ts';
import { hold } from './frame.ts';
import { createPlans } from './plans.ts';
import { type ExecutionRequest, Run } from './run.ts';

export interface QueryRequest extends Omit<ExecutionRequest, 'schema' | 'fragments'> {
  /** Valid, and `isPlannable`. */
  document: DocumentNode;
}

/** Answers a query. The result rejects where the signal aborts before it is there. */
export type ExecuteQuery = (request: QueryRequest) => ExecutionResult | Promise<ExecutionResult>;

/**
 * Executes queries as graphql's own `execute` does, from plans that are kept with their documents. It shares the event
 * loop with other requests, and begins nothing more once the request is stopped.
 */
export function createExecutor(schema: GraphQLSchema): ExecuteQuery {
  const planOf = createPlans(schema);
  return ({ document, ...request }) => {
    let plan;
    try {
      plan = planOf({ document, operation: request.operation, variables: request.variables });
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      return { errors: [error], data: null };
    }
    const { root, compiler, fragments } = plan;
    const run = new Run({ ...request, schema, fragments }, compiler, root);
    if (request.signal?.aborted) return run.result();
    hold(run.root);
    fillRoot(run, root);
    if (!run.root.isNull) run.release(run.root);
    return run.result();
  };
}

/** Whether a valid operation can be executed by plan: a query without experiments. */
export function isPlannable(document: DocumentNode, operation: OperationDefinitionNode): boolean {
  return (
    operation.operation === OperationTypeNode.QUERY &&
    !operation.directives?.some(({ name }) => name.value === 'experimental_disableErrorPropagation') &&
    !document.definitions.some(
      (definition) => definition.kind === 'FragmentDefinition' && definition.variableDefinitions?.length,
    )
  );
}
