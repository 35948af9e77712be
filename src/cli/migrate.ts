import { commonSettings } from '../settings.ts';
import { migrationStatus } from '../db/migrate.ts';
import { prepareStore } from '../reference/prepare-store.ts';
import type { Command } from './command.ts';
import { exitStatus } from './exit-status.ts';
import { withStore } from './with-store.ts';

export const migrateCommand: Command = {
  name: 'migrate',
  summary: 'bring the database to the schema of this program',
  description:
    'Each migration is one transaction: one that fails leaves nothing behind. `serve` and `ingest` migrate too.',
  flags: [{ name: 'status', description: 'only say the schema version and what is pending' }],
  settings: commonSettings,
  async run({ config, flags, io }) {
    const status = flags.has('status')
      ? await withStore(config.databaseUrl, migrationStatus, { mustExist: true })
      : await withStore(config.databaseUrl, prepareStore);
    const pending =
      status.pending.length > 0 ? `pending: ${status.pending.join(', ')}` : 'nothing is pending';
    io.stdout.write(`Schema version ${status.version}; ${pending}\n`);
    return exitStatus.done;
  },
};
