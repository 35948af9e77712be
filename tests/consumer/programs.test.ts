import { cpSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { projectRoot } from '../../src/server/project-root.ts';
import { runTool } from './run-tool.ts';
import { type ServedGraph, serveGraph } from './served-graph.ts';

const consumer = path.join(projectRoot, 'examples', 'consumer');

/** A copy of it with one text of a file replaced by another. */
function copyWith(file: string, before: string, after: string): string {
  const copy = mkdtempSync(path.join(inject('runDirectory'), 'consumer-'));
  cpSync(consumer, copy, { recursive: true });
  symlinkSync(path.join(projectRoot, 'node_modules'), path.join(copy, 'node_modules'));
  const changed = path.join(copy, file);
  const text = readFileSync(changed, 'utf8');
  expect(text).toContain(before);
  writeFileSync(changed, text.replace(before, after));
  return copy;
}

describe("the example's programs", () => {
  let graph: ServedGraph;
  beforeAll(async () => {
    graph = await serveGraph();
  });
  afterAll(() => graph[Symbol.asyncDispose]());

  const run = (program: string, ...args: string[]) =>
    runTool('node', [`src/${program}`, ...args], { cwd: consumer, env: { IBID_URL: graph.url } });

  test('have the types that introspection of the served API gives', async () => {
    const { status, stdout, stderr } = await runTool(
      'graphql-codegen',
      ['--config', 'codegen.ts', '--check'],
      {
        cwd: consumer,
        env: { IBID_URL: graph.url },
      },
    );
    expect([status, stdout + stderr]).toEqual([0, expect.any(String)]);
  });

  test('are well-typed', async () => {
    expect(await runTool('tsc', [], { cwd: consumer })).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  test('with Apollo Client: the latest takes, of two pages', async () => {
    expect(await run('with-apollo.ts')).toEqual({
      status: 0,
      stdout: `\
2020-04-05: on "Rooms" (unknown)
  Every room begins with a door.
2020-03-04: on "Doors and What They Hide" (review.example)
  A door is a table that stands. "A History of Shelves" says why it has to close.
  https://review.example/doors
2020-02-03: on "On the Shape of Tables" (The Journal)
  Tables are square because shelves are. See an earlier piece.
  https://journal.example/tables
2020-01-02: on "A History of Shelves" (The Journal)
  Shelves came before books.
  https://journal.example/shelves
`,
      stderr: '',
    });
  });

  test('with urql: an article, and who refers to it in which sentence', async () => {
    expect(await run('with-urql.ts', 'http://www.journal.example/shelves/')).toEqual({
      status: 0,
      stdout: `\
A History of Shelves, The Journal, 2020-01-02
Shelves came before books.

Referred to by 2:
- Doors and What They Hide, review.example, 2020-03-04
  "A History of Shelves" says why it has to close.
- On the Shape of Tables, The Journal, 2020-02-03
  See an earlier piece.
`,
      stderr: '',
    });
  });

  test('with urql: an address that no article has, and one that is none', async () => {
    const [unknown, wrong] = await Promise.all([
      run('with-urql.ts', 'https://journal.example/cellars'),
      run('with-urql.ts', 'shelves'),
    ]);
    expect(unknown).toEqual({ status: 0, stdout: 'No article has this address.\n', stderr: '' });
    expect(wrong).toMatchObject({ status: 1, stdout: '' });
    expect(wrong.stderr).toMatch(/^BAD_USER_INPUT: [^\n]*"shelves"\n$/);
  });
});

describe('a mistake is found before the program runs', () => {
  test('a field that the printed schema has not, by codegen', async () => {
    const cwd = copyWith('src/with-urql.ts', 'totalCount', 'total');
    const { status, stdout, stderr } = await runTool('graphql-codegen', ['--config', 'codegen.ts'], {
      cwd,
      env: { IBID_SCHEMA: path.join(projectRoot, 'schema', 'schema.graphql') },
    });
    expect(status).toBe(1);
    expect(stdout + stderr).toContain('Cannot query field "total" on type "ReferenceConnection"');
  });

  test('a field that the query does not ask for, by TypeScript', async () => {
    const cwd = copyWith('src/with-urql.ts', 'take.body.excerpt', 'take.body.html');
    const { status, stdout } = await runTool('tsc', [], { cwd });
    expect(status).toBe(1);
    expect(stdout).toMatch(/^src\/with-urql\.ts.* TS2339: Property 'html' does not exist [^\n]*\n$/);
  });
});
