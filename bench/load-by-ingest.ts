import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { parseArgs } from 'node:util';
import { migrate } from '../src/db/migrate.ts';
import { openStore } from '../src/db/store.ts';
import { ingest, type IngestProgress } from '../src/ingest/ingest.ts';
import type { IngestReport } from '../src/ingest/report.ts';
import { DataSet } from './data-set.ts';
import { documentsFile, parseSize } from './stores.ts';

/** Writes the data set as JSON Lines: topics first, then documents. */
export async function writeDocuments(size: number): Promise<string> {
  const file = documentsFile(size);
  const data = new DataSet(size);
  const stream = createWriteStream(file);
  const write = async (line: object) => {
    if (!stream.write(`${JSON.stringify(line)}\n`)) await once(stream, 'drain');
  };
  for (const topic of data.topics()) await write(topic);
  for (const { line } of data.documents()) await write(line);
  stream.end();
  await once(stream, 'finish');
  return file;
}

/** Brings the data set into a store as users do. */
export async function loadByIngest(databaseUrl: string, size: number): Promise<IngestReport> {
  const file = await writeDocuments(size);
  await using store = openStore(databaseUrl, { isBulk: true });
  await migrate(store);
  return await ingest(store, [file], { onProgress: progressReport() });
}

/** Says every 10,000 documents how fast these came, and what the process takes. */
function progressReport(): (progress: IngestProgress) => void {
  const every = 10_000;
  let [before, since, cpu] = [0, performance.now(), process.cpuUsage()];
  return ({ items }) => {
    if (items < before + every) return;
    const { user, system } = process.cpuUsage(cpu);
    const perSecond = ((items - before) / (performance.now() - since)) * 1000;
    process.stderr.write(
      `${items} documents: ${Math.round(perSecond)} a second, ${Math.round((user + system) / (items - before))} µs of CPU each, ${peakMemory()}\n`,
    );
    [before, since, cpu] = [items, performance.now(), process.cpuUsage()];
  };
}

function peakMemory(): string {
  return `at most ${Math.round(process.resourceUsage().maxRSS / 1000)} MB`;
}

/**
 * MALLOC_ARENA_MAX=2 node --max-semi-space-size=8 --no-parallel-scavenge --heap-growing-percent=40 load-by-ingest.ts
 * --database URL [--size 10k]: with the flags the memory is that of `ibid ingest`.
 */
if (import.meta.main) {
  const { values } = parseArgs({
    options: { size: { type: 'string', default: '10k' }, database: { type: 'string' } },
  });
  if (values.database === undefined) throw new Error('--database says where to');
  const start = performance.now();
  const report = await loadByIngest(values.database, parseSize(values.size));
  const seconds = (performance.now() - start) / 1000;
  console.log(report, `${Math.round(parseSize(values.size) / seconds)} documents a second, ${peakMemory()}`);
}
