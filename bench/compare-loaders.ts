import { rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { examine } from '../src/doctor/doctor.ts';
import { openStore } from '../src/db/store.ts';
import { dataFolder } from './data-folder.ts';
import { contentsOf } from './load/contents.ts';
import { loadByIngest } from './load-by-ingest.ts';
import { startPostgres } from './postgres-server.ts';
import { type Engine, engines, ensureStore, parseSize } from './stores.ts';

/**
 * node compare-loaders.ts [--size 10k] [--engine sqlite|postgres]: loads the same documents in bulk and by `ibid
 * ingest` and says what differs, table by table; `ibid doctor` looks at the bulk-loaded store. Fails where anything
 * does.
 */
const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '10k' },
    engine: { type: 'string', multiple: true, default: [...engines] },
  },
});
const size = parseSize(values.size);
await using server = values.engine.includes('postgres') ? await startPostgres() : undefined;
for (const engine of values.engine as Engine[]) {
  const inBulk = await ensureStore(engine, size, server);
  const byIngest = await emptyStore(engine);
  const start = performance.now();
  const { failed, problems } = await loadByIngest(byIngest, size);
  const seconds = (performance.now() - start) / 1000;
  console.log(`${engine}: ${Math.round(size / seconds)} documents a second by ingest, ${failed} failed`);
  for (const problem of problems.slice(0, 5)) fail(JSON.stringify(problem));
  compare(await contentsOf(inBulk), await contentsOf(byIngest));
  await using store = openStore(inBulk);
  for (const { name, count, fault, examples } of (await examine(store)).results)
    if (count > 0) fail(`doctor: ${name}: ${count} ${fault}: ${examples.join(', ')}`);
}

async function emptyStore(engine: Engine): Promise<string> {
  if (engine === 'sqlite') {
    const file = path.join(dataFolder(), 'compared.db');
    for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
    return `sqlite:${file}`;
  }
  if ((await server!.databases()).includes('compared')) await server!.dropDatabase('compared');
  await server!.createDatabase('compared');
  return server!.url('compared');
}

function compare(inBulk: Map<string, string[]>, byIngest: Map<string, string[]>): void {
  for (const [table, rows] of byIngest) {
    const expected = new Set(rows);
    const given = new Set(inBulk.get(table));
    const missing = [...expected.difference(given)];
    const surplus = [...given.difference(expected)];
    const difference = missing.length + surplus.length;
    console.log(`  ${table}: ${rows.length} rows, ${difference === 0 ? 'equal' : `${difference} differ`}`);
    if (difference > 0) fail(`only by ingest: ${missing[0]}\n  only in bulk: ${surplus[0]}`);
  }
}

function fail(reason: string): void {
  console.log(`  ${reason.slice(0, 3000)}`);
  process.exitCode = 1;
}
