import { parseArgs } from 'node:util';
import { cleanStatedBody } from '../src/read/clean-stated-body.ts';
import { migrateToLatest } from '../src/db/migrate.ts';
import { openStore, type Store } from '../src/db/store.ts';
import { findMentions, TextToSearch } from '../src/detect/mentions.ts';
import { titleForm } from '../src/detect/title.ts';
import { searchForTitles } from '../src/reference/mention.writes.ts';
import { titleLookup } from '../src/reference/title.queries.ts';
import { DataSet } from './data-set.ts';
import { startPostgres } from './postgres-server.ts';
import { type Engine, engines, ensureStore, parseSize } from './stores.ts';

/*
 * What detection costs in stores of several sizes: to find the known titles in a text of 5 kB, and to find a new title in
 * the takes that are there. Nothing stays in the stores.
 */

const { values } = parseArgs({
  args: process.argv.slice(2),
  options: {
    sizes: { type: 'string', default: '1k,10k,100k' },
    engines: { type: 'string', default: 'sqlite' },
  },
});
const sizes = values.sizes.split(',').map(parseSize);
const wanted = values.engines.split(',') as Engine[];
if (!wanted.every((engine) => engines.includes(engine))) throw new Error(`Engines: ${engines.join(', ')}`);

const textLength = 5_000;
const texts = 300;
const titles = 200;

class NotStored extends Error {}

await using server = wanted.includes('postgres') ? await startPostgres() : undefined;
console.log('| store | titles | text of 5 kB, ms: median, p95 | new title, ms: median, p95 | memory, MB |');
console.log('| --- | --- | --- | --- | --- |');
for (const engine of wanted) {
  for (const size of sizes) {
    const url = await ensureStore(engine, size, server);
    await migrateToLatest(url);
    await using store = openStore(url);
    const { count } = await store.db
      .selectFrom('title')
      .select(({ fn }) => fn.max<number>('id').as('count'))
      .executeTakeFirstOrThrow();
    // Once to warm up.
    await timeTexts(store, size);
    const forward = await timeTexts(store, size);
    const back = await timeTitles(store, size);
    const megabytes = Math.round(process.memoryUsage().rss / 2 ** 20);
    console.log(`| ${engine} ${size} | ${count} | ${told(forward)} | ${told(back)} | ${megabytes} |`);
  }
}

/** Texts that name what is in the store, also by titles; what reads Markdown is not part of it. */
async function timeTexts(store: Store, size: number): Promise<number[]> {
  const data = new DataSet(size);
  const times: number[] = [];
  for (let i = 0; i < texts; i++) {
    let markdown = '';
    for (let j = 0; markdown.length < textLength; j++)
      markdown += `${data.document((i * 7919 + j * 104_729) % size).line.markdown}\n\n`;
    const body = cleanStatedBody({ markdown: markdown.slice(0, textLength) })!;
    const start = performance.now();
    await findMentions([new TextToSearch(body)], titleLookup(store.db));
    times.push(performance.now() - start);
  }
  return times;
}

/** Titles that stand in one take or a few: four words of a text in a row. */
async function timeTitles(store: Store, size: number): Promise<number[]> {
  const data = new DataSet(size);
  const times: number[] = [];
  for (let i = 0; i < titles; i++) {
    const { markdown } = data.document((i * 15_485_863) % size).line;
    const spelling = /(?:[a-z]+ ){3}[a-z]+/.exec(markdown)?.[0];
    if (!spelling) continue;
    try {
      await store.write(async (trx) => {
        const form = titleForm(spelling);
        const { id } = await trx
          .insertInto('title')
          .values({ ...form, eligible: Number(form.eligible) })
          .onConflict((conflict) => conflict.column('normal').doUpdateSet({ normal: form.normal }))
          .returning('id')
          .executeTakeFirstOrThrow();
        const start = performance.now();
        await searchForTitles(trx, [id], () => false);
        times.push(performance.now() - start);
        throw new NotStored();
      });
    } catch (error) {
      if (!(error instanceof NotStored)) throw error;
    }
  }
  return times;
}

function told(times: number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (part: number) => sorted[Math.floor(sorted.length * part)]!.toFixed(2);
  return `${at(0.5)}, ${at(0.95)}`;
}
