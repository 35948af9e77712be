import type { Front } from './front.ts';
import { createTrace, requestIdOf } from './trace.ts';

/** The front behind the web's own request and response: for tests and for embedding. */
export async function answerFetch(front: Front, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const headers = Object.fromEntries(request.headers);
  const {
    status,
    headers: told,
    body,
  } = await front(
    {
      method: request.method,
      path: url.pathname,
      search: url.search.slice(1),
      headers,
      async readBody(take) {
        for await (const chunk of request.body ?? []) if (!take(chunk)) return;
      },
      signal: request.signal,
    },
    createTrace(requestIdOf(headers['x-request-id'])),
  );
  const isEmpty = status === 204 || status === 304 || request.method === 'HEAD';
  return new Response(isEmpty ? null : Buffer.from(body), { status, headers: told });
}
