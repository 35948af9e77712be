import { GraphQLError, type GraphQLErrorOptions } from 'graphql';
import type { OverloadedError } from './program-errors.ts';

/** What `extensions.code` can say: clients tell errors apart by it. docs/errors.md has when and why. */
export const errorCodes = [
  // The HTTP request.
  'BAD_REQUEST',
  'FORBIDDEN',
  'METHOD_NOT_ALLOWED',
  'NOT_ACCEPTABLE',
  'PAYLOAD_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  // The document.
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'INTROSPECTION_DISABLED',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_MISMATCH',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'PERSISTED_QUERY_ONLY',
  'QUERY_TOO_COMPLEX',
  // Variables and arguments.
  'BAD_CURSOR',
  'BAD_USER_INPUT',
  // The answer.
  'BUDGET_EXCEEDED',
  'DEADLINE_EXCEEDED',
  'INTERNAL_SERVER_ERROR',
  'RESPONSE_TOO_LARGE',
  'UNAVAILABLE',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** How the answer is to be sent that tells an error. Yoga's own errors say it in the same words. */
export interface ErrorHttp {
  status?: number;
  headers?: Readonly<Record<string, string>>;
  /**
   * Whether the status is 200 where a client takes plain JSON only. The specification of GraphQL over HTTP wants that
   * for what graphql finds wrong with a document, the choice of its operation, and variables.
   */
  spec?: boolean;
}

/** What an error carries beside its message. `http` and `unexpected` are for the making of the answer, and not sent. */
export interface ErrorExtensions {
  code: ErrorCode;
  /** Under which the log has the cause. */
  errorId?: string;
  http?: ErrorHttp;
  /** A fault of ours, or of Yoga's: status 500 where there are no data. */
  unexpected?: boolean;
}

type ErrorPlace = Pick<GraphQLErrorOptions, 'nodes' | 'source' | 'positions' | 'path' | 'cause'>;

export interface RequestErrorOptions extends ErrorPlace, ErrorHttp {
  errorId?: string;
}

/** A request that is not answered, or not whole, and why: meant for the caller. Status 400, if nothing else is said. */
export function requestError(
  code: ErrorCode,
  message: string,
  { status = 400, headers, spec, errorId, ...place }: RequestErrorOptions = {},
): GraphQLError {
  const extensions = { code, errorId, http: { status, headers, spec } } satisfies ErrorExtensions;
  return new GraphQLError(message, { ...place, extensions });
}

/** What graphql itself says of a request, with a code. */
export function withCode(error: GraphQLError, code: ErrorCode): GraphQLError {
  const { message, source, positions, path, cause } = error;
  // What failed in one field leaves the others their data.
  const http = path ? undefined : { status: 400, spec: true };
  const extensions = { code, http } satisfies ErrorExtensions;
  return new GraphQLError(message, { source, positions, path, cause, extensions });
}

/** What an error carries, be it ours, Yoga's or graphql's. */
export function extensionsOf(error: GraphQLError): Partial<ErrorExtensions> {
  return error.extensions;
}

/** Values that cannot be what was meant. The caller is told what is allowed. */
export function badUserInput(
  message: string,
  code: 'BAD_USER_INPUT' | 'BAD_CURSOR' = 'BAD_USER_INPUT',
): GraphQLError {
  return requestError(code, message);
}

/** The answer to one field would take more work than it is allowed, and is not known. Other fields have theirs. */
export function budgetExceeded(message: string): GraphQLError {
  return requestError('BUDGET_EXCEEDED', message, { status: 200 });
}

/** The request's work was ended before it was done. */
export function deadlineExceeded(ms: number): GraphQLError {
  return requestError(
    'DEADLINE_EXCEEDED',
    `The request took longer than ${ms} ms, which is all that is allowed. Ask for less, or with fewer conditions`,
  );
}

/** The answer would be longer than allowed. */
export function responseTooLarge(limit: number): GraphQLError {
  return requestError(
    'RESPONSE_TOO_LARGE',
    `The answer has more than ${limit} bytes, which is all that is allowed. Ask for smaller pages or fewer texts`,
  );
}

/** There is no answering for the moment: worth trying again. Where the log has the cause, with its id. */
export function unavailable(errorId?: string): GraphQLError {
  const hint = errorId === undefined ? '' : `. The id of this error is ${errorId}.`;
  return tryAgain(`The content cannot be reached for the moment${hint}`, errorId);
}

/** Others keep busy what would answer: worth trying again. */
export function overloaded({ message }: OverloadedError): GraphQLError {
  return tryAgain(message);
}

function tryAgain(message: string, errorId?: string): GraphQLError {
  return requestError('UNAVAILABLE', message, { status: 503, headers: { 'retry-after': '1' }, errorId });
}

/** What went wrong inside, as the caller is told of it: the log has the cause. */
export function unexpectedError(errorId: string): GraphQLError {
  const extensions = { code: 'INTERNAL_SERVER_ERROR', errorId, unexpected: true } satisfies ErrorExtensions;
  return new GraphQLError(`Unexpected error. Its id is ${errorId}.`, { extensions });
}
