import type { Problem } from '../read/document.ts';

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
}

export function emptyReport(): IngestReport {
  return { created: 0, updated: 0, unchanged: 0, failed: 0, references: 0, problems: [] };
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
  readonly #outcomes = new Map<number, Outcome>();
  readonly #problems = new Map<string, Problem>();
  #failed = 0;
  #references = 0;
  #removed: number | undefined;
  #commonTitles = 0;

  /** A problem that is known already, down to its words, counts once. */
  addProblems(problems: readonly Problem[]): void {
    for (const problem of problems) this.#problems.set(JSON.stringify(problem), problem);
  }

  /** An item that could not be stored. */
  addFailed(): void {
    this.#failed++;
  }

  addStored({ sourceId, outcome, problems, displaced }: Stored): void {
    this.#outcomes.set(sourceId, outcome);
    this.addProblems(problems);
    for (const loser of displaced) {
      // What was stored earlier in this run and has lost its take has failed after all.
      if (this.#outcomes.has(loser.sourceId)) this.#outcomes.set(loser.sourceId, 'failed');
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

  finish(): IngestReport {
    const report: IngestReport = {
      ...emptyReport(),
      failed: this.#failed,
      references: this.#references,
      ...(this.#commonTitles === 0 ? {} : { commonTitles: this.#commonTitles }),
      ...(this.#removed === undefined ? {} : { removed: this.#removed }),
      problems: [...this.#problems.values()],
    };
    for (const outcome of this.#outcomes.values()) report[outcome]++;
    return report;
  }
}

/** The report for people: a line of counts, then a line for each problem. */
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
  const problems = report.problems.map(
    ({ source, item, code, message }) =>
      `${source}${item === null ? '' : ` (${item})`}: ${message} [${code}]`,
  );
  return [dryRun ? `Nothing was stored. Would be: ${counts}` : counts, ...problems].join('\n');
}
