import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import type { Front } from '../../src/server/front.ts';
import { createHttpServer, type HttpServer, type HttpServerOptions } from '../../src/server/http-server.ts';
import { readBody } from '../../src/server/read-body.ts';
import { captureLog } from './captured-log.ts';

let server: HttpServer | undefined;
const sockets: Socket[] = [];

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await server?.close();
});

async function listen(front: Front, options: Partial<HttpServerOptions> = {}): Promise<number> {
  const { log } = captureLog();
  server = createHttpServer(front, { host: '127.0.0.1', port: 0, connections: 100, log, ...options });
  return server.listen();
}

function open(port: number, bytes = ''): Socket {
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  socket.on('error', () => {});
  if (bytes) socket.write(bytes);
  return socket;
}

const ok: Front = async () => ({ status: 200, headers: {}, body: 'ok' });
/** What is written to a connection that was closed may be answered by a reset: it is closed all the same. */
const closed = (socket: Socket) =>
  new Promise<void>((resolve) => {
    socket.resume().once('close', () => resolve());
  });
const isServed = async (port: number) => (await fetch(`http://127.0.0.1:${port}/`)).status;

test('a connection that sends nothing, and one that never ends its headers, are closed in time', async () => {
  const port = await listen(ok, { timeouts: { headers: 300 } });
  const silent = open(port);
  const slow = open(port, 'GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ');
  const dripping = setInterval(() => slow.write('a'), 50);
  await Promise.all([closed(silent), closed(slow)]);
  clearInterval(dripping);
  expect(await isServed(port)).toBe(200);
});

test('a body that never ends is cut off in time', async () => {
  const port = await listen(
    async (request) => ({
      status: 200,
      headers: {},
      body: await readBody(request, 1_000).catch((error: unknown) => String(error)),
    }),
    { timeouts: { headers: 200, request: 400 } },
  );
  const slow = open(port, 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 900\r\n\r\n');
  const dripping = setInterval(() => slow.write('a'), 50);
  const answer = await text(slow);
  clearInterval(dripping);
  expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
  expect(await isServed(port)).toBe(200);
});

test('a reader that takes no more of its answer is cut off in time', async () => {
  const long = Buffer.alloc(50_000_000, 'x');
  const port = await listen(async () => ({ status: 200, headers: {}, body: long }), {
    timeouts: { silence: 300 },
  });
  const stalled = open(port, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  stalled.pause();
  await sleep(1_500);
  let received = 0;
  stalled.on('data', (chunk) => (received += chunk.length));
  await closed(stalled);
  expect(received).toBeLessThan(long.length);
});

test('a reader that takes a little now and then is cut off in time, and one that reads well is not', async () => {
  const long = Buffer.alloc(20_000_000, 'x');
  const port = await listen(async () => ({ status: 200, headers: {}, body: long }), {
    reading: { patience: 1_000, rate: 20_000_000 },
  });
  const slow = open(port, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  const ended = once(slow, 'close');
  let received = 0;
  slow.on('data', (chunk) => {
    received += chunk.length;
    slow.pause();
  });
  const sipping = setInterval(() => slow.resume(), 50);
  const whole = await fetch(`http://127.0.0.1:${port}/`);
  expect((await whole.arrayBuffer()).byteLength).toBe(long.length);
  await ended;
  clearInterval(sipping);
  expect(received).toBeGreaterThan(0);
  expect(received).toBeLessThan(long.length);
});

test('where the answers that nobody takes are too many, the oldest are given up', async () => {
  const long = Buffer.alloc(20_000_000, 'x');
  const { log, records } = captureLog();
  const port = await listen(
    async ({ path }) => ({ status: 200, headers: {}, body: path === '/long' ? long : 'ok' }),
    {
      log,
      reading: { bytes: 3 * long.length },
    },
  );
  const stalled = Array.from({ length: 8 }, () =>
    open(port, 'GET /long HTTP/1.1\r\nHost: a\r\n\r\n').pause(),
  );
  let cut = 0;
  const countCut = () => {
    cut += records().filter(({ path, status }) => path === '/long' && status === null).length;
    return cut;
  };
  await expect.poll(countCut, { timeout: 5_000 }).toBe(5);
  expect(await isServed(port)).toBe(200);
  for (const socket of stalled) socket.destroy();
  await expect.poll(countCut, { timeout: 5_000 }).toBe(8);

  // What was given up counts no more.
  const answers = await Promise.all(
    Array.from({ length: 3 }, async () => (await fetch(`http://127.0.0.1:${port}/long`)).arrayBuffer()),
  );
  expect(answers.map(({ byteLength }) => byteLength)).toEqual([long.length, long.length, long.length]);
});

test('an answer that takes long to work out is no silence', async () => {
  const port = await listen(
    async () => {
      await sleep(1_000);
      return { status: 200, headers: {}, body: 'ok' };
    },
    { timeouts: { silence: 200 } },
  );
  expect(await isServed(port)).toBe(200);
});

test('an address with the name of the server before its path is the same address', async () => {
  const port = await listen(async ({ path, search }) => ({
    status: 200,
    headers: {},
    body: `${path} ${search}`,
  }));
  const socket = open(
    port,
    'GET http://ibid.example:80/graphql?a=http://b/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
  );
  expect(await text(socket)).toMatch(/\r\n\/graphql a=http:\/\/b\/$/);
});

test('beyond the limit idle connections give way, the longest idle first, and busy ones do not', async () => {
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  const port = await listen(
    async ({ path }) => {
      if (path === '/slow') await held;
      return { status: 200, headers: {}, body: path };
    },
    { connections: 3 },
  );
  const busy = open(port, 'GET /slow HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
  const answered = text(busy);
  await once(busy, 'connect');
  const first = open(port);
  await once(first, 'connect');
  const second = open(port);
  await once(second, 'connect');
  const firstClosed = closed(first);
  expect(await isServed(port)).toBe(200);
  await firstClosed;
  expect(second.closed).toBe(false);
  release();
  expect(await answered).toMatch(/\/slow$/);
});

test('one connection has no more than some requests answered at the same time', async () => {
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  let begun = 0;
  const port = await listen(async ({ path }) => {
    begun++;
    if (path === '/slow') await held;
    return { status: 200, headers: {}, body: path };
  });
  const request = (path: string) => `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`;
  await closed(open(port, request('/slow').repeat(500)));
  expect(begun).toBe(20);

  const some = open(
    port,
    request('/slow').repeat(19) + request('/last').replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n'),
  );
  const answered = text(some);
  await expect.poll(() => begun, { timeout: 5_000 }).toBe(40);
  release();
  expect((await answered).match(/\/(slow|last)/g)).toEqual([...Array<string>(19).fill('/slow'), '/last']);
});

test('many idle connections keep nobody else out', async () => {
  const port = await listen(ok, { connections: 50 });
  for (let i = 0; i < 500; i++) open(port);
  for (let i = 0; i < 5; i++) expect(await isServed(port)).toBe(200);
});

test('a client that goes away in the midst of its body is no fault', async () => {
  const { log, records } = captureLog();
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  const { promise: ended, resolve: end } = Promise.withResolvers<unknown>();
  const port = await listen(
    async (request) => {
      begin();
      const body = await readBody(request, 1_000).catch((error: unknown) => error);
      end(body);
      return { status: 400, headers: {}, body: '' };
    },
    { log },
  );
  const socket = open(port, 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 900\r\n\r\nabc');
  await begun;
  socket.destroy();
  expect(await ended).toMatchObject({ status: 400, message: 'The body ended early' });
  await server!.close();
  expect(records()).toMatchObject([{ status: null }]);
});
