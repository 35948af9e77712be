import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ingestSampleIfEmpty, sampleFolder } from '../../src/cli/sample.ts';
import { openStore } from '../../src/db/store.ts';
import { ingest } from '../../src/ingest/ingest.ts';
import { createLog } from '../../src/server/log.ts';
import { foundFaults } from '../doctor/found-faults.ts';
import { createTestApp, type TestApp } from '../support/app.ts';
import { engines } from '../support/engines.ts';
import { ReferencesDocument, StatsDocument } from '../support/gql/graphql.ts';

/** What each piece refers to, by the names of their files, in reading order; * where the prose names the title. */
const expected = `
  abstract-data-types: *decomposing-systems, axiomatic-basis
  access-path: relational-model, *combinatorial-problems
  alexnet: *back-propagation, *attention
  as-we-may-think: *augmenting-intellect, web-proposal, web-search-engine
  attention: alexnet, *mathematical-theory, *machinery-and-intelligence
  augmenting-intellect: as-we-may-think, *man-computer-symbiosis
  axiomatic-basis: *goto-harmful, abstract-data-types, *trusting-trust
  back-propagation: *alexnet, machinery-and-intelligence
  bitcoin: *byzantine-generals, time-clocks, new-directions
  byzantine-generals: rsa, bitcoin, *time-clocks
  combinatorial-problems: *theorem-proving, rsa
  computable-numbers: lisp, *edvac, theorem-proving
  decomposing-systems: *the-multiprogramming, unix, abstract-data-types
  dynamo: *time-clocks, *transaction-concept, relational-model, google-file-system
  edvac: computable-numbers, *liberated-programming
  end-to-end: *packet-network, google-file-system, mathematical-theory
  google-file-system: *end-to-end, unix, *mapreduce, part-time-parliament
  goto-harmful: axiomatic-basis, *structured-goto
  impossibility: computable-numbers, *part-time-parliament, raft, byzantine-generals
  liberated-programming: *edvac, lisp, goto-harmful, mapreduce
  lisp: computable-numbers, mapreduce, *worse-is-better
  literate-programming: unix, decomposing-systems, *structured-goto
  machinery-and-intelligence: computable-numbers, *back-propagation, man-computer-symbiosis
  man-computer-symbiosis: unix, packet-network, *augmenting-intellect
  mapreduce: lisp, liberated-programming, *google-file-system, relational-model, *access-path
  mathematical-theory: *attention, packet-network
  new-directions: *rsa, mathematical-theory, theorem-proving, combinatorial-problems
  no-silver-bullet: *abstract-data-types, *worse-is-better, decomposing-systems
  packet-network: *end-to-end, web-proposal
  part-time-parliament: impossibility, *byzantine-generals, time-clocks, *raft
  raft: impossibility, *part-time-parliament, time-clocks, decomposing-systems
  relational-model: *access-path, *transaction-concept, decomposing-systems
  rsa: *new-directions, bitcoin, byzantine-generals
  sketchpad: abstract-data-types, mathematical-theory
  structured-goto: *goto-harmful, axiomatic-basis, *literate-programming
  the-multiprogramming: time-clocks, *unix
  theorem-proving: computable-numbers, *combinatorial-problems, new-directions
  time-clocks: *part-time-parliament, byzantine-generals, dynamo
  transaction-concept: abstract-data-types, *google-file-system, bitcoin, relational-model
  trusting-trust: *axiomatic-basis, rsa, *unix
  unix: the-multiprogramming, *worse-is-better, trusting-trust
  web-proposal: *web-search-engine, as-we-may-think, augmenting-intellect, *end-to-end
  web-search-engine: web-proposal, *as-we-may-think, *google-file-system
  worse-is-better: lisp, unix, web-proposal, *no-silver-bullet
`
  .trim()
  .split('\n')
  .map((line) => line.trim());

