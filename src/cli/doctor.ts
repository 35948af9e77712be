import { commonSettings } from '../settings.ts';
import { type CheckResult, type Diagnosis, examine } from '../doctor/doctor.ts';
import { migrationStatus } from '../db/migrate.ts';
import type { Store } from '../db/store.ts';
import { UsageError } from '../program-errors.ts';
import { saveAllDroppedWords } from '../reference/prepare-store.ts';
import { reindex } from '../text-index/reindex.ts';
import type { Command } from './command.ts';
import { exitStatus } from './exit-status.ts';
import { type Progress, startProgress } from './progress.ts';
import { withStore } from './with-store.ts';

export const doctorCommand: Command = {
  name: 'doctor',
  summary: 'check the store and say what is off',
  description: `Without --reindex it changes nothing. It may run beside a server and an ingest. Counters are counted again, articles, topics and references
worked out again from what documents state, and rows looked for that nothing refers to. Exit status 1 where something is off.`,
  flags: [
    {
      name: 'reindex',
      description: 'first index all texts anew; search goes on meanwhile',
    },
    { name: 'json', description: 'print the findings as one JSON object' },
  ],
  settings: commonSettings,
  async run({ config, flags, io }) {
    const json = flags.has('json');
    if (flags.has('reindex')) {
      const progress = io.stderr.isTTY && !json ? await startProgress(io.stderr, 'texts') : null;
      await withStore(config.databaseUrl, (store) => reindexMigrated(store, progress), { mustExist: true });
      progress?.end();
    }
    const diagnosis = await withStore(config.databaseUrl, examine, { mustExist: true });
    io.stdout.write(`${json ? toJson(diagnosis) : describe(diagnosis)}\n`);
    return diagnosis.results.every(isOk) ? exitStatus.done : exitStatus.inputFailed;
  },
};

async function reindexMigrated(store: Store, progress: Progress | null): Promise<void> {
  const { pending } = await migrationStatus(store);
  if (pending.length > 0) {
    throw new UsageError(
      `Migrations are pending: ${pending.join(', ')}. Run ibid migrate before ibid doctor --reindex`,
    );
  }
  await reindex(store, (done, all) => progress?.show(done, all));
  await saveAllDroppedWords(store);
}

function isOk({ count }: CheckResult): boolean {
  return count === 0;
}

function toJson({ schemaVersion, results }: Diagnosis): string {
  const checks = results.map(({ name, count, examples }) => ({ name, ok: count === 0, count, examples }));
  return JSON.stringify({ ok: results.every(isOk), schemaVersion, checks });
}

function describe({ schemaVersion, results }: Diagnosis): string {
  const off = results.filter((result) => !isOk(result)).length;
  return [
    ...results.map((result) => `${result.name}: ${isOk(result) ? 'ok' : describeFinding(result)}`),
    off === 0
      ? `Schema version ${schemaVersion}; all is well`
      : `Schema version ${schemaVersion}; something is off in ${off} of ${results.length} checks`,
  ].join('\n');
}

function describeFinding({ fault, count, examples }: CheckResult): string {
  const more = count > examples.length ? ', …' : '';
  // Keys come from documents: a terminal must not take one for a command.
  return `${count} ${fault}: ${examples.join(', ')}${more}`.replace(/\p{Cc}/gu, ' ');
}
