import { type App, createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { openStore, type Store } from '../../src/db/store.ts';
import { type CapturedLog, captureLog } from './captured-log.ts';

export interface ServedApp extends AsyncDisposable {
  app: App;
  store: Store;
  records: CapturedLog['records'];
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  ask(query: string, variables?: Record<string, unknown>): Promise<Response>;
}

/** The app over a store at that address, with its log at hand. */
export function openApp(databaseUrl: string): ServedApp {
  const { log, records } = captureLog();
  const store = openStore(databaseUrl);
  const app = createApp({ store, config: readConfig(new Map(), { DATABASE_URL: databaseUrl }), log });
  return {
    app,
    store,
    records,
    get: (path, headers = {}) => app.fetch(new Request(`http://localhost${path}`, { headers })),
    ask: (query, variables) =>
      app.fetch(
        new Request('http://localhost/graphql', {
          method: 'POST',
          headers: { 'content-type': 'application/json', accept: 'application/json' },
          body: JSON.stringify({ query, variables }),
        }),
      ),
    async [Symbol.asyncDispose]() {
      await app[Symbol.asyncDispose]();
      await store[Symbol.asyncDispose]();
    },
  };
}
