import { type Setting, wholeNumber } from './setting-kinds.ts';

/** What one request may ask for, and a process may hold. */
export interface Limits {
  /** Bytes of a request's body. */
  body: number;
  /** Tokens of a document, before it is parsed; its fragments, written out, may have as many fields. */
  tokens: number;
  /** Fields on the longest path of a document, its leaf included. Introspection has a bound of its own. */
  depth: number;
  aliases: number;
  rootFields: number;
  directives: number;
  /** What `first` and `last` may ask for. */
  page: number;
  /** Estimated nodes of an operation, with its variables. */
  nodes: number;
  /** Milliseconds until a request's work is ended. */
  deadline: number;
  /** Bytes of an answer's data. */
  response: number;
  /** Errors that one answer tells. */
  errors: number;
  /** Open connections of clients. */
  connections: number;
}

export const limitSettings: { [Name in keyof Limits]: Setting<number> } = {
  body: wholeNumber('BODY_LIMIT', 262_144, [1_000, 100_000_000], "bytes of a request's body"),
  tokens: wholeNumber('TOKEN_LIMIT', 2_000, [100, 100_000], 'tokens of a document'),
  depth: wholeNumber('DEPTH_LIMIT', 16, [1, 100], 'levels of fields in a document'),
  aliases: wholeNumber('ALIAS_LIMIT', 30, [0, 10_000], 'aliases in a document'),
  rootFields: wholeNumber('ROOT_FIELD_LIMIT', 20, [1, 10_000], 'fields at the root of an operation'),
  directives: wholeNumber('DIRECTIVE_LIMIT', 20, [0, 10_000], 'directives in a document'),
  // As many as a page has where its size is not given.
  page: wholeNumber('PAGE_LIMIT', 100, [20, 10_000], 'entries that first and last may ask for'),
  nodes: wholeNumber('NODE_LIMIT', 10_000, [1, 10_000_000], 'estimated nodes of an operation'),
  deadline: wholeNumber('DEADLINE', 5_000, [10, 600_000], 'milliseconds that a request may take'),
  response: wholeNumber('RESPONSE_LIMIT', 4_194_304, [1_000, 1_000_000_000], 'bytes of an answer'),
  errors: wholeNumber('ERROR_LIMIT', 10, [1, 1_000], 'errors that one answer tells'),
  connections: wholeNumber('CONNECTION_LIMIT', 2_000, [1, 100_000], 'open connections'),
};
