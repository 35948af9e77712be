import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { createDatabase, engines } from '../support/engines.ts';
import { startIbid } from '../cli/ibid-process.ts';

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
      [200, { data: { __typename: 'Query' } }],
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

test('Ctrl-C ends it too, and with LOG_LEVEL=silent nothing is logged', async () => {
  await using ibid = await startIbid([], { DATABASE_URL: 'sqlite::memory:', LOG_LEVEL: 'silent' });
  expect((await fetch(`${ibid.origin}/health`)).status).toBe(200);
  expect(await ibid.stop('SIGINT')).toEqual({ status: 0, stdout: `${ibid.line}\n`, stderr: '' });
});

test('under npm it ends with the shell that npm started it in', async () => {
  const bin = path.join(import.meta.dirname, '..', '..', 'bin', 'ibid.js');
  // What follows keeps the shell from becoming the server itself.
  const shell = spawn('sh', ['-c', `"${process.execPath}" "${bin}" serve; true`], {
    env: { PORT: '0', DATABASE_URL: 'sqlite::memory:', LOG_LEVEL: 'silent', npm_command: 'run-script' },
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
