import type { ExecutionResult, GraphQLError, GraphQLFormattedError } from 'graphql';
import { extensionsOf } from '../errors.ts';
import { presentable } from '../limits/refusal.ts';
import type { HttpResponse } from './http-message.ts';

/** In the order of preference; the second says more by its status. */
export const mediaTypes = ['application/json', 'application/graphql-response+json'] as const;
export type MediaType = (typeof mediaTypes)[number];

/** The result as an answer, with the status that its errors and the media type call for. */
export function graphqlResponse(
  result: ExecutionResult,
  mediaType: MediaType,
  errorLimit: number,
): HttpResponse & { body: string } {
  const { data, errors, extensions } = result;
  const isExecuted = data !== undefined;
  const wishes = (errors ?? []).flatMap((error) => extensionsOf(error).http ?? []);
  const heard = wishes.filter(({ spec }) => !(spec && mediaType === 'application/json'));
  const wanted = heard.flatMap(({ headers }) => Object.entries(headers ?? {}));
  const isFault = errors?.some((error) => extensionsOf(error).unexpected) ?? false;
  return {
    status: Math.max(isFault && !isExecuted ? 500 : 200, ...heard.map(({ status = 0 }) => status)),
    headers: {
      'content-type': `${mediaType}; charset=utf-8`,
      'cache-control': 'no-store',
      ...Object.fromEntries(wanted),
    },
    body: JSON.stringify({
      ...(errors ? { errors: presentable(errors, errorLimit).map(tell) } : {}),
      ...(isExecuted ? { data } : {}),
      ...(extensions ? { extensions } : {}),
    }),
  };
}

/** An error as it is sent. */
export function tell(error: GraphQLError): GraphQLFormattedError {
  const { extensions: _extensions, ...told } = error.toJSON();
  const { http: _http, unexpected: _unexpected, ...forClient } = extensionsOf(error);
  return Object.keys(forClient).length > 0 ? { ...told, extensions: forClient } : told;
}
