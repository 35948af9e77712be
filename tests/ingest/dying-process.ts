import type { LogEvent } from 'kysely';
import { migrate } from '../../src/db/migrate.ts';
import { openStore } from '../../src/db/store.ts';

/*
 * A program: `dying-process.ts URL STATEMENT [FOLDER]` migrates the store, or ingests the folder into it, and kills
 * itself as an outage would when that many statements have ended. With 0 it lives, and prints for each statement
 * whether its transaction was still open when it had ended.
 */
const [url = '', last = '0', folder] = process.argv.slice(2);
const open: boolean[] = [];

function onStatement({ query }: LogEvent): void {
  open.push(query.sql !== 'commit' && query.sql !== 'rollback');
  if (open.length === Number(last)) {
    process.kill(process.pid, 'SIGKILL');
    // The signal may take a moment: nothing goes on until then.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  }
}

await using store = openStore(url, { log: onStatement });
if (folder === undefined) {
  await migrate(store);
} else {
  const { ingest } = await import('../../src/ingest/ingest.ts');
  await ingest(store, [folder]);
}
if (last === '0') process.stdout.write(JSON.stringify(open));
