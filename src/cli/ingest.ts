import { commonSettings } from '../config.ts';
import { migrate } from '../db/migrate.ts';
import { UsageError } from '../errors.ts';
import { type Format, formats } from '../ingest/find-files.ts';
import { describeReport } from '../ingest/report.ts';
import type { Command } from './command.ts';
import { exitStatus } from './exit-status.ts';
import { startProgress } from './progress.ts';
import { withStore } from './with-store.ts';

export const ingestCommand: Command = {
  name: 'ingest',
  summary: 'store documents and find what they refer to',
  description: `SOURCE is a file or a folder. One bad document never stops the run: it is reported, the rest is stored.
The same source twice changes nothing. Ctrl-C finishes the running document.`,
  argument: 'SOURCE',
  flags: [
    {
      name: 'format',
      placeholder: 'FORMAT',
      description: `${formats.join(', ')}; auto (the default) goes by the name`,
    },
    { name: 'dry-run', description: 'say what would happen, store nothing' },
    { name: 'json', description: 'print the report as one JSON object' },
  ],
  settings: commonSettings,
  async run({ config, flags, args, io }) {
    const format = formatOf(flags.get('format'));
    const json = flags.has('json');
    const dryRun = flags.has('dry-run');
    // Imported here as it reads Markdown, which other commands need not wait for.
    const { ingest } = await import('../ingest/ingest.ts');
    const stop = io.stopSignal();
    const progress = io.stderr.isTTY && !json ? await startProgress(io.stderr) : null;
    const onProgress = (done: number, total: number) => {
      progress?.show(done, total);
      if (stop.aborted && done < total) throw new Stopped(done, total);
    };
    try {
      const report = await withStore(config.databaseUrl, async (store) => {
        await migrate(store);
        return ingest(store, args, { format, dryRun, onProgress });
      });
      progress?.end();
      io.stdout.write(`${json ? JSON.stringify(report) : describeReport(report, { dryRun })}\n`);
      return report.failed > 0 ? exitStatus.inputFailed : exitStatus.done;
    } catch (error) {
      progress?.end();
      if (!(error instanceof Stopped)) throw error;
      const kept = dryRun ? 'nothing was stored' : 'those that could be read are stored';
      io.stderr.write(`ibid: stopped after ${error.done} of ${error.total} documents; ${kept}\n`);
      return stop.reason === 'SIGTERM' ? exitStatus.terminated : exitStatus.interrupted;
    }
  },
};

/** Ends a run between two documents. */
class Stopped extends Error {
  readonly done: number;
  readonly total: number;

  constructor(done: number, total: number) {
    super('stopped');
    this.done = done;
    this.total = total;
  }
}

function formatOf(flag: string | true | undefined): Format {
  const format = formats.find((known) => known === (flag ?? 'auto'));
  if (format) return format;
  throw new UsageError(`--format is one of ${formats.join(', ')}, not ${JSON.stringify(flag)}`);
}
