import { z } from 'zod';
import { limitSettings } from './limit-settings.ts';
import { onOff, type Setting, wholeNumber } from './setting-kinds.ts';

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** A file below the folder in which the process is started. */
export const defaultDatabaseUrl = 'sqlite:./data/ibid.db';

const databaseUrl: Setting<string> = {
  name: 'DATABASE_URL',
  flag: 'database',
  placeholder: 'URL',
  default: defaultDatabaseUrl,
  description: 'the store: sqlite:PATH, sqlite::memory: or postgres://…',
  allowed: 'sqlite:PATH, sqlite::memory: or postgres://user@host/database',
  type: z.string().regex(/^sqlite:(?!\/\/).|^postgres(ql)?:\/\/./),
  // What follows the first colon may hold a password.
  printable: (value) => value.replace(/:[^]*/, ':…'),
};

const port = wholeNumber('PORT', 4_000, [0, 65_535], 'where to listen; 0 takes a free port');

const host: Setting<string> = {
  name: 'HOST',
  flag: 'host',
  placeholder: 'H',
  default: '127.0.0.1',
  description: 'the interface to listen on; 0.0.0.0 is all of them',
  allowed: 'an IP address or a host name',
  type: z.string().regex(/^[\w.:-]+(%\w+)?$/),
};

const publicationName: Setting<string> = {
  name: 'PUBLICATION_NAME',
  flag: 'publication-name',
  placeholder: 'NAME',
  default: 'Ibid',
  description: 'what the publication is called',
  allowed: 'up to 200 characters on one line',
  type: z
    .string()
    .max(200)
    .regex(/^\P{Cc}*$/u),
};

const publicationUrl: Setting<string | null> = {
  name: 'PUBLICATION_URL',
  flag: 'publication-url',
  placeholder: 'URL',
  default: '',
  description: "the publication's own site; pieces below it are its own",
  allowed: 'an address that starts with http:// or https://',
  type: z.union([z.literal('').transform(() => null), z.url({ protocol: /^https?$/ })]),
};

const logLevel: Setting<LogLevel> = {
  name: 'LOG_LEVEL',
  flag: 'log-level',
  placeholder: 'LEVEL',
  default: 'info',
  description: `what is logged: ${logLevels.join(', ')}`,
  allowed: `one of ${logLevels.join(', ')}`,
  type: z.enum(logLevels),
};

const corsOrigins: Setting<readonly string[]> = {
  name: 'CORS_ORIGINS',
  flag: 'cors-origins',
  placeholder: 'ORIGINS',
  default: '',
  description: 'sites whose pages may ask in a browser, with commas between; * for all',
  allowed: '* or origins as https://site.example, with commas between, without a path',
  type: z
    .string()
    .transform((value) => value.split(',').flatMap((origin) => origin.trim() || []))
    .refine((origins) => origins.every((origin) => origin === '*' || isOrigin(origin))),
};

const introspection = onOff({
  name: 'INTROSPECTION',
  flag: 'introspection',
  default: 'on',
  description: 'whether clients may ask for the schema; off also hides suggestions in errors',
});

const graphiql = onOff({
  name: 'GRAPHIQL',
  flag: 'graphiql',
  default: 'on',
  description: 'whether /graphql shows GraphiQL to a browser',
});

const trustedDocuments: Setting<string | null> = {
  name: 'TRUSTED_DOCUMENTS',
  flag: 'trusted-documents',
  placeholder: 'FILE',
  default: '',
  description: 'JSON file of documents by their ids: then nothing else is answered',
  allowed: 'the path of a JSON file',
  type: z
    .string()
    .max(4096)
    .transform((value) => (value === '' ? null : value)),
};

/** All there is to set. */
export const settingsByUse = {
  databaseUrl,
  port,
  host,
  publicationName,
  publicationUrl,
  logLevel,
  corsOrigins,
  introspection,
  graphiql,
  trustedDocuments,
  limits: limitSettings,
};

/** The same in the order of the help text. */
export const settings: readonly Setting[] = Object.values({
  ...settingsByUse,
  limits: null,
  ...limitSettings,
}).filter((setting) => setting !== null);

/** Those that every command takes. */
export const commonSettings: readonly Setting[] = [databaseUrl, logLevel];

/** Those of commands that read documents: which pages are the publication's own. */
export const readingSettings: readonly Setting[] = [...commonSettings, publicationUrl];

/** As browsers write it in their `Origin` header. */
function isOrigin(text: string): boolean {
  return /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}