const silent = createLog('silent', process.stderr);
const files = readdirSync(sampleFolder).map((name) => path.join(sampleFolder, name));
const fileOfTitle = new Map(
  files
    .filter((file) => file.endsWith('.md'))
    .map((file) => [
      /^title: (['"]?)(.*)\1$/m.exec(readFileSync(file, 'utf8'))![2],
      path.basename(file, '.md'),
    ]),
);

async function referencesIn(app: TestApp): Promise<string[]> {
  const { articles } = await app.execute(ReferencesDocument, {});
  return articles.nodes
    .map(({ title, references }) => {
      const targets = references.edges.map(
        ({ node, reference }) =>
          (reference.detectedBy === 'TITLE' ? '*' : '') + (fileOfTitle.get(node.title) ?? node.title),
      );
      return `${fileOfTitle.get(title) ?? title}: ${targets.join(', ')}`;
    })
    .sort();
}

/** The first query of the README and the answer that stands below it. */
function readmeExample(): { query: string; answer: unknown } {
  const readme = readFileSync('README.md', 'utf8');
  const block = (language: string) => new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(readme)?.[1] ?? '';
  return { query: block('graphql'), answer: JSON.parse(block('json')) };
}

describe.each(engines)('the sample on %s', (engine) => {
  test('is ingested whole, and its references are these', async () => {
    await using app = await createTestApp({ engine });
    await using store = openStore(app.databaseUrl);
    expect(await ingestSampleIfEmpty(store, silent)).toMatchObject({
      created: 66,
      updated: 0,
      unchanged: 0,
      failed: 0,
      references: 132,
      problems: [],
    });
    const { stats } = await app.execute(StatsDocument);
    expect(stats).toEqual({
      articles: 44,
      takes: 44,
      topics: 22,
      people: 76,
      publishers: 32,
      crossReferences: 132,
    });
    const references = await referencesIn(app);
    expect(references).toEqual(expected);
    const targets = references.flatMap((line) => line.replace(/.*?: /, '').split(', '));
    const byTitle = targets.filter((target) => target.startsWith('*')).length;
    expect({ byLink: targets.length - byTitle, byTitle }).toEqual({ byLink: 76, byTitle: 56 });
    expect(await foundFaults(app.databaseUrl)).toEqual([]);

    const { query, answer } = readmeExample();
    const url = `http://localhost/graphql?query=${encodeURIComponent(query)}`;
    expect(await (await app.app.fetch(new Request(url))).json()).toMatchObject(answer as object);

    expect(await ingestSampleIfEmpty(store, silent)).toBeNull();
  });

  test('is not there in a package without it, and is left out where the store holds something', async () => {
    await using app = await createTestApp({ engine });
    await using store = openStore(app.databaseUrl);
    expect(await ingestSampleIfEmpty(store, silent, path.join(app.folder, 'sample'))).toBeNull();
    await app.publish({ 'topics.jsonl': '{"type": "topic", "name": "Shelves"}' });
    expect(await ingestSampleIfEmpty(store, silent)).toBeNull();
    await app.publish({ 'a.md': '---\ntitle: On the Shape of Tables\n---\n\nSquare.\n' });
    expect(await ingestSampleIfEmpty(store, silent)).toBeNull();
    const { stats } = await app.execute(StatsDocument);
    expect(stats).toMatchObject({ articles: 1, topics: 1 });
  });

  test('is completed where a first start was ended half-way, to the same graph whatever came first', async () => {
    await using app = await createTestApp({ engine });
    await using store = openStore(app.databaseUrl);
    const last = files.filter((file) => file.endsWith('.md')).slice(-30);
    expect(await ingest(store, last.toReversed())).toMatchObject({ created: 30, problems: [] });
    expect(await ingestSampleIfEmpty(store, silent)).toMatchObject({ created: 36, unchanged: 30 });
    expect(await referencesIn(app)).toEqual(expected);
  });
});
