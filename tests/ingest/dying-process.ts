import type { LogEvent } from 'kysely';
import { migrate } from '../../src/db/migrate.ts';
import { openStore } from '../../src/db/store.ts';

/*
 * A program: `dying-process.ts URL STATEMENT [FOLDER]` migrates the store, or ingests the folder into it, and kills
 * itself as an outage would when that many statements have ended within transactions. With 0 it lives, and prints how
 * many there are. How many documents share a transaction depends on the time, so what begins and ends it does not count;
 * other statements of each transaction do, so that it may come to the end: it dies there.
 */
const [url = '', last = '0', folder] = process.argv.slice(2);
let ended = 0;

function onStatement({ query }: LogEvent): void {
  if (/^\s*(begin|commit|rollback|select\s+pg_advisory)/.test(query.sql)) return;
  if (++ended === Number(last)) die();
}

function die(): void {
  process.kill(process.pid, 'SIGKILL');
  // The signal may take a moment: nothing goes on until then.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

await using store = openStore(url, { log: onStatement });
if (folder === undefined) {
  await migrate(store);
} else {
  const { ingest } = await import('../../src/ingest/ingest.ts');
  await ingest(store, [folder]);
}
if (last === '0') process.stdout.write(String(ended));
else die();
