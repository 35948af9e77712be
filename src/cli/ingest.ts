import { readingSettings } from '../settings.ts';
import type { Store } from '../db/store.ts';
import type { IngestProgress } from '../ingest/ingest.ts';
import type { IngestReport } from '../ingest/report.ts';
import type { Command } from './command.ts';
import { exitStatus } from './exit-status.ts';
import { formatFlag, formatOf } from './format-flag.ts';
import { startProgress } from './progress.ts';

export const ingestCommand: Command = {
  name: 'ingest',
  summary: 'store documents and find what they refer to',
  description: `SOURCE is a file or a folder of Markdown, HTML and text pages, feeds (RSS, Atom, RDF, JSON Feed), OPML lists of them and JSON Lines,
or - for standard input; what is compressed by gzip is unpacked. What a file is is told by how it begins, else by its name. One bad
document never stops the run: it is reported, the rest is stored.
The same source twice changes nothing. Ctrl-C finishes the running document.`,
  argument: 'SOURCE',
  flags: [
    formatFlag,
    { name: 'dry-run', description: 'say what would happen; store and migrate nothing' },
    { name: 'prune', description: 'remove what was ingested from below SOURCE before and is there no more' },
    { name: 'json', description: 'print the report as one JSON object' },
  ],
  settings: readingSettings,
  async run({ config, flags, args, io }) {
    const format = formatOf(flags.get('format'));
    const json = flags.has('json');
    const dryRun = flags.has('dry-run');
    const prune = flags.has('prune');
    const { publicationUrl } = config;
    const stdin = io.stdin ?? process.stdin;
    // Imported here and in this order: the first begins to read while the others are imported.
    const { openSources } = await import('../read/read-documents.ts');
    await using sources = await openSources(args, { format, publicationUrl, stdin });
    const [{ ingestOpened }, { describeReport }, { prepareStore }, { withRehearsalStore }, { withStore }] =
      await Promise.all([
        import('../ingest/ingest.ts'),
        import('../ingest/report.ts'),
        import('../reference/prepare-store.ts'),
        import('./rehearsal-store.ts'),
        import('./with-store.ts'),
      ]);
    const signal = io.stopSignal();
    const progress = io.stderr.isTTY && !json ? await startProgress(io.stderr) : null;
    let [done, total, items] = [0, 0, 0];
    const onProgress = (reached: IngestProgress) => {
      [done, total, items] = [reached.files.done, reached.files.total, reached.items];
      progress?.show(done, total, items);
    };
    let report: IngestReport;
    try {
      const run = (store: Store) => ingestOpened(store, sources, { dryRun, prune, onProgress, signal });
      const migrateAndRun = async (store: Store) => {
        await prepareStore(store);
        return run(store);
      };
      report = dryRun
        ? await withRehearsalStore(config.databaseUrl, '--dry-run', run)
        : await withStore(config.databaseUrl, migrateAndRun, { isBulk: true });
    } finally {
      progress?.end();
    }
    io.stdout.write(`${json ? JSON.stringify(report) : describeReport(report, { dryRun })}\n`);
    if (done < total) {
      io.stderr.write(`ibid: stopped after ${items} documents, ${done} of ${total} files\n`);
      return signal.reason === 'SIGTERM' ? exitStatus.terminated : exitStatus.interrupted;
    }
    return report.failed > 0 ? exitStatus.inputFailed : exitStatus.done;
  },
};
