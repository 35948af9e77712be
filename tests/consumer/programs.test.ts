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

  test('with Apollo Client: the latest takes of the sample, of two pages', async () => {
    expect(await run('with-apollo.ts')).toEqual({
      status: 0,
      stdout: `\
2017-06-12: on "Attention Is All You Need" (arXiv)
  A paper on translating German, which is easy to forget. Eight authors, whose order a footnote…
  https://arxiv.org/abs/1706.03762
2014-06-19: on "In Search of an Understandable Consensus Algorithm" (USENIX Annual Technical Conference)
  Understandability was the requirement, and it was tested on people. Forty-three students watched a…
  https://www.usenix.org/conference/atc14/technical-sessions/presentation/ongaro
2012-12-03: on "ImageNet Classification with Deep Convolutional Neural Networks" (Advances in Neural Information Processing Systems)
  Why does the network in the diagram have two storeys? Because a graphics card for gamers had three…
  https://papers.nips.cc/paper/4824-imagenet-classification-with-deep-convolutional-neural-networks
2008-10-31: on "Bitcoin: A Peer-to-Peer Electronic Cash System" (bitcoin.org)
  The word "blockchain" does not occur. Neither does a single paper on distributed consensus among…
  https://bitcoin.org/bitcoin.pdf
2007-10-14: on "Dynamo: Amazon's Highly Available Key-value Store" (ACM Symposium on Operating Systems Principles)
  A customer puts a book into the basket. A tornado is going through the data centre. The book must…
  https://doi.org/10.1145/1294261.1294281
2004-12-06: on "MapReduce: Simplified Data Processing on Large Clusters" (USENIX Symposium on Operating Systems Design and Implementation)
  They killed 200 of 1,746 workers in the middle of a sort, and it finished five per cent late. They…
  https://research.google.com/archive/mapreduce.html
`,
      stderr: '',
    });
  });

  test('with urql: an article, and who refers to it in which sentence', async () => {
    const otherSpelling = 'http://www.theatlantic.com/magazine/archive/1945/07/as-we-may-think/303881';
    expect(await run('with-urql.ts', otherSpelling)).toEqual({
      status: 0,
      stdout: `\
As We May Think, The Atlantic Monthly, 1945-07-01
The memex was a desk with microfilm in it, worked by levers, and nobody ever built one. Ignore the desk. The invention in this essay is the trail: a reader who is curious why the short Turkish bow beat the English long bow ties item to item as he reads, adds a note of his own…

Referred to by 3:
- The Anatomy of a Large-Scale Hypertextual Web Search Engine, Computer Networks and ISDN Systems, 1998-04-01
  The Web had published its links and kept no record of who links to whom; As We May Think had said that a path laid by a reader is worth keeping.
- Information Management: A Proposal, CERN, 1989-03-01
  Of his forebears, Bush wanted the reader to be an author and Engelbart wanted her to be a better one.
- Augmenting Human Intellect: A Conceptual Framework, Stanford Research Institute, 1962-10-01
  Bush is quoted at great length and with gratitude.
`,
      stderr: '',
    });
  });

  test('with urql: an address that no article has, and one that is none', async () => {
    const [unknown, wrong] = await Promise.all([
      run('with-urql.ts', 'https://arxiv.org/abs/1706.99999'),
      run('with-urql.ts', 'memex'),
    ]);
    expect(unknown).toEqual({ status: 0, stdout: 'No article has this address.\n', stderr: '' });
    expect(wrong).toMatchObject({ status: 1, stdout: '' });
    expect(wrong.stderr).toMatch(/^BAD_USER_INPUT: [^\n]*"memex"\n$/);
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
