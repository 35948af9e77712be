import type { Config } from './config.ts';
import { publicationOf } from './context.ts';
import type { Store } from './db/store.ts';
import { readTrustedDocuments } from './limits/trusted-documents.ts';
import { schema } from './schema.ts';
import { createGraphqlServer } from './server/graphql-server.ts';
import { createHttpServer } from './server/http-server.ts';
import type { Log } from './server/log.ts';
import { createReadiness } from './server/readiness.ts';
import { graphqlPath } from './server/routes.ts';
import { createTrace } from './server/trace.ts';

export interface AppOptions {
  /** Migrated. Stays open when the app is disposed of: it is the caller's. */
  store: Store;
  config: Config;
  log: Log;
}

/** Ibid, put together. Disposing of it finishes what runs and takes no more. */
export interface App extends AsyncDisposable {
  /** Answers one request without a socket. */
  fetch(request: Request): Promise<Response>;
  /** Starts to listen. Resolves to the address of the API. @throws UsageError where the port cannot be had */
  listen(): Promise<URL>;
}

/** @throws UsageError where the trusted documents are not right */
export function createApp({ store, config, log }: AppOptions): App {
  const { limits, introspection, trustedDocuments: file } = config;
  const trustedDocuments = file === null ? null : readTrustedDocuments(file, schema);
  const readiness = createReadiness(store.db);
  const graphql = createGraphqlServer({
    schema,
    store,
    publication: publicationOf(config),
    limits,
    introspection,
    trustedDocuments,
    databaseUrl: config.databaseUrl,
    log,
    readiness,
  });
  const http = createHttpServer((request, response, context) => graphql(request, response, context), {
    host: config.host,
    port: config.port,
    log,
  });
  return {
    fetch: async (request) => graphql.fetch(request, { trace: createTrace() }),
    listen: async () => new URL(`http://${reachable(config.host)}:${await http.listen()}${graphqlPath}`),
    async [Symbol.asyncDispose]() {
      readiness.stop();
      await http.close();
      await graphql.dispose();
    },
  };
}

/** The host as a browser on this machine asks for it. */
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
