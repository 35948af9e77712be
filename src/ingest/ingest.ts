import type { Store, Trx } from '../db/store.ts';
import { findFiles, type Format, type FoundFile } from './find-files.ts';
import { prepareDocument } from './prepare.ts';
import { exists, hasContent } from './read-text.ts';
import { type IngestReport, ReportWriter } from './report.ts';
import { storeDocument, type StoreDocumentOptions } from './store-document.ts';

export interface IngestOptions {
  format?: Format;
  /** Says what would happen and stores nothing. Holds the write lock for its whole duration. */
  dryRun?: boolean;
  /** Called after each item. */
  onProgress?: (done: number, total: number) => void;
  /** Ends the run after the item that is under way; the report is of what was done. */
  signal?: AbortSignal;
  now?: () => Date;
}

/**
 * Ingests files and folders. One bad item never stops the run: it is reported and the others are stored, each in
 * a transaction of its own.
 */
export async function ingest(
  store: Store,
  sources: readonly string[],
  options: IngestOptions = {},
): Promise<IngestReport> {
  const files = await findFiles(sources, options.format ?? 'auto');
  if (!options.dryRun) return ingestFiles(files, options, (work) => store.write(work));
  try {
    return await store.write(async (trx) => {
      throw new DryRunEnd(await ingestFiles(files, options, (work) => work(trx)));
    });
  } catch (error) {
    if (error instanceof DryRunEnd) return error.report;
    throw error;
  }
}

/** Rolls the transaction of a dry run back. */
class DryRunEnd extends Error {
  readonly report: IngestReport;

  constructor(report: IngestReport) {
    super('dry run');
    this.report = report;
  }
}

async function ingestFiles(
  files: readonly FoundFile[],
  { onProgress, signal, now = () => new Date() }: IngestOptions,
  write: <T>(work: (trx: Trx) => Promise<T>) => Promise<T>,
): Promise<IngestReport> {
  const report = new ReportWriter();
  for (const [i, file] of files.entries()) {
    const { outcome, document, problems } = await prepareDocument(file);
    report.addProblems(problems);
    if (document) {
      const options = { now: now().toISOString(), isStillThere };
      report.addStored(await write((trx) => storeDocument(trx, document, options)));
    } else if (outcome === 'failed') {
      report.addFailed();
    }
    onProgress?.(i + 1, files.length);
    if (signal?.aborted) break;
  }
  return report.finish();
}

/** An entry of a feed or a line of a file is there as long as the file is: it may have been edited, never moved alone. */
async function isStillThere({
  document,
  path,
  content_hash,
}: Parameters<StoreDocumentOptions['isStillThere']>[0]) {
  return document === path ? hasContent(path, content_hash) : exists(path);
}
