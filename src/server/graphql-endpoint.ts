import { type ExecutionResult, GraphQLError } from 'graphql';
import { runInScope, type StatementScope } from '../db/statement-scope.ts';
import { deadlineExceeded, extensionsOf, responseTooLarge, unavailable } from '../errors.ts';
import type { Limits } from '../limit-settings.ts';
import { type RequestParams, resolveParams } from '../limits/request-params.ts';
import type { TrustedDocuments } from '../limits/trusted-documents.ts';
import { TextBudget } from '../text-budget.ts';
import type { Turns } from '../turns.ts';
import { preferred } from './accept.ts';
import { readGraphqlRequest } from './graphql-request.ts';
import { graphqlResponse, mediaTypes } from './graphql-response.ts';
import { HttpError, type HttpRequest, type HttpResponse } from './http-message.ts';
import type { Log } from './log.ts';
import { maskErrors } from './masked-errors.ts';
import type { Pipeline } from './pipeline.ts';
import type { Readiness } from './readiness.ts';
import type { Trace } from './trace.ts';

export interface GraphqlEndpointOptions {
  pipeline: Pipeline;
  turns: Turns;
  limits: Limits;
  /** Nothing else is answered then. */
  trustedDocuments: TrustedDocuments | null;
  readiness: Readiness;
  databaseUrl: string;
  log: Log;
}

/** Answers one request to the API. */
export type GraphqlEndpoint = (request: HttpRequest, trace: Trace) => Promise<HttpResponse>;

/** From an HTTP request to an operation, and from its result to an answer. @throws HttpError */
export function createGraphqlEndpoint(options: GraphqlEndpointOptions): GraphqlEndpoint {
  const { limits, readiness, trustedDocuments } = options;
  return async (request, trace) => {
    const mediaType = preferred(request.headers.accept, mediaTypes);
    if (mediaType === null) {
      throw new HttpError(406, 'NOT_ACCEPTABLE', `Answers are ${mediaTypes.join(' or ')}`);
    }
    const answer = (result: ExecutionResult) => graphqlResponse(result, mediaType, limits.errors);
    try {
      const sent = await readGraphqlRequest(request, limits.body);
      if (!takesRequests(readiness.state())) throw unavailable();
      const params = resolveParams(sent, trustedDocuments);
      const result = await execute(params, request, trace, options);
      const response = answer(withCost(result, trace, limits));
      if (isLonger(response.body, limits.response)) throw responseTooLarge(limits.response);
      return response;
    } catch (error) {
      if (error instanceof GraphQLError) return answer({ errors: [error] });
      throw error;
    }
  };
}

/** Ends what runs for the request at its deadline, and when nobody waits for the answer any more. */
async function execute(
  params: RequestParams,
  request: HttpRequest,
  trace: Trace,
  { pipeline, limits, readiness, databaseUrl, log, turns }: GraphqlEndpointOptions,
): Promise<ExecutionResult> {
  const ending = new AbortController();
  const giveUp = () => ending.abort(request.signal.reason);
  if (request.signal.aborted) giveUp();
  request.signal.addEventListener('abort', giveUp, { once: true });
  const timer = setTimeout(() => ending.abort(deadlineExceeded(limits.deadline)), limits.deadline);
  const turn = turns.begin(ending.signal);
  const scope: StatementScope = { signal: ending.signal, statements: 0, turn };
  try {
    const budget = new TextBudget(limits.response, (reason) => {
      turn.stop();
      // Within a field's resolver the executor would leave promises behind that nobody handles.
      queueMicrotask(() => ending.abort(reason));
    });
    const state = { trace, scope, budget, turn, isReadOnly: request.method !== 'POST' };
    // Many can come at once, also by one connection.
    const paused = turn.pause();
    if (paused) await unlessAborted(ending.signal, paused);
    const result = await unlessAborted(
      ending.signal,
      runInScope(scope, () => pipeline(params, state)),
    );
    ending.signal.throwIfAborted();
    if (!result.errors) return result;
    const circumstances = { log, databaseUrl, requestId: trace.requestId, operation: trace.operationName };
    return { ...result, errors: maskErrors(result.errors, circumstances) };
  } catch (error) {
    if (ending.signal.aborted) return { errors: [await explain(ending.signal.reason, readiness)] };
    throw error;
  } finally {
    turn.end();
    clearTimeout(timer);
    request.signal.removeEventListener('abort', giveUp);
    trace.statements = scope.statements;
  }
}

/**
 * Ends as the work does, or with the signal's reason where that aborts before. Afterwards the signal knows nothing of it, as
 * `Promise.race` would have it: what is left of a request for a while does not keep its answer.
 */
async function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const onAbort = () => reject(signal.reason);
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort, { once: true });
  work.then(resolve, reject);
  try {
    return await promise;
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

/** Whether a text has more bytes than these: a unit of it is at most three. */
function isLonger(text: string, bytes: number): boolean {
  return text.length * 3 > bytes && Buffer.byteLength(text) > bytes;
}

/** Also while it stops: what has come in is answered. */
function takesRequests(state: ReturnType<Readiness['state']>): boolean {
  return state === null || state === 'stopping';
}

function withCost(result: ExecutionResult, trace: Trace, limits: Limits): ExecutionResult {
  if (trace.estimatedNodes === null) return result;
  const cost = {
    estimatedNodes: trace.estimatedNodes,
    nodeLimit: limits.nodes,
    statements: trace.statements,
  };
  return { ...result, extensions: { ...result.extensions, cost } };
}

/** Why the work was ended. What is slow since the database does not answer is not the request's fault. */
async function explain(reason: unknown, readiness: Readiness): Promise<GraphQLError> {
  if (!(reason instanceof GraphQLError)) return new GraphQLError('The request was given up');
  const isSlow = extensionsOf(reason).code === 'DEADLINE_EXCEEDED';
  return isSlow && (await readiness.check()) === 'unreachable' ? unavailable() : reason;
}
