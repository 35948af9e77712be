import type { DocumentNode, ExecutionResult, GraphQLError, GraphQLSchema } from 'graphql';
import { createContext, type Publication } from '../context.ts';
import type { Store } from '../db/store.ts';
import { requestError } from '../errors.ts';
import { createExecutor, isPlannable } from '../execution/execute.ts';
import type { Limits } from '../limit-settings.ts';
import { createArgumentsCheck } from '../limits/check-arguments.ts';
import { byConditions } from '../limits/conditions.ts';
import { createInspector } from '../limits/document-cache.ts';
import { type EstimateOptions, nodeEstimate } from '../limits/estimate-nodes.ts';
import { fieldNamesOf } from '../limits/field-names.ts';
import type { Inspection } from '../limits/inspect-document.ts';
import { counted, tooComplex } from '../limits/refusal.ts';
import type { RequestParams } from '../limits/request-params.ts';
import type { TrustedDocuments } from '../limits/trusted-documents.ts';
import { defaultPageSize } from '../list/page.ts';
import { operationOf } from './operation.ts';
import { type RequestState, traceOperation } from './trace.ts';

export interface PipelineOptions {
  schema: GraphQLSchema;
  store: Store;
  publication: Publication;
  limits: Limits;
  introspection: boolean;
  /** Nothing else is answered then. */
  trustedDocuments: TrustedDocuments | null;
}

/**
 * From the parameters of a request to its result.
 *
 * @throws GraphQLError where the request is none that can be executed
 */
export type Pipeline = (params: RequestParams, state: RequestState) => Promise<ExecutionResult>;

/** Documents are inspected, arguments checked and nodes estimated before anything is executed. */
export function createPipeline(options: PipelineOptions): Pipeline {
  const { schema, store, publication, limits, introspection } = options;
  const inspect = createInspection(options);
  const checkArguments = createArgumentsCheck({ limits, suggestions: introspection });
  const estimates = byConditions((request: EstimateOptions) => nodeEstimate(request));
  const executeQuery = createExecutor(schema);
  const loadYoga = once(async () => (await import('./yoga.ts')).createYogaExecution(schema));

  return async ({ query, operationName, variables: variableValues }, state) => {
    const { document, errors: refused } = inspect(query);
    if (refused) return { errors: refused };
    const operation = operationOf({ document, operationName });
    traceOperation(state.trace, operation);
    if (state.isReadOnly && operation.operation !== 'query') throw notByGet();
    const { errors: wrong, variables } = checkArguments({ schema, document, operation, variableValues });
    if (wrong) return { errors: wrong };
    const nodes = estimates.of({ schema, document, operation, variables, defaultPageSize })(variables);
    state.trace.estimatedNodes = nodes;
    if (nodes > limits.nodes) throw tooManyNodes(nodes, limits.nodes);
    const { scope, turn, budget } = state;
    const context = createContext(store, publication, fieldNamesOf(schema, document), state);
    if (!isPlannable(document, operation)) {
      const executeOther = await loadYoga();
      return executeOther({
        document,
        operationName,
        variables: variableValues,
        context,
        hideSuggestions: !introspection,
        signal: scope.signal,
      });
    }
    return executeQuery({
      document,
      operation,
      variables,
      rootValue: undefined,
      context,
      hideSuggestions: !introspection,
      turn,
      budget,
      signal: scope.signal,
    });
  };
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** Trusted documents were looked up by their ids: they are known. */
function createInspection({ schema, limits, introspection, trustedDocuments }: PipelineOptions) {
  const inspect = createInspector({ schema, limits, introspection });
  return (text: string): Inspection | { document: DocumentNode; errors?: undefined } => {
    const document = trustedDocuments?.documentOf(text);
    return document ? { document } : inspect(text);
  };
}

function notByGet(): GraphQLError {
  return requestError('METHOD_NOT_ALLOWED', 'GET answers queries only: send other operations by POST', {
    status: 405,
    headers: { allow: 'POST' },
  });
}

function tooManyNodes(nodes: number, limit: number): GraphQLError {
  return tooComplex(
    `The operation could give ${counted(nodes)} nodes; at most ${counted(limit)} are allowed. Ask for smaller pages`,
  );
}
