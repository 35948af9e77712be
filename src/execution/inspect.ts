import { GraphQLBoolean } from 'graphql';

const before = 'Boolean cannot represent a non boolean value: ';

/** A value as graphql's own messages show it. It does not export the function, but tells the result. */
export function inspect(value: unknown): string {
  if (typeof value === 'boolean') return String(value);
  try {
    return String(GraphQLBoolean.coerceInputValue(value));
  } catch (error) {
    return error instanceof Error ? error.message.slice(before.length) : String(error);
  }
}
