import type { Problem } from '../read/document.ts';
import type { FieldSources } from '../read/page/page-fields.ts';

/** What an ingest did, by items; printed as JSON it is `ibid ingest --json`. */
export interface IngestReport {
  created: number;
  updated: number;
  unchanged: number;
  failed: number;
  /** Cross-references added and still there at the end, also those of takes that were there before. */
  references: number;
  /** Titles whose words stand in so many takes that they were looked for after all documents; absent where there were none. */
  commonTitles?: number;
  /** Documents taken away, since what they were read from is gone; absent where none were to be. */
  removed?: number;
  problems: Problem[];
  /** How long it took. */
  seconds: number;
  /** The same for each source that was named. */
  sources: SourceReport[];
  /** For each HTML page, what on it gave which field; absent where there were none. */
  pages?: { source: string; fields: FieldSources }[];
}

/** What became of the items of one source. */
export interface SourceReport extends Record<Outcome, number> {
  /** As it was named. */
  source: string;
  /** Drafts, and addresses in lists. */
  skipped: number;
  /** Its share of the time. */
  seconds: number;
}

export function emptyReport(): IngestReport {
  return {
    created: 0,
    updated: 0,
    unchanged: 0,
    failed: 0,
    references: 0,
    problems: [],
    seconds: 0,
    sources: [],
  };
}

type Outcome = 'created' | 'updated' | 'unchanged' | 'failed';

/** What became of a document. */
interface Stored {
  sourceId: number;
  outcome: Outcome;
  problems: readonly Problem[];
  displaced: readonly { sourceId: number; problems: readonly Problem[] }[];
}

/** Gathers the report of one run. */
export class ReportWriter {
  /** By the id of what is kept of a document: numbers, since there may be millions. */
  readonly #outcomes = new Map<number, { outcome: Outcome; source: SourceReport }>();
  readonly #sources = new Map<string, SourceReport>();
  readonly #pages = new Map<string, FieldSources>();
  readonly #started = performance.now();
  #reached = this.#started;
  readonly #problems = new Map<string, Problem>();
  #references = 0;
  #removed: number | undefined;
  #commonTitles = 0;

  /** A problem that is known already, down to its words, counts once. */
  addProblems(problems: readonly Problem[]): void {
    for (const problem of problems) this.#problems.set(JSON.stringify(problem), problem);
  }

  /** An item that was not stored. */
  addOther(outcome: 'failed' | 'skipped', source: string): void {
    this.#sourceReport(source)[outcome]++;
  }

  addPage(file: string, fields: FieldSources): void {
    this.#pages.set(file, fields);
  }

  addStored({ sourceId, outcome, problems, displaced }: Stored, source: string): void {
    this.#outcomes.set(sourceId, { outcome, source: this.#sourceReport(source) });
    this.addProblems(problems);
    for (const loser of displaced) {
      // What was stored earlier in this run and has lost its take has failed after all.
      const earlier = this.#outcomes.get(loser.sourceId);
      if (earlier) earlier.outcome = 'failed';
      this.addProblems(loser.problems);
    }
  }

  addReferences(count: number): void {
    this.#references += count;
  }

  addCommonTitles(count: number): void {
    this.#commonTitles += count;
  }

  addRemoved(documents: number, references: number): void {
    this.#removed = (this.#removed ?? 0) + documents;
    this.#references += references;
  }

  /** That of the source, to whose time is added what went by since the last item. */
  #sourceReport(source: string): SourceReport {
    let report = this.#sources.get(source);
    if (!report) {
      report = { source, created: 0, updated: 0, unchanged: 0, failed: 0, skipped: 0, seconds: 0 };
      this.#sources.set(source, report);
    }
    const now = performance.now();
    report.seconds += (now - this.#reached) / 1000;
    this.#reached = now;
    return report;
  }

  finish(): IngestReport {
    for (const { outcome, source } of this.#outcomes.values()) source[outcome]++;
    const sources = [...this.#sources.values()];
    const sum = (outcome: Outcome) => sources.reduce((total, source) => total + source[outcome], 0);
    const report: IngestReport = {
      ...emptyReport(),
      created: sum('created'),
      updated: sum('updated'),
      unchanged: sum('unchanged'),
      failed: sum('failed'),
      references: this.#references,
      ...(this.#commonTitles === 0 ? {} : { commonTitles: this.#commonTitles }),
      ...(this.#removed === undefined ? {} : { removed: this.#removed }),
      problems: [...this.#problems.values()],
      seconds: rounded((performance.now() - this.#started) / 1000),
      sources: sources.map((source) => ({ ...source, seconds: rounded(source.seconds) })),
      ...(this.#pages.size > 0 && {
        pages: [...this.#pages].map(([source, fields]) => ({ source, fields })),
      }),
    };
    return report;
  }
}

/** Where more are named, by a shell that writes out `*`, those who want each have `--json`. */
const toldSources = 20;

/** To milliseconds. */
function rounded(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}

/** The report for people: a line of counts, one for each source where there are some, then one for each problem. */
export function describeReport(report: IngestReport, { dryRun }: { dryRun: boolean }): string {
  const counts = [
    `${report.created} created`,
    `${report.updated} updated`,
    `${report.unchanged} unchanged`,
    `${report.failed} failed`,
    ...(report.removed === undefined ? [] : [`${report.removed} removed`]),
    `${report.references} references added`,
    ...(report.commonTitles === undefined
      ? []
      : [`${report.commonTitles} common titles looked for at the end`]),
  ].join(', ');
  const sources = report.sources.map(({ source, seconds, ...outcomes }) => {
    const told = Object.entries(outcomes).filter(([, count]) => count > 0);
    const items = told.map(([outcome, count]) => `${count} ${outcome}`).join(', ');
    return `  ${source}: ${items || 'nothing'}; ${seconds.toFixed(1)} s`;
  });
  const problems = report.problems.map(
    ({ source, item, code, message }) =>
      `${source}${item === null ? '' : ` (${item})`}: ${message} [${code}]`,
  );
  const total = `${dryRun ? `Nothing was stored. Would be: ${counts}` : counts}; ${report.seconds.toFixed(1)} s`;
  return [total, ...(sources.length > 1 && sources.length <= toldSources ? sources : []), ...problems].join(
    '\n',
  );
}
