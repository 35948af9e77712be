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

/** So much is asked for that this has no turn. */
export class OverloadedError extends Error {
  override name = 'OverloadedError';
}
