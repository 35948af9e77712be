import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { UsageError } from '../program-errors.ts';
import type { Turns } from '../turns.ts';
import type { Front } from './front.ts';
import type { HttpRequest, HttpResponse } from './http-message.ts';
import type { Log } from './log.ts';
import { createTrace, requestIdOf } from './trace.ts';
import { UnreadAnswers, type UnreadAnswersOptions } from './unread-answers.ts';

/** In milliseconds. */
const defaultTimeouts = {
  /** From the connection, or the first byte of a later request, to the last header. */
  headers: 10_000,
  /** To the end of the body. */
  request: 30_000,
  /** Without a byte in either direction: a reader that takes no more of its answer. */
  silence: 30_000,
  /** Between two requests on one connection. */
  keepAlive: 5_000,
  /** For running requests to finish once the server stops. */
  grace: 8_000,
};

/** 4 MB are an answer's default limit, and it mostly travels compressed: a slow telephone has it in time. */
const reading: UnreadAnswersOptions = { patience: 30_000, rate: 64 * 1024, bytes: 256 * 1024 * 1024 };

/** Requests of one connection that are answered at the same time: no browser sends the next before it has its answer. */
const pipelineLimit = 20;

export interface HttpServerOptions {
  host: string;
  port: number;
  /** Open connections; beyond it idle ones are closed, the oldest first. */
  connections: number;
  /** Hears of each connection. */
  turns?: Pick<Turns, 'connectionCame'>;
  log: Log;
  timeouts?: Partial<typeof defaultTimeouts>;
  /** How readers have to take their answers. */
  reading?: Partial<UnreadAnswersOptions>;
}

export interface HttpServer {
  /** Resolves to the port. @throws UsageError where it cannot be had */
  listen(): Promise<number>;
  /** Takes no more requests and resolves when those that run are answered, or cut off. */
  close(): Promise<void>;
}

/** Node's own server, with a line of log for each request: never its query string, which can hold variables. */
export function createHttpServer(front: Front, options: HttpServerOptions): HttpServer {
  const { host, port, log } = options;
  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  const unread = new UnreadAnswers({ ...reading, ...options.reading });
  /** Open connections, the longest idle first, and how many requests of each are being answered. */
  const sockets = new Map<Socket, number>();

  const server = createServer(
    {
      headersTimeout: timeouts.headers,
      requestTimeout: timeouts.request,
      keepAliveTimeout: timeouts.keepAlive,
      // At Node's half a minute the others mean little.
      connectionsCheckingInterval: Math.min(1_000, timeouts.headers / 4),
    },
    (request, response) => {
      const { socket } = request;
      if (!enter(socket)) return;
      response.once('close', () => {
        leave(socket);
      });
      // As long as an answer is worked out nothing comes and goes: its deadline is not the connection's.
      response.on('timeout', () => {
        if (response.writableEnded) socket.destroy();
      });
      answer(front, request, response, { log, unread }).catch((error: unknown) => {
        // The front answers whatever goes wrong: it was the writing.
        log.error({ err: error }, 'an answer could not be written');
        socket.destroy();
      });
    },
  );
  server.setTimeout(timeouts.silence);
  server.on('connection', (socket) => {
    options.turns?.connectionCame();
    if (sockets.size >= options.connections && !closeLongestIdle()) {
      socket.destroy();
      return;
    }
    sockets.set(socket, 0);
    socket.once('close', () => sockets.delete(socket));
  });

  /** @returns whether the request may be answered; else its connection is cut, and with it those before */
  function enter(socket: Socket): boolean {
    const running = sockets.get(socket);
    if (running === undefined || running >= pipelineLimit) {
      socket.destroy();
      return false;
    }
    sockets.set(socket, running + 1);
    return true;
  }

  /** Puts it behind those that have been idle for longer. */
  function leave(socket: Socket): void {
    const running = sockets.get(socket);
    if (running === undefined) return;
    sockets.delete(socket);
    sockets.set(socket, running - 1);
    // A connection that was busy when the server began to stop would stay open for a next request.
    if (!server.listening && running === 1) socket.destroySoon();
  }

  function closeLongestIdle(): boolean {
    for (const [socket, running] of sockets) {
      if (running > 0) continue;
      sockets.delete(socket);
      socket.destroy();
      return true;
    }
    return false;
  }

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
      // What has come in is read before its connection is taken for an idle one.
      for (let turn = 0; turn < 2; turn++) await nextTurn();
      const closed = once(server, 'close');
      server.close();
      for (const [socket, running] of sockets) if (running === 0) socket.destroy();
      const cut = setTimeout(() => server.closeAllConnections(), timeouts.grace);
      await closed;
      clearTimeout(cut);
    },
  };
}

async function answer(
  front: Front,
  message: IncomingMessage,
  out: ServerResponse,
  { log, unread }: { log: Log; unread: UnreadAnswers },
): Promise<void> {
  const started = performance.now();
  const trace = createTrace(requestIdOf(message.headers['x-request-id']));
  const { method = '' } = message;
  // Whoever takes this server for a proxy puts its name before the path, which is to be understood too.
  const url = (message.url ?? '').replace(/^https?:\/\/[^/?]*/i, '');
  const path = url.split('?', 1)[0] ?? '';
  const gone = new AbortController();
  out.once('close', () => {
    const { requestId, operationName: operation, statements } = trace;
    const status = out.writableFinished ? out.statusCode : null;
    if (status === null) gone.abort(new Error('The client is gone'));
    const ms = Math.round((performance.now() - started) * 10) / 10;
    log.info({ requestId, method, path, status, ms, operation, statements }, 'request');
  });
  const request: HttpRequest = {
    method,
    path,
    search: url.slice(path.length + 1),
    headers: message.headers,
    readBody: (take) => readBody(message, take),
    signal: gone.signal,
  };
  unread.add(out, write(out, message, await front(request, trace)));
}

/** Left half-way it is paused: destroyed, it would take its connection with it, and the answer. */
function readBody(message: IncomingMessage, take: (chunk: Uint8Array) => boolean): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  message.on('data', (chunk: Uint8Array) => {
    if (take(chunk)) return;
    message.pause();
    resolve();
  });
  message.once('end', resolve);
  message.once('error', reject);
  message.once('close', () => {
    // Also where it ended, and to make an error for nobody takes longer than to read most bodies.
    if (!message.complete) reject(new Error('The body ended early'));
  });
  return promise;
}

/** @returns the bytes of the body that are sent */
function write(out: ServerResponse, message: IncomingMessage, response: HttpResponse): number {
  const { status, headers } = response;
  // A body that nobody read would be taken for the connection's next request.
  if (!message.complete) out.shouldKeepAlive = false;
  const isEmpty = status === 204 || status === 304;
  // A text would be gone through twice, for its length and to write it, and joined with the headers before.
  const body = typeof response.body === 'string' ? Buffer.from(response.body) : response.body;
  const { length } = body;
  out.writeHead(status, isEmpty ? headers : { ...headers, 'content-length': length });
  const hasBody = message.method !== 'HEAD' && !isEmpty;
  out.end(hasBody ? body : undefined);
  return hasBody ? length : 0;
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
