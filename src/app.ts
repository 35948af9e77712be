import type { Config } from './config.ts';
import { publicationOf } from './context.ts';
import type { Store } from './db/store.ts';
import { readTrustedDocuments } from './limits/trusted-documents.ts';
import { printSdl, schema } from './schema.ts';
import { graphqlPath } from './server/addresses.ts';
import { answerFetch } from './server/fetch-adapter.ts';
import { createFront } from './server/front.ts';
import { createGraphiql } from './server/graphiql.ts';
import { createGraphqlEndpoint } from './server/graphql-endpoint.ts';
import { createHttpServer } from './server/http-server.ts';
import type { Log } from './server/log.ts';
import { createPipeline } from './server/pipeline.ts';
import { createReadiness, type Readiness } from './server/readiness.ts';
import { createRoutes } from './server/routes.ts';
import { Turns } from './turns.ts';

export interface AppOptions {
  /** Stays open when the app is disposed of: it is the caller's. */
  store: Store;
  config: Config;
  log: Log;
  /** Lets pages of this machine ask, whatever their port. */
  isDev?: boolean;
}

/** Ibid, put together. Disposing of it finishes what runs and takes no more. */
export interface App extends AsyncDisposable {
  readonly readiness: Readiness;
  /** Answers one request without a socket. */
  fetch(request: Request): Promise<Response>;
  /** Starts to listen. Resolves to the address of the API. @throws UsageError where the port cannot be had */
  listen(): Promise<URL>;
}

/** @throws UsageError where the trusted documents are not right */
export function createApp({ store, config, log, isDev = false }: AppOptions): App {
  const { limits, databaseUrl, introspection, trustedDocuments: file } = config;
  const trustedDocuments = file === null ? null : readTrustedDocuments(file, schema);
  const readiness = createReadiness(store.db);
  const publication = publicationOf(config);
  const pipeline = createPipeline({
    schema,
    store,
    publication,
    limits,
    introspection,
    trustedDocuments,
  });
  const turns = new Turns();
  const endpoint = createGraphqlEndpoint({
    pipeline,
    turns,
    limits,
    trustedDocuments,
    readiness,
    databaseUrl,
    log,
  });
  const route = createRoutes({
    endpoint,
    readiness,
    graphiql: config.graphiql ? createGraphiql() : null,
    sdl: introspection ? printSdl() : null,
  });
  const front = createFront(route, { cors: { origins: config.corsOrigins, isDev }, log });
  const http = createHttpServer(front, {
    host: config.host,
    port: config.port,
    connections: limits.connections,
    turns,
    log,
  });
  return {
    readiness,
    fetch: (request) => answerFetch(front, request),
    listen: async () => new URL(`http://${reachable(config.host)}:${await http.listen()}${graphqlPath}`),
    async [Symbol.asyncDispose]() {
      readiness.become('stopping');
      await http.close();
    },
  };
}

/** The host as a browser on this machine asks for it. */
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
