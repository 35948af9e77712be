import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { openStore } from '../src/db/store.ts';
import { appOver, ask } from '../tools/accept/listing.ts';
import { GraphData } from './graph-data.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';
import { type Engine, engines, ensureFilled, parseSize } from './stores.ts';
import { Random } from './text/random.ts';

/*
 * What related articles, paths, neighbourhoods and topic pages take in graphs of several sizes: milliseconds from the request to its
 * answer, in this process, each after as many others, for the first time and again; and for how long the event loop was held meanwhile.
 */

const { values } = parseArgs({
  args: process.argv.slice(2),
  options: {
    sizes: { type: 'string', default: '10k,100k' },
    engines: { type: 'string', default: 'sqlite' },
    asked: { type: 'string', default: '40' },
  },
});
const sizes = values.sizes.split(',').map(parseSize);
const wanted = values.engines.split(',') as Engine[];
if (!wanted.every((engine) => engines.includes(engine))) throw new Error(`Engines: ${engines.join(', ')}`);
const asked = Number(values.asked);

await using server = wanted.includes('postgres') ? await startPostgres() : undefined;
for (const size of sizes) {
  const data = new GraphData(size);
  for (const engine of wanted) {
    const url = await ensureGraph(engine, data, server);
    await using store = openStore(url);
    await using app = appOver(store, url);
    console.log(
      `\n${engine}, ${size} articles: ms, median and 95th, for the first time and again; event loop held at most\n`,
    );
    const idsOf = async (rowIds: readonly number[]) => {
      const rows = await store.db
        .selectFrom('article')
        .select(['id', 'uid'])
        .where('id', 'in', rowIds)
        .execute();
      const uids = new Map(rows.map((row) => [row.id, Buffer.from(`Article:${row.uid}`).toString('base64')]));
      return rowIds.map((id) => uids.get(id)!);
    };
    const random = new Random('asked', size);
    const some = () => idsOf(Array.from({ length: 2 * asked }, () => random.between(1, size - 100)));
    const hubs = await idsOf(Array.from({ length: 2 * asked }, (_, i) => data.hubs[i % data.hubs.length]!));
    const [ones, others] = [await some(), await some()];

    const related = `query ($id: ID!) { node(id: $id) { ... on Article { related(first: 10) {
      edges { score node { title } reasons { signal contribution references { id } topics { name } terms } } } } } }`;
    await time('related', ones, (id) => ask(app, related, { id }));
    await time('related of a hub', hubs, (id) => ask(app, related, { id }));
    const listed = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Article { related(first: 3) { nodes { title } } } } }`;
    await time('related of 20 articles', chunks(await some(), 20), (ids) => ask(app, listed, { ids }));

    const path = `query ($from: ID!, $to: ID!, $direction: PathDirection) {
      path(from: $from, to: $to, direction: $direction) { length references { source { title } target { title } } } }`;
    for (const direction of ['ANY', 'FORWARD', 'BACKWARD'])
      await time(
        `path ${direction}`,
        ones.map((from, i) => ({ from, to: others[i]!, direction })),
        (variables) => ask(app, path, variables),
      );
    await time(
      'path between hubs',
      hubs.map((from, i) => ({ from, to: hubs[(i + 1) % hubs.length]! })),
      (variables) => ask(app, path, variables),
    );
    await time(
      'path from a hub',
      hubs.map((from, i) => ({ from, to: ones[i]! })),
      (variables) => ask(app, path, variables),
    );

    const around = `query ($id: ID!, $depth: Int) { neighborhood(of: $id, depth: $depth, limit: 200) {
      articles { title } references { source { id } target { id } } truncated } }`;
    for (const depth of [1, 2, 3])
      await time(`neighborhood(200) to depth ${depth}`, await some(), (id) =>
        ask(app, around, { id, depth }),
      );
    await time('neighborhood(200) of a hub', hubs, (id) => ask(app, around, { id, depth: 2 }));

    const topics = Array.from({ length: 2 * asked }, (_, i) => `topic-${(i * 7) % 300}`);
    const topic = (fields: string) => (slug: string) =>
      ask(app, `query ($slug: String!) { topic(by: { slug: $slug }) { ${fields} } }`, { slug });
    const article = 'count article { title }';
    await time('mostReferenced', topics, topic(`mostReferenced { ${article} }`));
    await time(
      'mostReferenced of a year',
      topics,
      topic(`mostReferenced(since: "2023-01-01") { ${article} }`),
    );
    await time('adjacent', topics, topic('adjacent { similarity topic { name } }'));
  }
}

/** The graph of this size, filled if it is not there yet. */
async function ensureGraph(
  engine: Engine,
  data: GraphData,
  postgres: PostgresServer | undefined,
): Promise<string> {
  const { size } = data;
  async function* batches() {
    yield* data.batches();
  }
  return ensureFilled(engine, { file: `graph-${size}.db`, database: `graph_${size}` }, batches, postgres);
}

function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  );
}

/** The second half of them, measured twice: for the first time, and again. What ends at its budget is an answer. */
async function time<Item>(
  what: string,
  items: readonly Item[],
  work: (item: Item) => Promise<unknown>,
): Promise<void> {
  const half = Math.floor(items.length / 2);
  await timesOf(items.slice(0, half), work);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const first = await timesOf(items.slice(half), work);
  const again = await timesOf(items.slice(half), work);
  delay.disable();
  const budget = first.ended > 0 ? `; ${first.ended} of ${first.times.length} ended at the budget` : '';
  console.log(
    `${what}: ${told(first.times)}; again ${told(again.times)}; ${(delay.max / 1e6).toFixed(0)}${budget}`,
  );
}

async function timesOf<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<unknown>,
): Promise<{ times: number[]; ended: number }> {
  const times: number[] = [];
  let ended = 0;
  for (const item of items) {
    const start = performance.now();
    try {
      await work(item);
    } catch (error) {
      if (!String(error).includes('to be looked at')) throw error;
      ended++;
    }
    times.push(performance.now() - start);
  }
  return { times: times.sort((a, b) => a - b), ended };
}

function told(times: readonly number[]): string {
  const at = (part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))]!.toFixed(1);
  return `${at(0.5)}, ${at(0.95)}`;
}
