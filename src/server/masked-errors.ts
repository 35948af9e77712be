import { randomUUID } from 'node:crypto';
import { GraphQLError } from 'graphql';
import { isAsyncIterable, mapAsyncIterator, type Plugin } from 'graphql-yoga';
import { asUnreachable } from '../db/store.ts';
import { UnreachableError } from '../errors.ts';
import type { Log } from './log.ts';
import type { ServerContext } from './trace.ts';

interface Result {
  errors?: readonly GraphQLError[] | undefined;
}

/**
 * Keeps what went wrong inside from the caller: an error that nobody meant for them becomes one with an id, and
 * the log has the cause under the same id, without the request's variables. It is the last to see a result, so
 * that nothing gets past it, and Yoga's own masking, which knows no operation name, is off.
 */
export function useErrorsWithId(log: Log, databaseUrl: string): Plugin<object, ServerContext> {
  return {
    onResultProcess({ result, setResult, serverContext }) {
      const mask = (part: Result) =>
        maskResult(part, { log, databaseUrl, operation: serverContext.trace.operationName });
      if (isAsyncIterable(result)) setResult(mapAsyncIterator(result, mask));
      else if (!Array.isArray(result)) setResult(mask(result));
    },
  };
}

interface Circumstances {
  log: Log;
  databaseUrl: string;
  operation: string | null;
}

function maskResult<T extends Result>(result: T, circumstances: Circumstances): T {
  if (!result.errors?.some((error) => !isMeant(error) || !hasCode(error))) return result;
  // A batch that fails is the cause of many fields' errors: one id and one line of log for all of them.
  const masked = new Map<unknown, GraphQLError>();
  const errors = result.errors.map((error) => {
    if (isMeant(error)) return hasCode(error) ? error : withCode(error);
    const cause = causeOf(error);
    const known = masked.get(cause) ?? mask(cause, error, circumstances);
    masked.set(cause, known);
    return new GraphQLError(known.message, {
      nodes: error.nodes,
      path: error.path,
      extensions: known.extensions,
    });
  });
  return { ...result, errors };
}

function mask(
  cause: unknown,
  error: GraphQLError,
  { log, databaseUrl, operation }: Circumstances,
): GraphQLError {
  const errorId = randomUUID();
  const unreachable = asUnreachable(cause, databaseUrl) instanceof UnreachableError;
  log.error({ errorId, operation, path: error.path?.join('.'), err: describe(cause) }, 'masked error');
  return unreachable
    ? new GraphQLError(`The content cannot be reached for the moment. The id of this error is ${errorId}.`, {
        extensions: { code: 'UNAVAILABLE', errorId, http: { status: 503, headers: { 'retry-after': '1' } } },
      })
    : new GraphQLError(`Unexpected error. Its id is ${errorId}.`, {
        // Yoga answers 500 to what is `unexpected` and has no data, and does not send the word.
        extensions: { code: 'INTERNAL_SERVER_ERROR', errorId, unexpected: true },
      });
}

/** Thrown as a GraphQLError, here or by graphql itself about the request. */
function isMeant(error: GraphQLError): boolean {
  return causeOf(error) instanceof GraphQLError && error.extensions['unexpected'] !== true;
}

function hasCode(error: GraphQLError): boolean {
  return error.extensions['code'] !== undefined;
}

/** What graphql says of variables and arguments that do not fit. */
function withCode(error: GraphQLError): GraphQLError {
  return new GraphQLError(error.message, {
    nodes: error.nodes,
    source: error.source,
    positions: error.positions,
    path: error.path,
    extensions: { ...error.extensions, code: 'BAD_USER_INPUT' },
  });
}

function causeOf(error: unknown): unknown {
  return error instanceof GraphQLError && error.cause != null ? causeOf(error.cause) : error;
}

/** Of a driver's error no other properties: they can hold the values of a statement. */
function describe(cause: unknown): Record<string, unknown> {
  if (!(cause instanceof Error)) return { message: String(cause) };
  return {
    type: cause.name,
    message: cause.message,
    code: 'code' in cause ? cause.code : undefined,
    stack: cause.stack,
  };
}
