import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { migrate } from '../../../src/db/migrate.ts';
import { openStore, type Store } from '../../../src/db/store.ts';
import { detectInFiles } from '../../../src/ingest/detect-documents.ts';
import { ingest } from '../../../src/ingest/ingest.ts';
import { type ListedArticle, listStore } from '../listing.ts';
import { compareEdges, sampleTitles } from '../references.ts';
import { reportKeywords } from './keywords.ts';
import { type NamedPair, namedPairs, withoutLinks } from './named-pairs.ts';
import { composeCorpus } from './synthetic.ts';

/*
 * `npm run accept -- detect SOURCE…`: how well references are found. Of the sources as they are; of the same with the
 * text in place of each link; and of a corpus that is composed with known answers. And how well topics are.
 */

const { values, positionals } = parseArgs({
  args: process.argv.slice(3),
  allowPositionals: true,
  options: {
    edges: { type: 'string' },
    titles: { type: 'string' },
    seed: { type: 'string', default: '1' },
  },
});
if (positionals.length === 0) {
  console.error(`npm run accept -- detect SOURCE… [--edges FILE] [--titles FILE] [--seed N]

  --edges FILE   lines "source URL, tab, target URL" after a heading: the LINK references that are right
  --titles FILE  writes 100 TITLE references, drawn by the seed (1), with their sentences, for a reader to judge`);
  process.exit(2);
}

const seed = Number(values.seed);
const folder = mkdtempSync(path.join(tmpdir(), 'ibid-accept-'));
const checks: boolean[] = [];
try {
  console.log('1. As they are');
  const articles = await listingOf(positionals, 'as-it-is');
  if (values.edges) checks.push(compareEdges(articles, readFileSync(values.edges, 'utf8')));

  console.log('2. With the text in place of each link');
  const plain = path.join(folder, 'plain');
  const written = await withoutLinks(positionals, plain);
  console.log(`   ${written} Markdown documents`);
  if (written > 0) {
    const pairs = await namedPairs(positionals, articles);
    await usingStore([plain], 'plain', async (store) => {
      const found = await detectedPairs(store, plain);
      checks.push(...reportNamed(pairs, found));
    });
  }

  console.log('3. References found by titles, drawn');
  const titles = articles.flatMap(({ references }) =>
    references.edges.filter(({ reference }) => reference.detectedBy === 'TITLE'),
  );
  if (values.titles) {
    writeFileSync(values.titles, sampleTitles(articles, 100, seed));
    console.log(
      `   ${Math.min(100, titles.length)} of ${titles.length} in ${values.titles}, for a reader to judge`,
    );
  } else console.log(`   ${titles.length}; --titles FILE draws 100`);

  console.log('4. A composed corpus');
  const composed = composeCorpus(seed);
  const synthetic = path.join(folder, 'composed.jsonl');
  writeFileSync(synthetic, composed.lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const listed = await listingOf([synthetic], 'composed');
  checks.push(reportComposed(composed.expected, listed));

  console.log('5. Topics that documents state, found in their texts');
  await reportKeywords(positionals);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = checks.every(Boolean) ? 0 : 1;

async function usingStore<T>(
  sources: readonly string[],
  name: string,
  work: (store: Store, url: string) => Promise<T>,
): Promise<T> {
  const url = `sqlite:${path.join(folder, `${name}.db`)}`;
  await using store = openStore(url);
  await migrate(store);
  const { created, failed, references } = await ingest(store, sources);
  console.log(`   ${created} created, ${failed} failed, ${references} references`);
  return await work(store, url);
}

async function listingOf(sources: readonly string[], name: string): Promise<ListedArticle[]> {
  const { articles } = await usingStore(sources, name, listStore);
  return articles;
}

/** What is detected in the documents of a folder, as "file name, tab, target's address", and whether it is sure. */
async function detectedPairs(store: Store, sources: string): Promise<Map<string, boolean>> {
  const found = new Map<string, boolean>();
  const { db } = store;
  for await (const { source, references } of detectInFiles(db, [sources], {})) {
    for (const { articleId, isReference } of references) {
      const { url } = await db
        .selectFrom('article')
        .select('url')
        .where('id', '=', articleId)
        .executeTakeFirstOrThrow();
      found.set(`${path.basename(source)}\t${url}`, isReference);
    }
  }
  return found;
}

function reportNamed(pairs: readonly NamedPair[], found: ReadonlyMap<string, boolean>): boolean[] {
  const grouped = Object.groupBy(pairs, ({ kind }) => kind);
  const { sure = [], unsure = [], ineligible = [] } = grouped;
  const isFound = ({ file, target }: NamedPair) => found.get(`${file}\t${target}`);
  const asReference = sure.filter((pair) => isFound(pair) === true);
  // A place that is not sure may be one of several.
  const asSuggestion = unsure.filter((pair) => isFound(pair) !== undefined);
  console.log(`   ${pairs.length} pairs by links whose text is the target's title:`);
  console.log(`   sure: ${share(asReference.length, sure.length)} found as references`);
  for (const pair of sure.filter((each) => isFound(each) !== true).slice(0, 10)) printMissing(pair);
  console.log(`   eligible but unsure: ${share(asSuggestion.length, unsure.length)} given`);
  for (const pair of unsure.filter((each) => isFound(each) === undefined).slice(0, 10)) printMissing(pair);
  const reasons = Object.entries(Object.groupBy(ineligible, ({ why }) => why));
  const told = reasons.map(([why, list]) => `${list!.length} ${why}`).join(', ');
  console.log(`   ineligible: ${ineligible.length}${told && ` (${told})`}`);
  return [asReference.length >= sure.length * 0.95, asSuggestion.length >= unsure.length * 0.95];
}

function printMissing({ file, target, title, why }: NamedPair): void {
  console.log(`     missing in ${file}: ${title} (${why}) ${target}`);
}

function reportComposed(expected: ReadonlySet<string>, articles: readonly ListedArticle[]): boolean {
  const found = new Set(
    articles.flatMap((article) =>
      article.references.edges.map(
        ({ node, reference }) => `${article.url}\t${node.url}\t${reference.detectedBy}`,
      ),
    ),
  );
  const right = found.intersection(expected).size;
  console.log(`   ${expected.size} references stated, ${found.size} found`);
  console.log(`   precision ${share(right, found.size)}, recall ${share(right, expected.size)}`);
  for (const edge of [...found.difference(expected)].slice(0, 5)) console.log(`     too many: ${edge}`);
  for (const edge of [...expected.difference(found)].slice(0, 5)) console.log(`     missing: ${edge}`);
  return right >= found.size * 0.99 && right >= expected.size * 0.99;
}

function share(part: number, whole: number): string {
  return `${part} of ${whole}${whole === 0 ? '' : ` = ${(part / whole).toFixed(3)}`}`;
}
