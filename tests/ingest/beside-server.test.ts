import { describe, expect, it } from 'vitest';
import type { IngestReport } from '../../src/ingest/report.ts';
import { runIbid, type Serving, startIbid } from '../cli/ibid-process.ts';
import { foundFaults } from '../doctor/found-faults.ts';
import { createTestApp } from '../support/app.ts';
import { engines } from '../support/engines.ts';
import { markdown } from './documents.ts';

/** So many that they take several transactions. */
const size = 90;
const url = (i: number) => `https://journal.example/${i}`;

const numbers = Array.from({ length: size }, (_, i) => i);
/** Those that had an earlier version. */
const edited = numbers.filter((i) => i % 2 === 0);

/** Every piece links others, so many numbers further. */
const documents = (pieces: readonly number[], steps: readonly number[]) =>
  Object.fromEntries(
    pieces.map((i) => {
      const links = steps.map((step) => `[this](${url((i + step) % size)})`);
      const facts = { title: `Piece number ${i} on the keeping of time`, url: url(i), topics: ['Time'] };
      return [`${i}.md`, markdown(facts, links.join(' and '))];
    }),
  );

const query = `{
  stats { articles takes crossReferences }
  articles(first: 100) {
    totalCount
    nodes {
      takeCount
      takes(first: 5) { totalCount nodes { body { html } } }
      referenceCount
      references(first: 10) { totalCount nodes { title } }
      referencedByCount
      referencedBy(first: 10) { totalCount nodes { title } }
    }
  }
}`;

interface List {
  totalCount: number;
  nodes: unknown[];
}

interface Answer {
  errors?: unknown;
  data: {
    stats: { articles: number; takes: number; crossReferences: number };
    articles: {
      totalCount: number;
      nodes: {
        takeCount: number;
        takes: List;
        referenceCount: number;
        references: List;
        referencedByCount: number;
        referencedBy: List;
      }[];
    };
  };
}

async function ask(server: Serving): Promise<Answer> {
  const response = await fetch(`${server.origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${response.status}: ${text}`);
  return JSON.parse(text) as Answer;
}

describe.each(engines)('an ingest beside a server on %s', (engine) => {
  it('fails no request; what was there once stays', async () => {
    await using app = await createTestApp({ engine });
    const env = { DATABASE_URL: app.databaseUrl, LOG_LEVEL: 'silent' };
    await app.publish(documents(edited, [1]));
    await app.write(documents(numbers, [1, 7]));
    await using server = await startIbid([], env);
    const answers: Answer[] = [];
    const over = new AbortController();
    const client = (async () => {
      while (!over.signal.aborted) answers.push(await ask(server));
    })();
    const { status, stdout, stderr } = await runIbid(['ingest', app.folder, '--json'], env);
    expect([status, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout) as IngestReport).toMatchObject({
      created: size - edited.length,
      updated: edited.length,
      failed: 0,
      problems: [],
    });
    over.abort();
    await client;

    expect(answers.filter((answer) => answer.errors)).toEqual([]);
    for (const count of ['articles', 'crossReferences'] as const) {
      const counts = answers.map(({ data }) => data.stats[count]);
      expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    }
    const steps = new Set(answers.map(({ data }) => data.stats.crossReferences));
    expect(steps.size, 'the client saw the ingest under way').toBeGreaterThan(2);

    // Each statement of a request sees the store as it is then, so only what is asked afterwards is of one moment.
    const { data } = await ask(server);
    expect(data.stats).toEqual({ articles: size, takes: size, crossReferences: 2 * size });
    for (const article of data.articles.nodes) {
      expect([article.takeCount, article.takes.totalCount, article.takes.nodes.length]).toEqual([1, 1, 1]);
      for (const [count, list] of [
        [article.referenceCount, article.references],
        [article.referencedByCount, article.referencedBy],
      ] as const) {
        expect([count, list.totalCount, list.nodes.length]).toEqual([2, 2, 2]);
      }
    }
    expect(await foundFaults(app.databaseUrl)).toEqual([]);
  });
});
