import { parseArgs } from 'node:util';
import { startPostgres } from './postgres-server.ts';
import { type Engine, engines, ensureStore, parseSize } from './stores.ts';

/** node load-in-bulk.ts [--size 100k] [--engine sqlite|postgres]: fills the stores that are not there yet. */
const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '100k' },
    engine: { type: 'string', multiple: true, default: [...engines] },
  },
});
await using server = values.engine.includes('postgres') ? await startPostgres() : undefined;
for (const engine of values.engine)
  console.log(await ensureStore(engine as Engine, parseSize(values.size), server));
