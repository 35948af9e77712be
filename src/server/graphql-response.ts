import type { ExecutionResult, GraphQLError, GraphQLFormattedError } from 'graphql';
import { z } from 'zod';
import { presentable } from '../limits/refusal.ts';
import type { HttpResponse } from './http-message.ts';

/** In the order of preference; the second says more by its status. */
export const mediaTypes = ['application/json', 'application/graphql-response+json'] as const;
export type MediaType = (typeof mediaTypes)[number];

/** What an error asks of HTTP. `spec`: where the client takes plain JSON, such an error has status 200. */
const Wishes = z.object({
  status: z.number().optional(),
  spec: z.boolean().optional(),
  headers: z.record(z.string(), z.string()).optional(),
});

/** The result as an answer, with the status that its errors and the media type call for. */
export function graphqlResponse(
  result: ExecutionResult,
  mediaType: MediaType,
  errorLimit: number,
): HttpResponse {
  const { data, errors, extensions } = result;
  const isExecuted = data !== undefined;
  const wishes = (errors ?? []).map((error) => Wishes.safeParse(error.extensions['http']).data ?? {});
  const heard = wishes.filter(({ spec }) => !(spec && mediaType === 'application/json'));
  const wanted = heard.reduce<Record<string, string>>((all, { headers }) => ({ ...all, ...headers }), {});
  const isFault = errors?.some((error) => error.extensions['unexpected'] === true) ?? false;
  return {
    status: Math.max(isFault && !isExecuted ? 500 : 200, ...heard.map(({ status = 0 }) => status)),
    headers: {
      'content-type': `${mediaType}; charset=utf-8`,
      'cache-control': 'no-store',
      ...wanted,
    },
    body: JSON.stringify({
      ...(errors ? { errors: presentable(errors, errorLimit).map(tell) } : {}),
      ...(isExecuted ? { data } : {}),
      ...(extensions ? { extensions } : {}),
    }),
  };
}

function tell(error: GraphQLError): GraphQLFormattedError {
  const { extensions, ...told } = error.toJSON();
  // `http` and `unexpected` are for us.
  const { http: _http, unexpected: _unexpected, ...forClient } = extensions ?? {};
  return Object.keys(forClient).length > 0 ? { ...told, extensions: forClient } : told;
}
