import { once } from 'node:events';
import { Agent, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { createHttpServer } from '../../src/server/http-server.ts';
import { captureLog } from './captured-log.ts';

// Shorter than the 5 s after which an unused connection ends by itself.
test(
  'closing takes no more requests, waits for those that run, and ends their connections',
  { timeout: 4_000 },
  async () => {
    const { log } = captureLog();
    const { promise: held, resolve: hold } = Promise.withResolvers<ServerResponse>();
    const server = createHttpServer((_request, response) => hold(response), {
      host: '127.0.0.1',
      port: 0,
      log,
    });
    const port = await server.listen();
    const agent = new Agent({ keepAlive: true });
    const answered = once(request({ port, host: '127.0.0.1', agent }).end(), 'response');
    const response = await held;

    let closed = false;
    const closing = server.close().then(() => (closed = true));
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow('fetch failed');
    expect(closed).toBe(false);
    response.end('done');
    const [answer] = (await answered) as [IncomingMessage];
    expect(await text(answer)).toBe('done');
    expect(answer.headers.connection).toBe('keep-alive');
    await closing;
    agent.destroy();
  },
);

test('logs method, path, status, time and operation of a request, and not its query string', async () => {
  const { log, records } = captureLog();
  const server = createHttpServer(
    (_request, response, { trace }) => {
      trace.operationName = 'Named';
      response.writeHead(418).end();
    },
    { host: '127.0.0.1', port: 0, log },
  );
  const port = await server.listen();
  await fetch(`http://127.0.0.1:${port}/a?variables=secret`);
  await server.close();
  const [{ time, ms, ...rest } = {}, ...others] = records();
  expect(rest).toEqual({
    level: 30,
    msg: 'request',
    method: 'GET',
    path: '/a',
    status: 418,
    operation: 'Named',
  });
  expect(new Date(String(time)).toJSON()).toBe(time);
  expect(ms).toBeGreaterThanOrEqual(0);
  expect(others).toEqual([]);
});

test('a request that its client gave up is logged without status', async () => {
  const { log, records } = captureLog();
  const { promise: held, resolve: hold } = Promise.withResolvers<ServerResponse>();
  const server = createHttpServer((_request, response) => hold(response), {
    host: '127.0.0.1',
    port: 0,
    log,
  });
  const client = request({ port: await server.listen(), host: '127.0.0.1' }).end();
  client.on('error', () => {});
  const response = await held;
  const ended = once(response, 'close');
  client.destroy();
  await ended;
  await server.close();
  expect(records()).toMatchObject([{ path: '/', status: null }]);
});

test('a Host header that makes no address is refused', async () => {
  const { log } = captureLog();
  const handled: unknown[] = [];
  const server = createHttpServer((incoming) => handled.push(incoming), { host: '127.0.0.1', port: 0, log });
  const socket = connect(await server.listen(), '127.0.0.1');
  socket.write('GET /health HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n');
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 400 .*\{"error":"[^"]+"\}/s);
  expect(handled).toEqual([]);
  await server.close();
});
