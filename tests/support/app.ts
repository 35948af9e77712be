import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Logger } from 'kysely';
import { inject } from 'vitest';
import { type App, createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { openStore } from '../../src/db/store.ts';
import { ingest, type IngestOptions } from '../../src/ingest/ingest.ts';
import type { IngestReport } from '../../src/ingest/report.ts';
import { createLog } from '../../src/server/log.ts';
import { createMigratedDatabase, type Engine } from './engines.ts';
import type { TypedDocumentString } from './gql/graphql.ts';

export interface Answer<Data> {
  status: number;
  data: Data | null;
  errors: { message: string; path?: unknown[]; extensions?: Record<string, unknown> }[];
  /** How many statements the database ran for it. */
  statements: number;
}

/** Ibid over a private database, with a folder of documents of its own. */
export interface TestApp extends AsyncDisposable {
  databaseUrl: string;
  /** Where `write` puts documents. */
  folder: string;
  app: App;
  /** Asks as a client does, through HTTP's request and response. */
  send<Data, Variables>(
    document: TypedDocumentString<Data, Variables>,
    ...variables: Given<Variables>
  ): Promise<Answer<Data>>;
  /** The same where the answer must be without errors. */
  execute<Data, Variables>(
    document: TypedDocumentString<Data, Variables>,
    ...variables: Given<Variables>
  ): Promise<Data>;
  /** Writes documents by their names; a name may have folders. */
  write(documents: Record<string, string | Uint8Array>): Promise<void>;
  /** Ingests the folder, or these names below it. */
  ingest(names?: readonly string[], options?: IngestOptions): Promise<Counts>;
  /** `write` and `ingest` of the same documents, in their order. */
  publish(documents: Record<string, string>): Promise<Counts>;
}

/** A report without what differs from run to run. */
export type Counts = Omit<IngestReport, 'seconds' | 'sources'>;

function withoutTimes({ seconds: _, sources: __, ...counts }: IngestReport): Counts {
  return counts;
}

type Given<Variables> = string extends keyof Variables ? [] : [Variables];

export interface TestAppOptions {
  engine: Engine;
  /** Settings by their environment variables. */
  settings?: Record<string, string>;
  /** Hears of every statement. */
  log?: Logger;
}

export async function createTestApp({ engine, settings, log }: TestAppOptions): Promise<TestApp> {
  const database = await createMigratedDatabase(engine);
  const folder = mkdtempSync(path.join(inject('runDirectory'), 'documents-'));
  let statements = 0;
  const store = openStore(database.url, {
    log: (event) => {
      statements++;
      return log?.(event);
    },
  });
  const config = readConfig(new Map(), {
    // Tests ask for the whole graph at once.
    NODE_LIMIT: '10000000',
    ...settings,
    DATABASE_URL: database.url,
    LOG_LEVEL: 'silent',
  });
  const app = createApp({ store, config, log: createLog('silent', process.stderr) });

  const send: TestApp['send'] = async (document, ...[variables]) => {
    const before = statements;
    const response = await app.fetch(
      new Request('http://localhost/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
        body: JSON.stringify({ query: document.toString(), variables }),
      }),
    );
    const { data = null, errors = [] } = (await response.json()) as Partial<Answer<never>>;
    return { status: response.status, data, errors, statements: statements - before };
  };
  const write: TestApp['write'] = async (documents) => {
    for (const [name, content] of Object.entries(documents)) {
      const file = path.join(folder, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, content);
    }
  };
  const ingestHere: TestApp['ingest'] = async (names, options) =>
    withoutTimes(
      await ingest(store, names ? names.map((name) => path.join(folder, name)) : [folder], options),
    );

  return {
    databaseUrl: database.url,
    folder,
    app,
    send,
    execute: async (document, ...variables) => {
      const { data, errors } = await send(document, ...variables);
      if (errors.length > 0 || data === null) throw new Error(JSON.stringify(errors));
      return data;
    },
    write,
    ingest: ingestHere,
    publish: async (documents) => {
      await write(documents);
      return ingestHere(Object.keys(documents));
    },
    async [Symbol.asyncDispose]() {
      await app[Symbol.asyncDispose]();
      await store[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
