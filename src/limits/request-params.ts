import type { GraphQLError } from 'graphql';
import { requestError } from '../errors.ts';
import { shortened } from './refusal.ts';
import type { TrustedDocuments } from './trusted-documents.ts';

/** What a request says, as it is checked. */
export interface RequestParams {
  query: string;
  operationName?: string;
  variables?: Record<string, unknown>;
  extensions?: Record<string, unknown>;
}

const known = new Set(['query', 'operationName', 'variables', 'extensions', 'documentId']);

/**
 * The parameters of a request with the text of its document. Where there are trusted documents a request
 * names one by `documentId`, as the draft of GraphQL over HTTP has it, or as Apollo's clients do by
 * `extensions.persistedQuery.sha256Hash`. Nothing that a client sends is ever stored.
 *
 * @param params of any shape
 * @throws GraphQLError BAD_REQUEST, or a code that starts with PERSISTED_QUERY
 */
export function resolveParams(params: unknown, trusted: TrustedDocuments | null): RequestParams {
  if (!isRecord(params)) throw badRequest('A request is a JSON object');
  const unknown = Object.keys(params).find((name) => params[name] != null && !known.has(name));
  if (unknown !== undefined) throw badRequest(`There is no parameter ${JSON.stringify(shortened(unknown))}`);
  const operationName = optional(params, 'operationName', isString, 'a text');
  const variables = optional(params, 'variables', isRecord, 'an object');
  const extensions = optional(params, 'extensions', isRecord, 'an object');
  const query = optional(params, 'query', isString, 'a text');
  const id = optional(params, 'documentId', isString, 'a text') ?? persistedHash(extensions);
  // By their names, as a client can send properties of any.
  return { query: textOf(query, id, trusted), operationName, variables, extensions };
}

function textOf(query: string | undefined, id: string | undefined, trusted: TrustedDocuments | null): string {
  if (!trusted) {
    // Apollo's clients know the words, and ask again without.
    if (id !== undefined) throw requestError('PERSISTED_QUERY_NOT_SUPPORTED', 'PersistedQueryNotSupported');
    if (query === undefined) throw badRequest('There is no `query`');
    return query;
  }
  if (id === undefined) throw onlyTrusted();
  const text = trusted.textOf(id);
  if (text === undefined) throw requestError('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound');
  if (query !== undefined && query !== text) {
    throw requestError('PERSISTED_QUERY_MISMATCH', '`query` is not the trusted document of that id');
  }
  return text;
}

/** What is said to those who send a text where only trusted documents are answered. */
function onlyTrusted(): GraphQLError {
  return requestError(
    'PERSISTED_QUERY_ONLY',
    'Only trusted documents are answered: name one by `documentId`',
  );
}

function persistedHash(extensions: Record<string, unknown> | undefined): string | undefined {
  const persisted = extensions && optional(extensions, 'persistedQuery', isRecord, 'an object');
  return persisted && optional(persisted, 'sha256Hash', isString, 'a text');
}

/** Null is the same as not given. */
function optional<T>(
  from: Record<string, unknown>,
  name: string,
  isA: (value: unknown) => value is T,
  what: string,
): T | undefined {
  const value = Object.hasOwn(from, name) ? from[name] : undefined;
  if (value == null) return undefined;
  if (!isA(value)) throw badRequest(`\`${name}\` is not ${what}`);
  return value;
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function badRequest(message: string): GraphQLError {
  return requestError('BAD_REQUEST', message);
}
