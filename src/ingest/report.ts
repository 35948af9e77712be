/** Something that was wrong with the input. */
export interface Problem {
  /** The file. */
  source: string;
  /** The entry or field within it, where it is not the whole file. */
  item: string | null;
  code: string;
  message: string;
}

/** What an ingest did, by items; printed as JSON it is `ibid ingest --json`. */
export interface IngestReport {
  created: number;
  updated: number;
  unchanged: number;
  failed: number;
  /** Cross-references added, also those of takes that were there before. */
  references: number;
  problems: Problem[];
}

export function emptyReport(): IngestReport {
  return { created: 0, updated: 0, unchanged: 0, failed: 0, references: 0, problems: [] };
}

/** The report for people: a line of counts, then a line for each problem. */
export function describeReport(report: IngestReport, { dryRun }: { dryRun: boolean }): string {
  const counts = [
    `${report.created} created`,
    `${report.updated} updated`,
    `${report.unchanged} unchanged`,
    `${report.failed} failed`,
    `${report.references} references added`,
  ].join(', ');
  const problems = report.problems.map(
    ({ source, item, code, message }) =>
      `${source}${item === null ? '' : ` (${item})`}: ${message} [${code}]`,
  );
  return [dryRun ? `Nothing was stored. Would be: ${counts}` : counts, ...problems].join('\n');
}
