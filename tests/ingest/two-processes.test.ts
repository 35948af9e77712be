import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { IngestReport } from '../../src/ingest/report.ts';
import { foundFaults } from '../doctor/found-faults.ts';
import { type Finished, runIbid } from '../cli/ibid-process.ts';
import { createTestApp, type TestApp } from '../support/app.ts';
import { engines } from '../support/engines.ts';
import { listGraph, markdown } from './documents.ts';

const size = 24;
const title = (i: number) => `Piece number ${i} on the keeping of time`;
const url = (i: number) => `https://journal.example/${i}`;

/** Every piece links one of the other half, names another one, and shares a topic and an author with all. */
const documents = Object.fromEntries(
  Array.from({ length: size }, (_, i) => {
    const [linked, named] = [(i + 1) % size, (i + 7) % size];
    const facts = {
      title: title(i),
      url: url(i),
      topics: ['Time', `Topic ${i % 3}`],
      authors: ['Ada', `Author ${i % 5}`],
    };
    return [`${i % 2}/${i}.md`, markdown(facts, `See [this](${url(linked)}), and ${title(named)} too.`)];
  }),
);

const ingestByProcess = (app: TestApp, folder: string): Promise<Finished> =>
  runIbid(['ingest', path.join(app.folder, folder), '--json'], { DATABASE_URL: app.databaseUrl });

describe.each(engines)('two processes at once on %s', (engine) => {
  it('store halves of a set that refer to each other, without a failure or a lost reference', async () => {
    await using app = await createTestApp({ engine });
    await app.write(documents);
    const processes = await Promise.all([ingestByProcess(app, '0'), ingestByProcess(app, '1')]);
    for (const { status, stderr } of processes) expect([status, stderr]).toEqual([0, '']);
    const reports = processes.map(({ stdout }) => JSON.parse(stdout) as IngestReport);
    for (const report of reports) {
      expect(report).toMatchObject({ created: size / 2, updated: 0, unchanged: 0, failed: 0, problems: [] });
    }
    expect(reports[0]!.references + reports[1]!.references).toBe(2 * size);

    const { stats, topics: described, articles } = await listGraph(app);
    expect(stats).toMatchObject({
      articles: size,
      takes: size,
      topics: 4,
      people: 6,
      crossReferences: 2 * size,
    });
    const edges = articles.flatMap((article) =>
      article.references.nodes.map((node) => `${article.title}: ${node.title}`),
    );
    const wanted = Array.from({ length: size }, (_, i) =>
      [1, 7].map((step) => `${title(i)}: ${title((i + step) % size)}`),
    );
    expect(edges.sort()).toEqual(wanted.flat().sort());
    for (const { referenceCount, referencedByCount, topics } of articles) {
      expect([referenceCount, referencedByCount]).toEqual([2, 2]);
      expect(topics.edges.find(({ node }) => node.name === 'Time')!.node.articleCount).toBe(size);
    }
    expect(await foundFaults(app.databaseUrl)).toEqual([]);
    await using other = await createTestApp({ engine });
    await other.write(documents);
    for (const folder of ['0', '1']) await other.ingest([folder]);
    expect(JSON.stringify(await listGraph(other))).toBe(
      JSON.stringify({ stats, topics: described, articles }),
    );
  });

  it('store the same set, each document once', async () => {
    await using app = await createTestApp({ engine });
    await app.write(documents);
    const processes = await Promise.all([ingestByProcess(app, '.'), ingestByProcess(app, '.')]);
    for (const { status, stderr } of processes) expect([status, stderr]).toEqual([0, '']);
    const reports = processes.map(({ stdout }) => JSON.parse(stdout) as IngestReport);
    expect(reports[0]!.created + reports[1]!.created).toBe(size);
    expect(reports[0]!.unchanged + reports[1]!.unchanged).toBe(size);
    expect((await listGraph(app)).stats).toMatchObject({
      articles: size,
      takes: size,
      crossReferences: 2 * size,
    });
  });
});
