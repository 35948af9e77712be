import { once } from 'node:events';
import path from 'node:path';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { gunzip } from 'node:zlib';
import { readExampleTabs } from './example-tabs.ts';
import type { GraphiqlPage } from './graphiql-worker.ts';
import { projectRoot } from './project-root.ts';

/** The page loads nothing from anywhere, and its policy says so: it works without internet. */
const contentSecurityPolicy = [
  "default-src 'self' blob: data:",
  "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
  "style-src 'self' 'unsafe-inline' data:",
  "frame-ancestors 'none'",
].join('; ');

/** Answers a browser that opens the API's address. */
export type GraphiqlResponder = (request: Request) => Promise<Response>;

/** Whether somebody looks with a browser, rather than a program asking. */
export function wantsGraphiql(request: Request): boolean {
  return request.method === 'GET' && (request.headers.get('accept') ?? '').includes('text/html');
}

/**
 * GraphiQL as one page of 9 MB with nothing left to load. It is made at the first request, as most processes
 * never show it, and kept compressed.
 */
export function createGraphiql(
  examples = path.join(projectRoot, 'schema', 'operations', 'examples'),
): GraphiqlResponder {
  let page: Promise<GraphiqlPage> | undefined;
  return async (request) => {
    page ??= makePage(examples).catch((error: unknown) => {
      page = undefined;
      throw error;
    });
    const { gzipped, etag } = await page;
    const headers = new Headers({
      etag,
      'cache-control': 'no-cache',
      'content-security-policy': contentSecurityPolicy,
      'content-type': 'text/html; charset=utf-8',
      vary: 'accept, accept-encoding',
    });
    if (request.headers.get('if-none-match')?.includes(etag))
      return new Response(null, { status: 304, headers });
    const body = acceptsGzip(request) ? gzipped : await promisify(gunzip)(gzipped);
    if (body === gzipped) headers.set('content-encoding', 'gzip');
    headers.set('content-length', String(body.byteLength));
    return new Response(body, { headers });
  };
}

/** In a thread that ends afterwards: it takes most of a second and 100 MB, which requests should not notice. */
async function makePage(examples: string): Promise<GraphiqlPage> {
  const file = new URL(`graphiql-worker${path.extname(import.meta.filename)}`, import.meta.url);
  const worker = new Worker(file, { workerData: readExampleTabs(examples) });
  const [page] = (await once(worker, 'message')) as [GraphiqlPage];
  return page;
}

function acceptsGzip(request: Request): boolean {
  return /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/i.test(request.headers.get('accept-encoding') ?? '');
}
