import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Front } from '../../src/server/front.ts';
import type { HttpRequest, HttpResponse } from '../../src/server/http-message.ts';
import { createHttpServer, type HttpServerOptions } from '../../src/server/http-server.ts';
import { captureLog } from './captured-log.ts';

const done: HttpResponse = { status: 200, headers: {}, body: 'done' };

function listenWith(front: Front, options: Partial<HttpServerOptions> = {}) {
  const { log, records } = captureLog();
  const server = createHttpServer(front, { host: '127.0.0.1', port: 0, connections: 10, log, ...options });
  return { server, records };
}

/** A front that holds one request until it is told what to answer. */
function holding() {
  const { promise: held, resolve: hold } = Promise.withResolvers<HttpRequest>();
  const { promise: answer, resolve: release } = Promise.withResolvers<HttpResponse>();
  const front: Front = (incoming) => {
    hold(incoming);
    return answer;
  };
  return { front, held, release };
}

// Shorter than the 5 s after which an unused connection ends by itself.
test(
  'closing takes no more requests, waits for those that run, and ends their connections',
  { timeout: 4_000 },
  async () => {
    const { front, held, release } = holding();
    const { server } = listenWith(front);
    const port = await server.listen();
    const agent = new Agent({ keepAlive: true });
    const answered = once(request({ port, host: '127.0.0.1', agent }).end(), 'response');
    await held;

    let closed = false;
    const closing = server.close().then(() => (closed = true));
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow('fetch failed');
    expect(closed).toBe(false);
    release(done);
    const [answer] = (await answered) as [IncomingMessage];
    expect(await text(answer)).toBe('done');
    expect(answer.headers.connection).toBe('keep-alive');
    await closing;
    agent.destroy();
  },
);

test('closing cuts off what does not finish', async () => {
  const { front, held } = holding();
  const { server, records } = listenWith(front, { timeouts: { grace: 200 } });
  const client = request({ port: await server.listen(), host: '127.0.0.1' }).end();
  const failed = once(client, 'response').catch((error: unknown) => error);
  const { signal } = await held;
  await server.close();
  expect(await failed).toMatchObject({ code: 'ECONNRESET' });
  if (!signal.aborted) await once(signal, 'abort');
  // The lines of one turn of the event loop are written at its end.
  await setImmediate();
  expect(records()).toMatchObject([{ status: null }]);
});

test('logs id, method, path, status, time, operation and statements of a request, and not its query string', async () => {
  const { server, records } = listenWith(async (_request, trace) => {
    trace.operationName = 'Named';
    trace.statements = 3;
    return { ...done, status: 418 };
  });
  const port = await server.listen();
  await fetch(`http://127.0.0.1:${port}/a?variables=secret`, { headers: { 'x-request-id': 'mine-1' } });
  await server.close();
  const [{ time, ms, ...rest } = {}, ...others] = records();
  expect(rest).toEqual({
    level: 30,
    msg: 'request',
    requestId: 'mine-1',
    method: 'GET',
    path: '/a',
    status: 418,
    operation: 'Named',
    statements: 3,
  });
  expect(new Date(String(time)).toJSON()).toBe(time);
  expect(ms).toBeGreaterThanOrEqual(0);
  expect(others).toEqual([]);
});

test('a request that its client gave up is told so, and logged without status', async () => {
  const { front, held, release } = holding();
  const { server, records } = listenWith(front);
  const client = request({ port: await server.listen(), host: '127.0.0.1' }).end();
  client.on('error', () => {});
  const { signal } = await held;
  client.destroy();
  await once(signal, 'abort');
  release(done);
  await server.close();
  expect(records()).toMatchObject([{ path: '/', status: null }]);
});
