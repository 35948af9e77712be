import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { migrate } from '../../src/db/migrate.ts';
import { openStore, type Store } from '../../src/db/store.ts';
import { findFiles } from '../../src/read/find-files.ts';
import { ingest } from '../../src/ingest/ingest.ts';
import { describeReport, emptyReport, type IngestReport } from '../../src/ingest/report.ts';
import { fingerprintOf } from './fingerprint.ts';
import { listStore } from './listing.ts';
import { compareEdges, sampleTitles } from './references.ts';
import { shuffled } from './random.ts';

const usage = `npm run accept -- SOURCE… runs Ibid on real input and prints what it found.

  --database URL   an empty store; by default a temporary SQLite file
  --seed N         shuffles the files, and draws the sample
  --runs N         divides the files into so many ingests (1)
  --edges FILE     lines "source URL, tab, target URL" after a heading: the LINK references that are right
  --titles FILE    writes 50 TITLE references, drawn by the seed (1), with the words around, for a reader to judge
  --again          ingests everything a second time, which must write nothing and fail in the same way
  --listing FILE   writes every article with its references, without ids and times`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    database: { type: 'string' },
    seed: { type: 'string' },
    runs: { type: 'string', default: '1' },
    edges: { type: 'string' },
    titles: { type: 'string' },
    listing: { type: 'string' },
    again: { type: 'boolean', default: false },
  },
});
if (positionals.length === 0) {
  console.error(usage);
  process.exit(2);
}

const folder = mkdtempSync(path.join(tmpdir(), 'ibid-accept-'));
const url = values.database ?? `sqlite:${path.join(folder, 'ibid.db')}`;
const seed = values.seed === undefined ? null : Number(values.seed);
let isAsExpected = true;
try {
  await using store = openStore(url);
  await migrate(store);
  const found = (await findFiles(positionals)).files.map((file) => file.path);
  const files = seed === null ? found : shuffled(found, seed);
  const runs = Math.max(1, Number(values.runs));
  const size = Math.ceil(files.length / runs);

  const report = emptyReport();
  const started = performance.now();
  for (let run = 0; run < runs; run++)
    add(report, await ingest(store, files.slice(run * size, (run + 1) * size)));
  const seconds = (performance.now() - started) / 1000;
  const megabytes = process.resourceUsage().maxRSS / 1024;
  console.log(describeReport(report, { dryRun: false }));
  console.log(
    `${files.length} files in ${seconds.toFixed(1)} s, at most ${megabytes.toFixed(0)} MB of memory`,
  );

  if (values.again) isAsExpected &&= await isTheSameAgain(store, url, files, report);

  const listing = await listStore(store, url);
  console.log(
    `${listing.articles.length} articles, ${listing.takes} takes, listing ${listing.hash.slice(0, 16)} (${listing.text.length} characters)`,
  );
  if (values.listing) writeFileSync(values.listing, listing.text);
  if (values.edges) isAsExpected &&= compareEdges(listing.articles, readFileSync(values.edges, 'utf8'));
  if (values.titles) writeFileSync(values.titles, sampleTitles(listing.articles, 50, seed ?? 1));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = isAsExpected ? 0 : 1;

/** Whether a second ingest of everything finds all unchanged that did not fail, writes nothing, and says the same. */
async function isTheSameAgain(
  store: Store,
  databaseUrl: string,
  sources: readonly string[],
  first: IngestReport,
): Promise<boolean> {
  const before = await fingerprintOf(databaseUrl);
  const report = await ingest(store, sources);
  console.log(`Again: ${describeReport({ ...report, problems: [], sources: [] }, { dryRun: false })}`);
  const problemsOf = ({ problems }: IngestReport) =>
    JSON.stringify(problems.map((one) => JSON.stringify(one)).sort());
  const faults = [
    ...((await fingerprintOf(databaseUrl)) === before ? [] : ['something was written']),
    ...(report.created + report.updated + report.references > 0 ? ['not all is unchanged'] : []),
    ...(report.failed === first.failed ? [] : [`${first.failed} failed before`]),
    ...(problemsOf(report) === problemsOf(first) ? [] : ['the problems are others']),
  ];
  console.log(faults.length > 0 ? `Again, ${faults.join(', ')}` : 'Again, nothing was written');
  return faults.length === 0;
}

function add(sum: IngestReport, part: IngestReport): void {
  for (const count of ['created', 'updated', 'unchanged', 'failed', 'references'] as const)
    sum[count] += part[count];
  sum.problems.push(...part.problems);
}
