import { randomUUID } from 'node:crypto';
import type { GraphQLFormattedError } from 'graphql';
import { unexpectedError } from '../errors.ts';
import { preferred } from './accept.ts';
import { graphqlPath } from './addresses.ts';
import { compressed } from './compress.ts';
import { answerPreflight, corsHeaders, type CorsOptions, createRefusalNotice } from './cors.ts';
import { mediaTypes, tell } from './graphql-response.ts';
import { HttpError, type HttpRequest, type HttpResponse, jsonResponse, varyingBy } from './http-message.ts';
import type { Log } from './log.ts';
import type { Route } from './routes.ts';
import type { Trace } from './trace.ts';

/** Answers any request; it never fails. */
export type Front = (request: HttpRequest, trace: Trace) => Promise<HttpResponse>;

/** What no answer needs to allow; an address that shows a page has a policy of its own. */
const securityHeaders = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
};

/** What holds for every address: leave for other sites, headers, errors, compression. */
export function createFront(route: Route, options: { cors: CorsOptions; log: Log }): Front {
  const { cors, log } = options;
  const noticeRefusal = createRefusalNotice(cors, log);
  return async (request, trace) => {
    const response = await answer(request, trace).catch((error: unknown) => explain(error, request, trace));
    noticeRefusal(request);
    const { vary, ...leave } = corsHeaders(request, cors);
    const headers = { ...securityHeaders, 'x-request-id': trace.requestId, ...response.headers, ...leave };
    const whole = varyingBy(vary, { ...response, headers });
    return compressed(request, whole).catch(() => whole);
  };

  async function answer(request: HttpRequest, trace: Trace): Promise<HttpResponse> {
    return request.method === 'OPTIONS' ? answerPreflight(request, cors) : route(request, trace);
  }

  function explain(error: unknown, request: HttpRequest, { requestId }: Trace): HttpResponse {
    if (error instanceof HttpError) {
      const { status, message, code, headers } = error;
      return errorResponse(request, status, { message, extensions: { code } }, headers);
    }
    const errorId = randomUUID();
    log.error({ requestId, errorId, err: error }, 'a request failed');
    return errorResponse(request, 500, tell(unexpectedError(errorId)));
  }
}

/** At the API's address in GraphQL's form. */
function errorResponse(
  { path, headers: { accept } }: HttpRequest,
  status: number,
  error: GraphQLFormattedError,
  headers?: Readonly<Record<string, string>>,
): HttpResponse {
  if (path !== graphqlPath) return jsonResponse(status, { error: error.message }, headers);
  const type = `${preferred(accept, mediaTypes) ?? mediaTypes[0]}; charset=utf-8`;
  return jsonResponse(status, { errors: [error] }, { 'content-type': type, ...headers });
}
