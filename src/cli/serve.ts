import { once } from 'node:events';
import { settings } from '../settings.ts';
import { migrate, migrationStatus } from '../db/migrate.ts';
import type { Store } from '../db/store.ts';
import { UsageError } from '../errors.ts';
import type { Command } from './command.ts';
import { exitStatus } from './exit-status.ts';
import { withStore } from './with-store.ts';

export const serveCommand: Command = {
  name: 'serve',
  summary: 'answer GraphQL over HTTP',
  description: `/graphql is the API, and GraphiQL in a browser; /health and /ready are the probes. The log goes to stderr.
SIGTERM and Ctrl-C finish what runs; a second one ends at once.`,
  flags: [{ name: 'no-migrate', description: 'refuse to start where migrations are pending' }],
  settings,
  async run({ config, flags, io }) {
    // Imported here as it builds the whole schema, which other commands need not wait for.
    const [{ createApp }, { createLog }] = await Promise.all([
      import('../app.ts'),
      import('../server/log.ts'),
    ]);
    const log = createLog(config.logLevel, io.stderr);
    const mustExist = flags.has('no-migrate');
    const serve = async (store: Store) => {
      if (mustExist) await refusePending(store);
      else await migrate(store);
      await using app = createApp({ store, config, log });
      const stop = io.stopSignal();
      const address = await app.listen();
      io.stdout.write(`Ibid answers at ${address.href}\n`);
      if (!stop.aborted) await once(stop, 'abort');
      log.info({ signal: String(stop.reason) }, 'stopping');
      return exitStatus.done;
    };
    return withStore(config.databaseUrl, serve, { mustExist });
  },
};

async function refusePending(store: Store): Promise<void> {
  const { pending } = await migrationStatus(store);
  if (pending.length > 0) {
    throw new UsageError(
      `Migrations are pending: ${pending.join(', ')}. Run ibid migrate, or serve without --no-migrate`,
    );
  }
}
