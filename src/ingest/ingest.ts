import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cleanBody } from '../body/clean.ts';
import type { Store, Trx } from '../db/store.ts';
import { addressesOf } from './facts.ts';
import { DocumentError } from './document.ts';
import { parseMarkdown } from './markdown.ts';
import { findFiles, type Format, type FoundFile, readText } from './read.ts';
import { emptyReport, type IngestReport } from './report.ts';
import { type CleanDocument, storeDocument } from './store-document.ts';
import { parseTextPage } from './text-page.ts';

export interface IngestOptions {
  format?: Format;
  /** Says what would happen and stores nothing. Holds the write lock for its whole duration. */
  dryRun?: boolean;
  /** Called after each item. */
  onProgress?: (done: number, total: number) => void;
  now?: () => Date;
}

/** A document on its way to the store, with what was wrong with it so far. */
interface Prepared {
  clean: CleanDocument | null;
  problems: { item: string | null; code: string; message: string }[];
}

const parsers = { markdown: parseMarkdown, text: parseTextPage };

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
  let report = emptyReport();
  await store
    .write(async (trx) => {
      report = await ingestFiles(files, options, (work) => work(trx));
      throw new DryRunEnd();
    })
    .catch((error: unknown) => {
      if (!(error instanceof DryRunEnd)) throw error;
    });
  return report;
}

/** Rolls the transaction of a dry run back. */
class DryRunEnd extends Error {}

async function ingestFiles(
  files: readonly FoundFile[],
  { onProgress, now = () => new Date() }: IngestOptions,
  write: <T>(work: (trx: Trx) => Promise<T>) => Promise<T>,
): Promise<IngestReport> {
  const report = emptyReport();
  for (const [i, file] of files.entries()) {
    const { clean, problems } = await prepare(file);
    report.problems.push(...problems.map((problem) => ({ source: file.path, ...problem })));
    if (clean) {
      const options = { now: now().toISOString(), exists: existsSync };
      const stored = await write((trx) => storeDocument(trx, clean, options));
      report[stored.outcome]++;
      report.references += stored.references;
      report.problems.push(
        ...stored.problems.map((problem) => ({ source: file.path, item: null, ...problem })),
      );
    } else if (!problems.some(({ code }) => code === 'DRAFT_SKIPPED')) {
      report.failed++;
    }
    onProgress?.(i + 1, files.length);
  }
  return report;
}

/** Read, parse and clean: everything that needs no database. */
async function prepare(file: FoundFile): Promise<Prepared> {
  try {
    if ('error' in file) throw file.error;
    const { text, bytes } = await readText(file.path);
    const document = parsers[file.format](text);
    if (!document) {
      return {
        clean: null,
        problems: [{ item: null, code: 'DRAFT_SKIPPED', message: 'A draft; it was not ingested' }],
      };
    }
    const { facts, warnings } = document;
    const problems = [...warnings];
    let body = null;
    if (document.body) {
      const { tree, markdown } = document.body;
      const { invalidLinks, ...cleaned } = cleanBody(tree, {
        markdown,
        base: addressesOf(facts).take?.url ?? facts.url ?? undefined,
      });
      for (const link of invalidLinks) {
        problems.push({
          item: link.slice(0, 80),
          code: 'LINK_INVALID',
          message: 'A link in the text is no usable address',
        });
      }
      // A body of images or white space only says nothing: an article without a take.
      body = cleaned.text === '' && cleaned.links.length === 0 ? null : cleaned;
    }
    const contentHash = createHash('sha256').update(bytes).digest('hex');
    return { clean: { document: file.path, contentHash, facts, body }, problems };
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    return { clean: null, problems: [{ item: null, code: error.code, message: error.message }] };
  }
}
