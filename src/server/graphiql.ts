import path from 'node:path';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { gunzip } from 'node:zlib';
import { preferredEncoding } from './accept.ts';
import { readExampleTabs } from './example-tabs.ts';
import type { GraphiqlPage } from './graphiql-worker.ts';
import type { HttpRequest, HttpResponse } from './http-message.ts';
import { projectRoot } from './project-root.ts';
import { messageOf } from './worker-message.ts';

/** The page loads nothing from anywhere, and its policy says so: it works without internet. */
const contentSecurityPolicy = [
  "default-src 'self' blob: data:",
  "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
  "style-src 'self' 'unsafe-inline' data:",
  "frame-ancestors 'none'",
].join('; ');

/** Answers a browser that opens the API's address. */
export type GraphiqlResponder = (request: HttpRequest) => Promise<HttpResponse>;

/** Whether somebody looks with a browser, rather than a program asking. */
export function wantsGraphiql({ method, headers }: HttpRequest): boolean {
  return (method === 'GET' || method === 'HEAD') && (headers.accept ?? '').includes('text/html');
}

export interface GraphiqlOptions {
  /** The folder of the example tabs. */
  examples?: string;
  /** What makes the page, as `graphiql-worker` does. */
  worker?: URL;
}

/**
 * GraphiQL as one page of 9 MB with nothing left to load. It is made at the first request, as most processes
 * never show it, and kept compressed. Where that fails, those who wait for it are told so, and the next request begins
 * anew.
 */
export function createGraphiql({
  examples = path.join(projectRoot, 'schema', 'operations', 'examples'),
  worker = new URL(`graphiql-worker${path.extname(import.meta.filename)}`, import.meta.url),
}: GraphiqlOptions = {}): GraphiqlResponder {
  let page: Promise<GraphiqlPage> | undefined;
  let plain: WeakRef<Buffer> | undefined;
  return async (request) => {
    page ??= makePage(examples, worker).catch((error: unknown) => {
      page = undefined;
      throw error;
    });
    const { gzipped, etag } = await page;
    const headers = {
      etag,
      'cache-control': 'no-cache',
      'content-security-policy': contentSecurityPolicy,
      'content-type': 'text/html; charset=utf-8',
      vary: 'accept, accept-encoding',
    };
    if (isKnown(etag, request.headers['if-none-match'])) return { status: 304, headers, body: '' };
    const encoding = preferredEncoding(request.headers['accept-encoding'], ['gzip']);
    if (encoding !== 'gzip') {
      // Shared by those who want it at the same time, and not kept for ever.
      const body = plain?.deref() ?? (await promisify(gunzip)(gzipped));
      plain = new WeakRef(body);
      return { status: 200, headers, body };
    }
    return { status: 200, headers: { ...headers, 'content-encoding': 'gzip' }, body: gzipped };
  };
}

/** Compared as weak tags are: a proxy that compresses may have made it weak, or plain. */
function isKnown(etag: string, header: string | undefined): boolean {
  return header?.trim() === '*' || (header?.includes(etag.replace(/^W\//, '')) ?? false);
}

/** In a thread that ends afterwards: it takes most of a second and 100 MB, which requests should not notice. */
async function makePage(examples: string, file: URL): Promise<GraphiqlPage> {
  const worker = new Worker(file, { workerData: readExampleTabs(examples) });
  return (await messageOf(worker)) as GraphiqlPage;
}
