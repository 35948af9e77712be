import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { openStore } from '../../../src/db/store.ts';
import { ingest } from '../../../src/ingest/ingest.ts';
import { prepareStore } from '../../../src/reference/prepare-store.ts';
import { startPostgres } from '../../../tests/support/postgres-server.ts';
import { appOver, ask } from '../listing.ts';
import { reportKnownItems } from './known-items.ts';
import { listTexts, type Searching } from './listed-texts.ts';
import { compareQueries } from './queries.ts';

const usage = `npm run accept -- search SOURCE… searches real input on SQLite and on PostgreSQL.

  --seed N      draws queries and takes (1)
  --queries N   how many queries are compared with a plain reading of the texts (300)
  --items N     how many takes are looked for by words that they have (200)`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  args: process.argv.slice(3),
  options: {
    seed: { type: 'string', default: '1' },
    queries: { type: 'string', default: '300' },
    items: { type: 'string', default: '200' },
  },
});
if (positionals.length === 0) {
  console.error(usage);
  process.exit(2);
}
const [seed, queries, items] = [values.seed, values.queries, values.items].map(Number) as [
  number,
  number,
  number,
];

const folder = mkdtempSync(path.join(tmpdir(), 'ibid-accept-'));
// PostgreSQL's user must get into it.
chmodSync(folder, 0o711);
const server = await startPostgres(folder, path.join(folder, 'data'));
let isAsExpected = true;
try {
  const postgresUrl = await createDatabase(server.url);
  const urls = { SQLite: `sqlite:${path.join(folder, 'ibid.db')}`, PostgreSQL: postgresUrl };
  await using sqlite = openStore(urls.SQLite);
  await using postgres = openStore(urls.PostgreSQL);
  await using apps = new AsyncDisposableStack();
  const engines: Searching[] = [];
  for (const [name, store] of [
    ['SQLite', sqlite],
    ['PostgreSQL', postgres],
  ] as const) {
    await prepareStore(store);
    const { created, failed } = await ingest(store, positionals);
    const app = apps.use(appOver(store, urls[name]));
    console.log(`${name}: ${created} documents, ${failed} failed`);
    engines.push({
      name,
      texts: await listTexts(app),
      ask: (query, variables) => ask(app, query, variables),
    });
  }
  isAsExpected = await compareQueries(engines, queries, seed);
  for (const engine of engines) isAsExpected = (await reportKnownItems(engine, items, seed)) && isAsExpected;
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = isAsExpected ? 0 : 1;

/** @returns where it is */
async function createDatabase(maintenance: string): Promise<string> {
  const client = new pg.Client({ connectionString: maintenance });
  await client.connect();
  await client.query('create database accept');
  await client.end();
  const url = new URL(maintenance);
  url.pathname = '/accept';
  return url.href;
}
