import type { ExecutionResult } from 'graphql';

/** A result as two executors must agree on it: the data with the order of their names, and the errors in any. */
interface Comparable {
  rest: object;
  data: string;
  errors: string[];
}

export function comparable({ data, errors, ...rest }: ExecutionResult): Comparable {
  const told = (errors ?? []).map(({ message, path, locations, extensions }) =>
    JSON.stringify({ message, path, locations, extensions }),
  );
  return { rest, data: JSON.stringify(data), errors: told.sort() };
}
