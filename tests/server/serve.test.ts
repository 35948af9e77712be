import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, inject, test } from 'vitest';
import { createDatabase, engines } from '../support/engines.ts';
import { compileCache, startIbid } from '../cli/ibid-process.ts';

describe.each(engines)('ibid serve on %s', (engine) => {
  test('migrates an empty database, answers, and ends in good order at SIGTERM', async () => {
    await using database = await createDatabase(engine);
    await using ibid = await startIbid([], { DATABASE_URL: database.url });
    expect(ibid.line).toMatch(/^Ibid answers at http:\/\/127\.0\.0\.1:\d+\/graphql$/);

    const answers = ['/health', '/ready', '/graphql?query={__typename}'].map(async (path) => {
      const response = await fetch(ibid.origin + path);
      return [response.status, (await response.json()) as unknown];
    });
    expect(await Promise.all(answers)).toEqual([
      [200, { status: 'ok' }],
      [200, { status: 'ready' }],
      [200, expect.objectContaining({ data: { __typename: 'Query' } })],
    ]);

    const { status, stdout, stderr } = await ibid.stop('SIGTERM');
    expect(status).toBe(0);
    expect(stdout).toBe(`${ibid.line}\n`);
    const log = stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { msg: string; path?: string });
    expect(log.map(({ path, msg }) => path ?? msg).sort()).toEqual([
      '/graphql',
      '/health',
      '/ready',
      'stopping',
    ]);
  });
});

test('a first start with the default store loads the sample, a second one does not', async () => {
  const cwd = mkdtempSync(path.join(inject('runDirectory'), 'newcomer-'));
  for (const lines of [1, 0]) {
    await using ibid = await startIbid([], {}, cwd);
    const answer = await fetch(`${ibid.origin}/graphql?query={stats{articles takes crossReferences}}`);
    expect(await answer.json()).toMatchObject({
      data: { stats: { articles: 44, takes: 44, crossReferences: 132 } },
    });
    const { stderr } = await ibid.stop('SIGTERM');
    expect(stderr.match(/ingested the sample/g) ?? []).toHaveLength(lines);
  }
});

test('SIGTERM lets a request finish that has begun, ends idle connections, and takes no new one', async () => {
  await using ibid = await startIbid([], { DATABASE_URL: 'sqlite::memory:' });
  const { port } = new URL(ibid.origin);
  const idle = connect(Number(port), '127.0.0.1');
  const busy = connect(Number(port), '127.0.0.1');
  await Promise.all([once(idle, 'connect'), once(busy, 'connect')]);
  const body = '{"query":"{__typename}"}';
  busy.write(
    `POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nExpect: 100-continue\r\n\r\n`,
  );
  // Asked for the body, the client knows that its request has begun.
  expect(String(await once(busy, 'data'))).toMatch(/^HTTP\/1\.1 100 /);
  busy.write(body.slice(0, 5));
  const started = performance.now();
  const stopped = ibid.stop('SIGTERM');
  await once(idle.resume(), 'close');
  await expect(fetch(`${ibid.origin}/health`)).rejects.toThrow('fetch failed');
  busy.write(body.slice(5));
  expect(await text(busy)).toMatch(/^HTTP\/1\.1 200 [^]*"__typename":"Query"/);
  expect((await stopped).status).toBe(0);
  expect(performance.now() - started).toBeLessThan(10_000);
});

test('Ctrl-C ends it too, and with LOG_LEVEL=silent nothing is logged', async () => {
  await using ibid = await startIbid([], { DATABASE_URL: 'sqlite::memory:', LOG_LEVEL: 'silent' });
  expect((await fetch(`${ibid.origin}/health`)).status).toBe(200);
  expect(await ibid.stop('SIGINT')).toEqual({ status: 0, stdout: `${ibid.line}\n`, stderr: '' });
});

test('under npm it ends with the shell that npm started it in', async () => {
  const bin = path.join(import.meta.dirname, '..', '..', 'bin', 'ibid.js');
  // What follows keeps the shell from becoming the server itself.
  const shell = spawn('sh', ['-c', `"${process.execPath}" "${bin}" serve; true`], {
    env: {
      ...compileCache(),
      PORT: '0',
      DATABASE_URL: 'sqlite::memory:',
      LOG_LEVEL: 'silent',
      npm_command: 'run-script',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface({ input: shell.stdout }), 'line')) as [string];
  const { origin } = new URL(/http:\S+/.exec(line)?.[0] ?? '');
  const isUp = () =>
    fetch(`${origin}/health`).then(
      (response) => response.ok,
      () => false,
    );
  expect(await isUp()).toBe(true);
  shell.kill('SIGTERM');
  for (let i = 0; i < 100 && (await isUp()); i++) await sleep(100);
  expect(await isUp()).toBe(false);
});
