import { randomUUID } from 'node:crypto';
import { GraphQLError } from 'graphql';
import { asUnreachable } from '../db/store.ts';
import { extensionsOf, overloaded, unavailable, unexpectedError, withCode } from '../errors.ts';
import { OverloadedError, UnreachableError } from '../program-errors.ts';
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
    if (isMeant(error)) {
      // What graphql says of variables and arguments that do not fit has none.
      return extensionsOf(error).code ? error : withCode(error, 'BAD_USER_INPUT');
    }
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
  if (cause instanceof OverloadedError) return overloaded(cause);
  const errorId = randomUUID();
  const unreachable = asUnreachable(cause, databaseUrl) instanceof UnreachableError;
  log.error(
    { requestId, errorId, operation, path: error.path?.join('.'), err: describe(cause) },
    'masked error',
  );
  return unreachable ? unavailable(errorId) : unexpectedError(errorId);
}

/** Thrown as a GraphQLError, here or by graphql itself about the request. */
function isMeant(error: GraphQLError): boolean {
  return causeOf(error) instanceof GraphQLError && !extensionsOf(error).unexpected;
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
