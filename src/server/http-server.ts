import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { UsageError } from '../errors.ts';
import type { Log } from './log.ts';
import { createTrace, type ServerContext } from './trace.ts';

/** How long running requests have to finish once the server stops, in milliseconds. */
const graceMs = 8_000;

export type Handler = (request: IncomingMessage, response: ServerResponse, context: ServerContext) => unknown;

export interface HttpServer {
  /** Resolves to the port. @throws UsageError where it cannot be had */
  listen(): Promise<number>;
  /** Takes no more requests and resolves when those that run are answered, or cut off. */
  close(): Promise<void>;
}

/** Node's own server, with a line of log for each request: never its query string, which can hold variables. */
export function createHttpServer(
  handler: Handler,
  options: { host: string; port: number; log: Log },
): HttpServer {
  const { host, port, log } = options;
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 30_000 }, (request, response) => {
    const started = performance.now();
    const trace = createTrace();
    const { method, url = '' } = request;
    response.once('close', () => {
      const status = response.writableFinished ? response.statusCode : null;
      const ms = Math.round((performance.now() - started) * 10) / 10;
      log.info({ method, path: url.split('?', 1)[0], status, ms, operation: trace.operationName }, 'request');
      // A connection that was busy when the server began to stop stays open for the next request.
      if (!server.listening) setImmediate(() => server.closeIdleConnections());
    });
    if (URL.canParse(`http://${request.headers.host ?? 'localhost'}${url}`))
      handler(request, response, { trace });
    else
      response
        .writeHead(400, { 'content-type': 'application/json' })
        .end('{"error":"The address or the Host header is none"}');
  });

  return {
    async listen() {
      server.listen(port, host);
      try {
        // Rejects with the server's error.
        await once(server, 'listening');
      } catch (error) {
        throw explain(error as NodeJS.ErrnoException, host, port);
      }
      return (server.address() as AddressInfo).port;
    },
    async close() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      const cut = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearTimeout(cut);
    },
  };
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): UsageError {
  switch (error.code) {
    case 'EADDRINUSE':
      return new UsageError(`Port ${port} on ${host} is in use. Choose another with --port or PORT`);
    case 'EACCES':
      return new UsageError(
        `Port ${port} on ${host} may not be opened by this user. Choose one above 1023 with --port or PORT`,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new UsageError(`HOST ${host} is no address of this machine`);
    default:
      return new UsageError(`Cannot listen on ${host}, port ${port}: ${error.message}`);
  }
}
