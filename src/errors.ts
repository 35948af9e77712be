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
