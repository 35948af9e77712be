import type { GraphQLSchema } from 'graphql';
import { createYoga, type YogaServerInstance } from 'graphql-yoga';
import { type Context, createContext, type Publication } from '../context.ts';
import type { Store } from '../db/store.ts';
import type { Limits } from '../limit-settings.ts';
import type { TrustedDocuments } from '../limits/trusted-documents.ts';
import { useDocuments } from './documents.ts';
import { useExecution } from './execution.ts';
import { useQueriesOnly } from './queries-only.ts';
import { type ServerContext, useTrace } from './trace.ts';

export interface GraphqlServerOptions {
  schema: GraphQLSchema;
  store: Store;
  publication: Publication;
  limits: Limits;
  introspection: boolean;
  /** Nothing else is answered then. */
  trustedDocuments: TrustedDocuments | null;
}

export type GraphqlServer = YogaServerInstance<ServerContext, Context>;

/** Yoga's pipeline, from the parameters of a request to its result. HTTP is the front's. */
export function createGraphqlServer(options: GraphqlServerOptions): GraphqlServer {
  const { schema, store, publication, limits, introspection, trustedDocuments } = options;
  return createYoga<ServerContext, Context>({
    schema,
    context: (request) => createContext(store, publication, request),
    graphiql: false,
    landingPage: false,
    cors: false,
    multipart: false,
    batching: false,
    // Bounded in documents only, and not in their size.
    parserAndValidationCache: false,
    maxRequestBodySize: false,
    maskedErrors: false,
    logging: false,
    plugins: [
      useTrace(),
      useDocuments({ schema, limits, introspection, trusted: trustedDocuments }),
      useQueriesOnly(),
      useExecution({ schema, limits, suggestions: introspection }),
    ],
  });
}
