import {
  execute,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLSchema,
} from 'graphql';
import { createYoga, isAsyncIterable, type Plugin, type YogaInitialContext } from 'graphql-yoga';
import type { Context } from '../context.ts';

/** An operation that has been checked. */
export interface CheckedOperation {
  document: DocumentNode;
  operationName?: string;
  /** As they were sent: they are coerced once more. */
  variables?: Record<string, unknown>;
  context: Context;
  hideSuggestions: boolean;
  /** Aborts when nobody waits for the answer any more. */
  signal: AbortSignal;
}

interface ServerContext {
  checked: CheckedOperation;
}

/** Yoga reads no request of ours, but it wants to be shown one: by POST, as it refuses mutations by others itself. */
const noRequest = new Request('http://localhost/', { method: 'POST' });

/**
 * Executes what is no query, through Yoga's pipeline. It is loaded when the first such operation comes: it takes
 * a third of the time that the server needs to start.
 */
export function createYogaExecution(
  schema: GraphQLSchema,
): (checked: CheckedOperation) => Promise<ExecutionResult> {
  const yoga = createYoga<ServerContext, Context>({
    schema,
    context: ({ checked }) => checked.context,
    graphiql: false,
    landingPage: false,
    cors: false,
    multipart: false,
    batching: false,
    parserAndValidationCache: false,
    maxRequestBodySize: false,
    maskedErrors: false,
    logging: false,
    plugins: [useChecked()],
  });
  return async (checked) => {
    const { operationName, variables } = checked;
    const params = { query: '', operationName, variables };
    const result = await yoga.getResultForParams({ params, request: noRequest }, { checked });
    if (result === undefined || isAsyncIterable(result)) throw new TypeError('The result is none');
    return result;
  };
}

/** Nothing is parsed or validated a second time. */
function useChecked(): Plugin<YogaInitialContext & ServerContext> {
  return {
    onParse: ({ context, setParsedDocument }) => setParsedDocument(context.checked.document),
    onValidate: ({ setResult }) => setResult([]),
    // graphql's own: Yoga's forgets the promises beside a field that fails, and one that rejects later ends the process.
    onExecute({ context, setExecuteFn }) {
      const { hideSuggestions, signal } = context.checked;
      setExecuteFn((args: ExecutionArgs) => execute({ ...args, hideSuggestions, abortSignal: signal }));
    },
  };
}
