import { once } from 'node:events';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, inject, test } from 'vitest';
import { openStore } from '../../src/db/store.ts';
import { projectRoot } from '../../src/server/project-root.ts';
import { createDatabase } from '../support/engines.ts';
import { finish, runIbid, spawnIbid } from './ibid-process.ts';

function makeFile(content: string): string {
  const file = path.join(mkdtempSync(path.join(inject('runDirectory'), 'file-')), 'file');
  writeFileSync(file, content);
  return file;
}

/** A port of loopback where nothing listens. */
async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

describe('what goes wrong at the start is one line and an exit status', () => {
  test('a scheme that is none', async () => {
    expect(await runIbid(['serve'], { DATABASE_URL: 'mysql://user:secret@127.0.0.1/x' })).toEqual({
      status: 2,
      stdout: '',
      stderr:
        'ibid: DATABASE_URL is sqlite:PATH, sqlite::memory: or postgres://user@host/database, not "mysql:…"\n',
    });
  });

  test.each([['migrate'], ['ingest', 'x']])('%s: no PostgreSQL at that port', async (...argv) => {
    const port = await closedPort();
    expect(await runIbid(argv, { DATABASE_URL: `postgres://user:secret@127.0.0.1:${port}/x` })).toEqual({
      status: 3,
      stdout: '',
      stderr: `ibid: The database postgres://user:***@127.0.0.1:${port}/x cannot be reached: connect ECONNREFUSED 127.0.0.1:${port}\n`,
    });
  });

  test('no SQLite database in that file', async () => {
    const file = makeFile('This is a text of some length, and no database at all.\n'.repeat(30));
    expect(await runIbid(['serve', '--port', '0', '--database', `sqlite:${file}`])).toEqual({
      status: 3,
      stdout: '',
      stderr: `ibid: The database sqlite:${file} cannot be reached: file is not a database\n`,
    });
  });

  test('no folder for the SQLite database', async () => {
    const file = path.join(makeFile(''), 'ibid.db');
    const { status, stdout, stderr } = await runIbid(['migrate', '--database', `sqlite:${file}`]);
    expect([status, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(/^ibid: The folder of the database \S+ cannot be made: [^\n]+\n$/);
  });

  test('the port is in use', async () => {
    await using database = await createDatabase('sqlite');
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    try {
      expect(await runIbid(['serve'], { DATABASE_URL: database.url, PORT: String(port) })).toEqual({
        status: 2,
        stdout: '',
        stderr: `ibid: Port ${port} on 127.0.0.1 is in use. Choose another with --port or PORT\n`,
      });
    } finally {
      server.close();
    }
  });

  test('the host is no address of this machine', async () => {
    expect(
      await runIbid(['serve', '--host', '192.0.2.1', '--port', '0', '--database', 'sqlite::memory:']),
    ).toEqual({
      status: 2,
      stdout: '',
      stderr: 'ibid: HOST 192.0.2.1 is no address of this machine\n',
    });
  });
});

test('ibid schema prints what is committed', async () => {
  expect(await runIbid(['schema'])).toEqual({
    status: 0,
    stdout: readFileSync(path.join(projectRoot, 'schema', 'schema.graphql'), 'utf8'),
    stderr: '',
  });
});

test('a reader that goes away is no failure', async () => {
  const child = spawnIbid(['schema']);
  const stderr = text(child.stderr);
  child.stdout.destroy();
  await once(child, 'close');
  expect([child.exitCode, await stderr]).toEqual([0, '']);
});

test('a signal ends an ingest also in the midst of a long file', async () => {
  await using database = await createDatabase('sqlite');
  const folder = mkdtempSync(path.join(inject('runDirectory'), 'lines-'));
  const lines = Array.from({ length: 5000 }, (_, i) =>
    JSON.stringify({ title: `Piece ${i}`, text: 'Text.' }),
  );
  writeFileSync(path.join(folder, 'all.jsonl'), lines.join('\n'));
  const child = spawnIbid(['ingest', folder, '--database', database.url]);
  const finished = finish(child);
  await using store = openStore(database.url);
  const isUnderWay = async () =>
    (await store.db
      .selectFrom('article')
      .select('id')
      .executeTakeFirst()
      .catch(() => undefined)) !== undefined;
  while (!(await isUnderWay())) await setTimeout(20);
  child.kill('SIGTERM');
  const { status, stdout, stderr } = await finished;
  expect(status).toBe(143);
  expect(stderr).toMatch(/^ibid: stopped after \d+ documents, 0 of 1 files\n$/);
  const created = Number(/^(\d+) created/.exec(stdout)?.[1]);
  expect(created).toBeGreaterThan(0);
  expect(created).toBeLessThan(5000);
});
