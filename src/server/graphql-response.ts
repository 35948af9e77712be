import type { ExecutionResult, GraphQLError, GraphQLFormattedError } from 'graphql';
import { z } from 'zod';
import type { HttpResponse } from './http-message.ts';

/** In the order of preference; the second says more by its status. */
export const mediaTypes = ['application/json', 'application/graphql-response+json'] as const;
export type MediaType = (typeof mediaTypes)[number];

/** Bytes of errors that one answer tells, in all. */
const errorSpace = 3_000;
/* In UTF-16 code units. */
const longestMessage = 500;
const longestPath = 300;

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
      ...(errors ? { errors: tellErrors(errors, errorLimit) } : {}),
      ...(isExecuted ? { data } : {}),
      ...(extensions ? { extensions } : {}),
    }),
  };
}

/** The first ones, as many as are allowed and fit; one at least. */
function tellErrors(errors: readonly GraphQLError[], limit: number): GraphQLFormattedError[] {
  const told: GraphQLFormattedError[] = [];
  let space = errorSpace;
  for (const error of errors.slice(0, limit)) {
    const formatted = format(error);
    space -= Buffer.byteLength(JSON.stringify(formatted));
    if (told.length > 0 && space < 0) break;
    told.push(formatted);
  }
  return told;
}

function format(error: GraphQLError): GraphQLFormattedError {
  const { message, path, locations, extensions } = error.toJSON();
  // `http` and `unexpected` are for us.
  const { http: _http, unexpected: _unexpected, ...told } = extensions ?? {};
  return {
    message: message.length > longestMessage ? `${message.slice(0, longestMessage)}…` : message,
    ...(locations ? { locations: locations.slice(0, 3) } : {}),
    ...(path && JSON.stringify(path).length <= longestPath ? { path } : {}),
    ...(Object.keys(told).length > 0 ? { extensions: told } : {}),
  };
}
