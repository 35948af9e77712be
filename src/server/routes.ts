import { randomUUID } from 'node:crypto';
import type { Plugin } from 'graphql-yoga';
import { type GraphiqlResponder, wantsGraphiql } from './graphiql.ts';
import type { Log } from './log.ts';
import type { Readiness } from './readiness.ts';

export const graphqlPath = '/graphql';

export interface RoutesOptions {
  readiness: Readiness;
  graphiql: GraphiqlResponder;
  log: Log;
}

/** Everything but the API itself. Yoga goes on with a request that is for it. */
export function useRoutes({ readiness, graphiql, log }: RoutesOptions): Plugin {
  return {
    async onRequest({ request, url, endResponse }) {
      const page = pages[url.pathname];
      if (url.pathname === graphqlPath) {
        if (!wantsGraphiql(request)) return;
        // What is thrown from here Yoga would send, stack and all.
        endResponse(await graphiql(request).catch((error: unknown) => reportFault(error, log)));
      } else if (!page) {
        endResponse(json(404, { error: 'There is nothing at this address' }));
      } else if (request.method !== 'GET' && request.method !== 'HEAD') {
        endResponse(json(405, { error: 'GET and HEAD are allowed here' }, { allow: 'GET, HEAD' }));
      } else {
        endResponse(await page(readiness));
      }
    },
  };
}

const pages: Readonly<Record<string, (readiness: Readiness) => Response | Promise<Response>>> = {
  '/': () => new Response(null, { status: 302, headers: { location: graphqlPath, 'content-length': '0' } }),

  /** The process lives. What it needs may not: restarting it would not help. */
  '/health': () => json(200, { status: 'ok' }),

  /** Requests are welcome. */
  '/ready': async (readiness) => {
    const reason = await readiness.check();
    if (reason === null) return json(200, { status: 'ready' });
    return json(503, { status: 'unavailable', reason }, { 'retry-after': '1' });
  },
};

function reportFault(error: unknown, log: Log): Response {
  const errorId = randomUUID();
  log.error({ errorId, err: error }, 'GraphiQL cannot be shown');
  return json(500, { error: `Unexpected error. Its id is ${errorId}.` });
}

function json(status: number, body: object, headers: Record<string, string> = {}): Response {
  const text = JSON.stringify(body);
  return new Response(text, {
    status,
    headers: {
      'cache-control': 'no-store',
      'content-length': String(Buffer.byteLength(text)),
      'content-type': 'application/json',
      ...headers,
    },
  });
}
