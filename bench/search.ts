import { parseArgs } from 'node:util';
import { facetBuckets } from '../src/article/facet.queries.ts';
import { openStore } from '../src/db/store.ts';
import { searchTokensOf } from '../src/identity/tokens.ts';
import { parseQuery } from '../src/search/parse-query.ts';
import { countHits, rankedHits, type Search } from '../src/search/search.queries.ts';
import { suggestions } from '../src/search/suggest.queries.ts';
import { prepareStore } from '../src/reference/prepare-store.ts';
import type { TextKind } from '../src/text-index/text-id.ts';
import { DataSet } from './data-set.ts';
import { startPostgres } from './postgres-server.ts';
import { type Engine, engines, ensureStore, parseSize } from './stores.ts';

/*
 * What searches, suggestions and facets take in stores of several sizes, milliseconds of the database's side: median and 95th of a
 * hundred, each asked for the first time, after as many others.
 */

const { values } = parseArgs({
  args: process.argv.slice(2),
  options: {
    sizes: { type: 'string', default: '10k,100k' },
    engines: { type: 'string', default: 'sqlite' },
  },
});
const sizes = values.sizes.split(',').map(parseSize);
const wanted = values.engines.split(',') as Engine[];
if (!wanted.every((engine) => engines.includes(engine))) throw new Error(`Engines: ${engines.join(', ')}`);

const asked = 100;
const kinds: TextKind[] = ['ARTICLE', 'TAKE', 'TOPIC', 'PERSON'];
const facets = ['PUBLISHER', 'AUTHOR', 'TOPIC', 'YEAR', 'LANGUAGE'] as const;

await using server = wanted.includes('postgres') ? await startPostgres() : undefined;
for (const engine of wanted) {
  for (const size of sizes) {
    const url = await ensureStore(engine, size, server);
    await using store = openStore(url);
    await prepareStore(store);
    const { db } = store;
    console.log(`\n${engine} ${size}: ms, median and 95th\n`);
    const data = new DataSet(size);
    for (const [what, queries] of Object.entries(queriesFor(data, size))) {
      const searches = queries.map((query): Search => ({ query: parseQuery(query)!, kinds }));
      const hits = await time(searches, (search) => rankedHits(db, search, 21));
      const counts = await time(searches, (search) => countHits(db, search));
      console.log(
        `${what}, as “${queries.at(-1)}”: hits ${hits.told}, count ${counts.told} (${counts.last})`,
      );
    }
    for (const length of [1, 2, 3, 6]) {
      const prefixes = Array.from({ length: 2 * asked }, (_, i) => titleOf(data, size, i).slice(0, length));
      const suggested = await time(prefixes, (prefix) => suggestions(db, prefix, new Set(kinds), 8));
      console.log(`suggest for ${length} characters, as “${prefixes.at(-1)}”: ${suggested.told}`);
    }
    for (const facet of facets) {
      const counted = await time(Array(6).fill(facet), (one: typeof facet) => facetBuckets(db, one, 10));
      console.log(`facet ${facet} of all: ${counted.told}`);
    }
  }
}

function wordsOf(data: DataSet, size: number, i: number): string[] {
  const { markdown } = data.document((i * 7919) % size).line;
  return searchTokensOf(markdown).map((token) => token.text);
}

function titleOf(data: DataSet, size: number, i: number): string {
  return data.document((i * 15_485_863) % size).line.title;
}

/** Twice as many as are measured: the first half is to warm up. */
function queriesFor(data: DataSet, size: number): Record<string, string[]> {
  const texts = Array.from({ length: 2 * asked }, (_, i) => wordsOf(data, size, i));
  const frequency = new Map<string, number>();
  for (const words of texts)
    for (const word of new Set(words)) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  const byFrequency = [...frequency].sort((a, b) => b[1] - a[1]).map(([word]) => word);
  const rising = (words: readonly string[]) =>
    [...new Set(words)].sort((a, b) => frequency.get(a)! - frequency.get(b)!);
  const middle = (words: readonly string[]) => words[Math.floor(words.length / 2)]!;
  return {
    'the commonest word': texts.map(() => byFrequency[0]!),
    'two common words': texts.map((_, i) => `${byFrequency[i % 10]} ${byFrequency[10 + (i % 10)]}`),
    'a word in the middle': texts.map((words) => middle(rising(words))),
    'the four rarest words of a text': texts.map((words) => rising(words).slice(0, 4).join(' ')),
    'a phrase of three words': texts.map((words) => `"${words.slice(20, 23).join(' ')}"`),
    'the beginning of a word': texts.map((words) => `${middle(rising(words)).slice(0, 3)}*`),
  };
}

/** The second half of them, measured. */
async function time<Item, Answer>(
  items: readonly Item[],
  work: (item: Item) => Promise<Answer>,
): Promise<{ told: string; last: Answer | undefined }> {
  const times: number[] = [];
  let last: Answer | undefined;
  for (const [i, item] of items.entries()) {
    const start = performance.now();
    last = await work(item);
    if (i >= items.length / 2) times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const at = (part: number) => times[Math.floor(times.length * part)]!.toFixed(1);
  return { told: `${at(0.5)}, ${at(0.95)}`, last };
}
