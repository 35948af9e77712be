import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Store } from '../db/store.ts';
import type { IngestReport } from '../ingest/report.ts';
import type { Log } from '../server/log.ts';
import { projectRoot } from '../server/project-root.ts';

/** A small publication that a first start shows; a package may come without it. */
export const sampleFolder = path.join(projectRoot, 'sample');

/**
 * Ingests the sample where the store, which is migrated, holds nothing, or a part of the sample only, as a first start
 * leaves it that is ended half-way.
 *
 * @returns what was ingested; null where the store holds something else or there is no sample
 */
export async function ingestSampleIfEmpty(
  store: Store,
  log: Pick<Log, 'info' | 'warn'>,
  folder = sampleFolder,
): Promise<IngestReport | null> {
  if (!existsSync(folder) || !(await isEmpty(store, folder))) return null;
  // Imported here as it reads Markdown, which later starts need not wait for.
  const { ingest } = await import('../ingest/ingest.ts');
  const report = await ingest(store, [folder]);
  const { created, references, problems } = report;
  log.info({ folder, created, references }, 'ingested the sample, as the store was empty');
  for (const problem of problems) log.warn(problem, 'problem in the sample');
  return report;
}

async function isEmpty({ db }: Store, folder: string): Promise<boolean> {
  const sources = await db.selectFrom('source').select('path').limit(1_000).execute();
  if (sources.length > 0) {
    const texts = readdirSync(folder).filter((name) => name.endsWith('.md'));
    return sources.length < texts.length && sources.every(({ path: file }) => path.dirname(file) === folder);
  }
  const topic = await db.selectFrom('topic').select('id').limit(1).executeTakeFirst();
  return !topic;
}
