import type { GraphQLSchema } from 'graphql';
import { createYoga, type Plugin, type YogaServerInstance } from 'graphql-yoga';
import type { Config } from '../config.ts';
import { type Context, createContext, type Publication } from '../context.ts';
import type { Store } from '../db/store.ts';
import { useArgumentsCheck } from './arguments-check.ts';
import { DocumentCache } from './document-cache.ts';
import { useQueriesOnly } from './queries-only.ts';
import { type ServerContext, useTrace } from './trace.ts';

export interface GraphqlServerOptions {
  schema: GraphQLSchema;
  store: Store;
  publication: Publication;
  config: Config;
}

export type GraphqlServer = YogaServerInstance<ServerContext, Context>;

/** Yoga's pipeline, from the parameters of a request to its result. HTTP is the front's. */
export function createGraphqlServer({ schema, store, publication }: GraphqlServerOptions): GraphqlServer {
  return createYoga<ServerContext, Context>({
    schema,
    context: ({ budget }) => createContext(store, publication, budget),
    graphiql: false,
    landingPage: false,
    cors: false,
    multipart: false,
    batching: false,
    maxRequestBodySize: false,
    maskedErrors: false,
    logging: false,
    parserAndValidationCache: { documentCache: new DocumentCache(), errorCache: new DocumentCache() },
    plugins: [useTrace(), useQueriesOnly(), useArgumentsCheck(), useEnding()],
  });
}

/** Execution begins no further field once the request's work is ended. */
function useEnding(): Plugin<ServerContext> {
  return {
    onExecute({ args, context }) {
      Object.assign(args, { signal: context.scope.signal });
    },
  };
}
