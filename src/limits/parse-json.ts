import type { GraphQLError } from 'graphql';
import { badUserInput, requestError } from '../errors.ts';

/** No input type needs a third of it: what nests deeper would only exhaust the stack of those who read it. */
const nestingLimit = 64;
/** Twice what the largest filter can hold. Each is coerced and checked before anything else is known of it. */
const valueLimit = 10_000;

/**
 * `JSON.parse` for what clients send: nesting is looked at before, in one pass over the text, as JSON.parse and
 * whoever walks its result would run out of stack. Of equal keys the last holds. A key `__proto__` is a property like
 * any other in the result, and must not become a prototype: copy by named properties, never by assignment of all.
 *
 * @param name what the text is, for the error: "body", "variables"
 * @throws GraphQLError BAD_REQUEST where it is no JSON, BAD_USER_INPUT where it nests too deep
 */
export function parseJson(text: string, name: string): unknown {
  if (nestsTooDeep(text)) throw nestingError();
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // The parser's own message quotes the text.
    throw requestError('BAD_REQUEST', `What was sent as ${name} is not JSON`);
  }
}

/** Bounds variables, whichever way they came. @throws GraphQLError BAD_USER_INPUT where they nest too deep or are too many */
export function assertSize(value: unknown): void {
  // Level by level, as recursion is what it guards against.
  let level = [value];
  let values = 0;
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > nestingLimit) throw nestingError();
    level = level.flatMap((each) =>
      typeof each === 'object' && each !== null ? (Object.values(each) as unknown[]) : [],
    );
    values += level.length;
    if (values > valueLimit) {
      throw badUserInput(`The variables hold more than ${valueLimit} values; at most so many are allowed`);
    }
  }
}

function nestingError(): GraphQLError {
  return badUserInput(`The request nests deeper than ${nestingLimit} levels`);
}

function nestsTooDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  // By index, as a string can be too long for the stack of a regular expression.
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (inString) {
      if (char === '\\') i++;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === '{' || char === '[') {
      if (++depth > nestingLimit) return true;
    } else if (char === '}' || char === ']') depth--;
  }
  return false;
}
