import { type App, type AppOptions, createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { openStore, type Store } from '../../src/db/store.ts';
import { type CapturedLog, captureLog } from './captured-log.ts';

export interface ServedApp extends AsyncDisposable {
  app: App;
  store: Store;
  records: CapturedLog['records'];
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  ask(
    query: string,
    variables?: Record<string, unknown>,
    headers?: Record<string, string>,
  ): Promise<Response>;
}

/**
 * The app over a store at that address, with its log at hand.
 *
 * @param settings by their environment variables
 */
export function openApp(
  databaseUrl: string,
  settings: Record<string, string> = {},
  options: Pick<AppOptions, 'isDev'> = {},
): ServedApp {
  const { log, records } = captureLog();
  const store = openStore(databaseUrl);
  const config = readConfig(new Map(), { PORT: '0', ...settings, DATABASE_URL: databaseUrl });
  const app = createApp({ store, config, log, ...options });
  return {
    app,
    store,
    records,
    get: (path, headers = {}) => app.fetch(new Request(`http://localhost${path}`, { headers })),
    ask: (query, variables, headers = {}) =>
      app.fetch(
        new Request('http://localhost/graphql', {
          method: 'POST',
          headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
          body: JSON.stringify({ query, variables }),
        }),
      ),
    async [Symbol.asyncDispose]() {
      await app[Symbol.asyncDispose]();
      await store[Symbol.asyncDispose]();
    },
  };
}
