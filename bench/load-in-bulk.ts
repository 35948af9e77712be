import { parseArgs } from 'node:util';
import { startPostgres } from './postgres-server.ts';
import { type Engine, engines, ensureStore, parseSize } from './stores.ts';

/**
 * node load-in-bulk.ts [--size 100k] [--engine sqlite|postgres]: fills the stores that are not there yet, and says how
 * long it took and what memory this process, with its threads, has held at most.
 */
const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '100k' },
    engine: { type: 'string', multiple: true, default: [...engines] },
  },
});
await using server = values.engine.includes('postgres') ? await startPostgres() : undefined;
for (const engine of values.engine as Engine[]) {
  const start = performance.now();
  const url = await ensureStore(engine, parseSize(values.size), server);
  const seconds = Math.round((performance.now() - start) / 1000);
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(`${url}: ${seconds} s, at most ${peakMb} MB`);
}
