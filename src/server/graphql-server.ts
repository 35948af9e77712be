import type { GraphQLSchema } from 'graphql';
import { createYoga, useExecutionCancellation, type YogaServerInstance } from 'graphql-yoga';
import { type Context, createContext, type Publication } from '../context.ts';
import type { Store } from '../db/store.ts';
import type { TrustedDocuments } from '../limits/trusted-documents.ts';
import type { Limits } from '../settings.ts';
import { useArgumentsCheck } from './arguments-check.ts';
import { useDocuments } from './documents.ts';
import { createGraphiql } from './graphiql.ts';
import type { Log } from './log.ts';
import { useErrorsWithId } from './masked-errors.ts';
import type { Readiness } from './readiness.ts';
import { graphqlPath, useRoutes } from './routes.ts';
import { type ServerContext, useTrace } from './trace.ts';

/** Longest body of a request, in bytes. */
const bodyLimit = 256 * 1024;

export interface GraphqlServerOptions {
  schema: GraphQLSchema;
  store: Store;
  publication: Publication;
  limits: Limits;
  introspection: boolean;
  /** Nothing else is answered then. */
  trustedDocuments: TrustedDocuments | null;
  /** To tell a lost database from a fault; its password does not get into an error. */
  databaseUrl: string;
  log: Log;
  readiness: Readiness;
}

export type GraphqlServer = YogaServerInstance<ServerContext, Context>;

/** Answers HTTP requests: the API and the addresses beside it. */
export function createGraphqlServer(options: GraphqlServerOptions): GraphqlServer {
  const { schema, store, publication, databaseUrl, log, readiness, limits, introspection } = options;
  return createYoga<ServerContext, Context>({
    schema,
    context: () => createContext(store, publication),
    graphqlEndpoint: graphqlPath,
    // Yoga would take any address that ends in it, a query string's too; no address ends in a space.
    healthCheckEndpoint: ' ',
    graphiql: false,
    landingPage: false,
    // Yoga's default lets every site in.
    cors: false,
    // It would run mutations from a form that any site can make a browser send.
    multipart: false,
    batching: false,
    // Bounded in documents only, and not in their size.
    parserAndValidationCache: false,
    maxRequestBodySize: bodyLimit,
    maskedErrors: false,
    logging: false,
    plugins: [
      useRoutes({ readiness, graphiql: createGraphiql(), log }),
      useTrace(),
      useDocuments({ schema, limits, introspection, trusted: options.trustedDocuments }),
      useArgumentsCheck({ limits, suggestions: introspection }),
      useExecutionCancellation(),
      useErrorsWithId(log, databaseUrl),
    ],
  });
}
