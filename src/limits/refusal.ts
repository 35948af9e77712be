import { GraphQLError } from 'graphql';
import { requestError } from '../errors.ts';

/** UTF-16 code units of a message. What a client sent is part of it, and may be long. */
const messageLimit = 200;
/** UTF-16 code units of one word of a longer message. */
const wordLimit = 40;
const locationLimit = 2;
/** UTF-16 code units of a path as JSON: aliases are a client's to choose. */
const pathLimit = 300;
/** Of all errors of an answer together, as JSON: with its other parts it stays below 4 kB. */
const byteLimit = 3_500;

/** A request that asks for more than is allowed. Status 400. */
export function tooComplex(message: string): GraphQLError {
  return requestError('QUERY_TOO_COMPLEX', message);
}

/** @param count as a number, or in words where not all was counted */
export function overLimit(what: string, count: number | string, limit: number): GraphQLError {
  const found = typeof count === 'number' ? counted(count) : count;
  return tooComplex(`The document has ${found} ${what}; at most ${counted(limit)} are allowed`);
}

/** With commas between thousands; from where nobody counts any more only as a bound. */
export function counted(count: number): string {
  const bound = 1_000_000_000;
  return count > bound ? `more than ${bound.toLocaleString('en')}` : count.toLocaleString('en');
}

/** The text with long words shortened, and its middle left out where it is still too long. */
export function shortened(message: string): string {
  if (message.length <= messageLimit) return message;
  const words = message.replace(/\S{41,}/g, (word) => `${word.slice(0, wordLimit)}…`);
  if (words.length <= messageLimit) return words.toWellFormed();
  const tail = messageLimit / 4;
  return `${words.slice(0, messageLimit - tail - 1)}…${words.slice(-tail)}`.toWellFormed();
}

/**
 * What may be sent of the errors that were found in a request: at most so many, each shortened and with few
 * places, all together small.
 */
export function presentable(errors: readonly GraphQLError[], limit: number): GraphQLError[] {
  const kept: GraphQLError[] = [];
  let bytes = 0;
  for (const error of errors.slice(0, limit)) {
    const small = new GraphQLError(shortened(error.message), {
      source: error.source,
      positions: error.positions?.slice(0, locationLimit),
      path: JSON.stringify(error.path ?? []).length > pathLimit ? undefined : error.path,
      // A cause that is not meant for the caller has to stay one.
      cause: error.cause instanceof GraphQLError ? undefined : error.cause,
      extensions: error.extensions,
    });
    bytes += Buffer.byteLength(JSON.stringify(small));
    if (bytes > byteLimit && kept.length > 0) break;
    kept.push(small);
  }
  return kept;
}
