import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { parseArgs } from 'node:util';
import { migrate } from '../src/db/migrate.ts';
import { openStore } from '../src/db/store.ts';
import { ingest } from '../src/ingest/ingest.ts';
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
  await using store = openStore(databaseUrl);
  await migrate(store);
  return await ingest(store, [file], {
    onProgress: ({ items }) => {
      if (items % 1000 === 0) process.stderr.write(`${items} documents\n`);
    },
  });
}

/** node load-by-ingest.ts --database URL [--size 10k] */
if (import.meta.main) {
  const { values } = parseArgs({
    options: { size: { type: 'string', default: '10k' }, database: { type: 'string' } },
  });
  if (values.database === undefined) throw new Error('--database says where to');
  const start = performance.now();
  const report = await loadByIngest(values.database, parseSize(values.size));
  const seconds = (performance.now() - start) / 1000;
  console.log(report, `${Math.round(parseSize(values.size) / seconds)} documents a second`);
}
