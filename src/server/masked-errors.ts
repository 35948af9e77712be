import { randomUUID } from 'node:crypto';
import { GraphQLError } from 'graphql';
import { asUnreachable } from '../db/store.ts';
import { unavailable, UnreachableError } from '../errors.ts';
import type { Log } from './log.ts';

interface Circumstances {
  log: Log;
  /** To tell a lost database from a fault; its password does not get into an error. */
  databaseUrl: string;
  requestId: string;
  operation: string | null;
}

/**
 * Keeps what went wrong inside from the caller: an error that nobody meant for them becomes one with an id, and
 * the log has the cause under the same id, without the request's variables.
 */
export function maskErrors(
  errors: readonly GraphQLError[],
  circumstances: Circumstances,
): readonly GraphQLError[] {
  // A batch that fails is the cause of many fields' errors: one id and one line of log for all of them.
  const masked = new Map<unknown, GraphQLError>();
  return errors.map((error) => {
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
}

function mask(
  cause: unknown,
  error: GraphQLError,
  { log, databaseUrl, requestId, operation }: Circumstances,
): GraphQLError {
  const errorId = randomUUID();
  const unreachable = asUnreachable(cause, databaseUrl) instanceof UnreachableError;
  log.error(
    { requestId, errorId, operation, path: error.path?.join('.'), err: describe(cause) },
    'masked error',
  );
  if (unreachable) {
    const error = unavailable(
      `The content cannot be reached for the moment. The id of this error is ${errorId}.`,
    );
    return new GraphQLError(error.message, { extensions: { ...error.extensions, errorId } });
  }
  // 500 where there are no data; the word is not sent.
  return new GraphQLError(`Unexpected error. Its id is ${errorId}.`, {
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
  // What failed in one field leaves the others their data.
  const http = error.path ? {} : { http: { status: 400, spec: true } };
  return new GraphQLError(error.message, {
    nodes: error.nodes,
    source: error.source,
    positions: error.positions,
    path: error.path,
    extensions: { ...error.extensions, code: 'BAD_USER_INPUT', ...http },
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
