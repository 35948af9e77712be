import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { App } from '../app.ts';
import { migrationStatus } from '../db/migrate.ts';
import { prepareStore } from '../reference/prepare-store.ts';
import { asUnreachable, type Store } from '../db/store.ts';
import { UnreachableError, UsageError } from '../program-errors.ts';
import type { Log } from '../server/log.ts';
import { defaultDatabaseUrl, settings } from '../settings.ts';
import type { Command } from './command.ts';
import { exitStatus } from './exit-status.ts';
import { ingestSampleIfEmpty } from './sample.ts';
import { withStore } from './with-store.ts';

/** Between attempts at a database that is away, in milliseconds. */
const retryMs = 1_000;

export const serveCommand: Command = {
  name: 'serve',
  summary: 'answer GraphQL over HTTP',
  description: `/graphql is the API, and GraphiQL in a browser; /schema.graphql is the schema; /health and /ready are the probes. The log goes to stderr.
The first start with the default store loads a sample publication. It waits for a database server that is away; until then requests get 503. SIGTERM and Ctrl-C finish what runs; a second one ends at once.`,
  flags: [
    { name: 'dev', description: 'let pages of this machine ask, whatever their port: for front-end work' },
    { name: 'no-migrate', description: 'refuse to start where migrations are pending' },
  ],
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
      await using app = createApp({ store, config, log, isDev: flags.has('dev') });
      const stop = io.stopSignal();
      app.readiness.become('starting');
      const address = await app.listen();
      log.debug({ address: address.href }, 'listening');
      await patiently(config.databaseUrl, { stop, log }, () =>
        mustExist ? refusePending(store) : prepare(store, app),
      );
      if (config.databaseUrl === defaultDatabaseUrl && !stop.aborted) {
        await ingestSampleIfEmpty(store, log);
      }
      if (!stop.aborted) {
        app.readiness.become(null);
        io.stdout.write(`Ibid answers at ${address.href}\n`);
        await once(stop, 'abort');
      }
      log.info({ signal: String(stop.reason) }, 'stopping');
      return exitStatus.done;
    };
    return withStore(config.databaseUrl, serve, { mustExist });
  },
};

async function prepare(store: Store, { readiness }: App): Promise<void> {
  readiness.become('migrating');
  await prepareStore(store);
}

/** Does it again as long as the database is away but may come; then requests are answered with 503. */
async function patiently(
  databaseUrl: string,
  { stop, log }: { stop: AbortSignal; log: Log },
  work: () => Promise<void>,
): Promise<void> {
  let isTold = false;
  while (!stop.aborted) {
    try {
      return await work();
    } catch (error) {
      const unreachable = asUnreachable(error, databaseUrl);
      if (!(unreachable instanceof UnreachableError && unreachable.mayReturn)) throw error;
      if (!isTold) log.warn({ reason: unreachable.message }, 'waiting for the database');
      isTold = true;
      await sleep(retryMs, null, { signal: stop }).catch(() => {});
    }
  }
}

async function refusePending(store: Store): Promise<void> {
  const { pending } = await migrationStatus(store);
  if (pending.length > 0) {
    throw new UsageError(
      `Migrations are pending: ${pending.join(', ')}. Run ibid migrate, or serve without --no-migrate`,
    );
  }
}
