import type { Store } from '../db/store.ts';
import type { Problem } from '../read/document.ts';
import type { FindOptions, FoundFile } from '../read/find-files.ts';
import { lengthOf, type Prepared } from '../read/prepared.ts';
import { type OpenedSources, openSources } from '../read/read-documents.ts';
import type { ReadOptions } from '../read/read-items.ts';
import { type Kind, type PrunableDocument, prune } from './prune.ts';
import { type IngestReport, ReportWriter } from './report.ts';
import type { StoredDocument } from './store-document.ts';
import { goOnWithTitle, newestBeforeRun } from './stale-takes.ts';
import { goOnWithTopics } from './stale-topics.ts';
import { storeTogether, type Write } from './store-together.ts';
import { TransactionPace } from './transaction-pace.ts';

export interface IngestOptions extends FindOptions, ReadOptions {
  /** Says what would happen and stores nothing. Holds the write lock for its whole duration. */
  dryRun?: boolean;
  /** Removes what was ingested from below the sources before and is not there any more. */
  prune?: boolean;
  /** Called after each file and from time to time within one. */
  onProgress?: (progress: IngestProgress) => void;
  /** Ends the run after the item that is under way; the report is of what was done. */
  signal?: AbortSignal;
  now?: () => Date;
}

export interface IngestProgress {
  files: { done: number; total: number };
  /** Items so far: a file may have many. */
  items: number;
}

/**
 * Ingests files and folders. One bad item never stops the run: it is reported and the others are stored, in
 * short transactions.
 */
export async function ingest(
  store: Store,
  sources: readonly string[],
  options: IngestOptions = {},
): Promise<IngestReport> {
  await using opened = await openSources(sources, options);
  return await ingestOpened(store, opened, options);
}

/** The same for sources that are being read already. */
export async function ingestOpened(
  store: Store,
  sources: OpenedSources,
  options: IngestOptions = {},
): Promise<IngestReport> {
  if (!options.dryRun) return await ingestFiles(sources, options, (work) => store.write(work));
  try {
    return await store.write(async (trx) => {
      throw new DryRunEnd(await ingestFiles(sources, options, (work) => work(trx)));
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

/** What of an item waits to be stored. */
interface Waiting extends Prepared {
  file: FoundFile;
}

/**
 * How much may wait, so that several documents share a transaction: items, and characters of their texts. At first less, as nothing is
 * stored until then.
 */
const waitingLimit = { firstItems: 20, items: 300, characters: 4_000_000 };

async function ingestFiles(
  sources: OpenedSources,
  options: IngestOptions,
  write: Write,
): Promise<IngestReport> {
  const { onProgress, signal, now = () => new Date(), dryRun = false } = options;
  const { files, roots } = sources;
  const report = new ReportWriter();
  const kept = new KeptLines();
  const progress = { files: { done: 0, total: files.length }, items: 0 };
  const pace = new TransactionPace();
  const newestBefore = newestBeforeRun();
  const storing = { now, pace, newestBefore, signal, isRepeatable: !dryRun };
  let waiting: (Waiting | 'end of file')[] = [];
  let characters = 0;
  let itemLimit = waitingLimit.firstItems;
  let isStopped = false;

  const finish = (item: Waiting, stored: StoredDocument | null): void => {
    const { file, outcome, document, problems, sources } = item;
    report.addProblems(problems);
    if (stored) report.addStored(stored, file.source);
    else report.addOther(outcome === 'skipped' ? 'skipped' : 'failed', file.source);
    if (sources) report.addPage(file.path, sources);
    if (options.prune)
      kept.add(file, document, outcome === 'failed' ? null : (stored?.sourceId ?? 'passed over'));
    progress.items++;
    if (progress.items % 100 === 0) onProgress?.(progress);
  };
  const storeWaiting = async (): Promise<void> => {
    const stored: StoredDocument[] = [];
    for (const [i, item] of waiting.entries()) {
      if (item === 'end of file') {
        progress.files.done++;
        onProgress?.(progress);
        continue;
      }
      isStopped = signal?.aborted === true && progress.items > 0 && stored.length === 0;
      if (isStopped) break;
      if (typeof item.outcome !== 'string' && stored.length === 0) {
        const documents = waiting.slice(i).flatMap((one) => documentOf(one) ?? []);
        const together = await storeTogether(documents, write, storing);
        stored.push(...together.documents);
        report.addReferences(together.references);
        report.addCommonTitles(together.putOff);
      }
      finish(item, typeof item.outcome === 'string' ? null : stored.shift()!);
    }
    waiting = [];
    characters = 0;
    itemLimit = Math.min(2 * itemLimit, waitingLimit.items);
  };

  /** Titles and topics that this run and former ones put off. */
  const searchPutOff = async (): Promise<void> => {
    for (;;) {
      if (signal?.aborted) return;
      await pace.begin();
      const added = await write((trx) => goOnWithTitle(trx, newestBefore));
      pace.end();
      if (added === null) break;
      report.addReferences(added);
    }
    for (;;) {
      if (signal?.aborted) return;
      await pace.begin();
      const wasThere = await write(goOnWithTopics);
      pace.end();
      if (!wasThere) return;
    }
  };

  for await (const read of sources.read()) {
    if (read === 'end of file') {
      waiting.push(read);
      continue;
    }
    await pace.giveWay();
    waiting.push({ ...read.prepared, file: read.file });
    characters += lengthOf(read.prepared);
    const isEnough = waiting.length >= itemLimit || characters >= waitingLimit.characters;
    if (isEnough || signal?.aborted) await storeWaiting();
    if (isStopped) break;
  }
  if (!isStopped) await storeWaiting();
  if (isStopped) onProgress?.(progress);
  if (options.prune && !isStopped) {
    const { documents, references } = await prune(roots, write, kept.has, now, newestBefore);
    report.addRemoved(documents, references);
    report.addProblems(kept.problems());
  }
  if (!isStopped) await searchPutOff();
  return report.finish();
}

function documentOf(item: Waiting | 'end of file') {
  return item === 'end of file' || typeof item.outcome === 'string' ? null : item.outcome;
}

/** What stands in files of lines: they are complete, so that a document whose line is gone is gone; a feed is not. */
class KeptLines {
  readonly #ids = { source: new Set<number>(), topic_source: new Set<number>() };
  /** Drafts and repetitions: their documents stay as they are. */
  readonly #passedOver = new Set<string>();
  readonly #files = new Map<string, 'all' | 'some'>();

  /** @param stored the id of what is kept of the document; null where the line cannot be read */
  add(file: FoundFile, document: string, stored: number | 'passed over' | null): void {
    if ('error' in file || file.format !== 'jsonl') return;
    // A line that cannot be read may be a document's that was there before.
    const isWhole = stored !== null && this.#files.get(file.path) !== 'some';
    this.#files.set(file.path, isWhole ? 'all' : 'some');
    if (stored === 'passed over') this.#passedOver.add(document);
    else if (stored !== null) this.#ids[stored < 0 ? 'topic_source' : 'source'].add(Math.abs(stored));
  }

  /** Null where the file tells nothing. */
  readonly has = (kind: Kind, { id, path, document }: PrunableDocument): boolean | null =>
    this.#files.get(path) === 'all' ? this.#ids[kind].has(id) || this.#passedOver.has(document) : null;

  problems(): Problem[] {
    const message =
      'Some lines cannot be read and may be documents that were there: none of this file is removed';
    return [...this.#files]
      .filter(([, lines]) => lines === 'some')
      .map(([source]) => ({ source, item: null, code: 'PRUNE_SKIPPED', message }));
  }
}
