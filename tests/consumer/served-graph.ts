import { ingestSampleIfEmpty } from '../../src/cli/sample.ts';
import { openStore } from '../../src/db/store.ts';
import { createLog } from '../../src/server/log.ts';
import { createTestApp } from '../support/app.ts';

export interface ServedGraph extends AsyncDisposable {
  /** Of the API. */
  url: string;
}

/** The sample, loaded as a first start does it, over real HTTP on a free port of loopback. */
export async function serveGraph(): Promise<ServedGraph> {
  const app = await createTestApp({ engine: 'sqlite', settings: { PORT: '0' } });
  {
    await using store = openStore(app.databaseUrl);
    await ingestSampleIfEmpty(store, createLog('silent', process.stderr));
  }
  const { href } = await app.app.listen();
  return { url: href, [Symbol.asyncDispose]: () => app[Symbol.asyncDispose]() };
}
