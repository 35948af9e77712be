import { graphqlPath, schemaPath } from './addresses.ts';
import type { GraphqlEndpoint } from './graphql-endpoint.ts';
import { type GraphiqlResponder, wantsGraphiql } from './graphiql.ts';
import { HttpError, type HttpRequest, type HttpResponse, jsonResponse } from './http-message.ts';
import type { Readiness } from './readiness.ts';
import type { Trace } from './trace.ts';

export interface RoutesOptions {
  endpoint: GraphqlEndpoint;
  readiness: Readiness;
  /** Null where browsers are shown none. */
  graphiql: GraphiqlResponder | null;
  /** The schema as text; null where it is nobody's business. */
  sdl: string | null;
}

export type Route = (request: HttpRequest, trace: Trace) => HttpResponse | Promise<HttpResponse>;

/** What answers at each address. */
export function createRoutes(options: RoutesOptions): Route {
  const { endpoint, graphiql } = options;
  const pages = createPages(options);
  return (request, trace) => {
    if (request.path === graphqlPath) {
      return graphiql && wantsGraphiql(request) ? graphiql(request) : endpoint(request, trace);
    }
    const page = pages.get(request.path);
    if (!page) return jsonResponse(404, { error: 'There is nothing at this address' });
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      throw new HttpError(405, 'METHOD_NOT_ALLOWED', 'GET and HEAD are allowed here', { allow: 'GET, HEAD' });
    }
    return page();
  };
}

function createPages({ readiness, sdl }: RoutesOptions) {
  const pages = new Map<string, () => HttpResponse | Promise<HttpResponse>>([
    ['/', () => ({ status: 302, headers: { location: graphqlPath }, body: '' })],

    // The process lives. What it needs may not: restarting it would not help.
    ['/health', () => jsonResponse(200, { status: 'ok' })],

    // Requests are welcome.
    [
      '/ready',
      async () => {
        const reason = await readiness.check();
        return reason === null
          ? jsonResponse(200, { status: 'ready' })
          : jsonResponse(503, { status: 'unavailable', reason }, { 'retry-after': '1' });
      },
    ],
  ]);
  if (sdl !== null) {
    const headers = { 'content-type': 'application/graphql; charset=utf-8', 'cache-control': 'no-cache' };
    pages.set(schemaPath, () => ({ status: 200, headers, body: sdl }));
  }
  return pages;
}
