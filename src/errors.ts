import { GraphQLError } from 'graphql';

/** Wrong usage or configuration: said in one line, exit status 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** The database could not be reached: exit status 3; a server answers 503. */
export class UnreachableError extends Error {
  override name = 'UnreachableError';
  /** Whether it may be there again without anybody's doing, so that waiting can help: not where the address is wrong. */
  readonly mayReturn: boolean;

  constructor(message: string, { mayReturn = false }: { mayReturn?: boolean } = {}) {
    super(message);
    this.mayReturn = mayReturn;
  }
}

/**
 * A request that cannot be answered as it was put. Status 400, and the caller is told what is allowed.
 */
export function badUserInput(
  message: string,
  code: 'BAD_USER_INPUT' | 'BAD_CURSOR' = 'BAD_USER_INPUT',
): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { status: 400 } } });
}

/** The request's work was ended before it was done. */
export function deadlineExceeded(ms: number): GraphQLError {
  return new GraphQLError(
    `The request took longer than ${ms} ms, which is all that is allowed. Ask for less, or with fewer conditions`,
    { extensions: { code: 'DEADLINE_EXCEEDED', http: { status: 400 } } },
  );
}

/** The answer would be longer than allowed. */
export function responseTooLarge(limit: number): GraphQLError {
  return new GraphQLError(
    `The answer has more than ${limit} bytes, which is all that is allowed. Ask for smaller pages or fewer texts`,
    { extensions: { code: 'RESPONSE_TOO_LARGE', http: { status: 400 } } },
  );
}

/** There is no answering for the moment: worth trying again. */
export function unavailable(message = 'The content cannot be reached for the moment'): GraphQLError {
  return new GraphQLError(message, {
    extensions: { code: 'UNAVAILABLE', http: { status: 503, headers: { 'retry-after': '1' } } },
  });
}
