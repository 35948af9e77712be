import { z } from 'zod';

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** One thing an operator can set: by flag, else by environment variable, else it has its default. */
export interface Setting<T = unknown> {
  /** The environment variable. */
  name: string;
  /** Without the dashes. */
  flag: string;
  /** What stands for the value in help texts. */
  placeholder: string;
  /** Empty where nothing is set. */
  default: string;
  description: string;
  /** Completes "NAME is …". */
  allowed: string;
  type: z.ZodType<T, string>;
  /** The part of a wrong value that may be printed; all of it by default. */
  printable?: (value: string) => string;
}

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

const port: Setting<number> = {
  name: 'PORT',
  flag: 'port',
  placeholder: 'N',
  default: '4000',
  description: 'where to listen; 0 takes a free port',
  allowed: 'a whole number from 0 to 65535',
  type: z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .refine((value) => value <= 65_535),
};

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

/** What one request may ask for, and a process may hold. */
export interface Limits {
  /** Bytes of a request's body. */
  body: number;
  /** Tokens of a document, before it is parsed; its fragments, written out, may have as many fields. */
  tokens: number;
  /** Fields on the longest path of a document, its leaf included. Introspection has a bound of its own. */
  depth: number;
  aliases: number;
  rootFields: number;
  directives: number;
  /** What `first` and `last` may ask for. */
  page: number;
  /** Estimated nodes of an operation, with its variables. */
  nodes: number;
  /** Milliseconds until a request's work is ended. */
  deadline: number;
  /** Bytes of an answer's data. */
  response: number;
  /** Errors that one answer tells. */
  errors: number;
  /** Open connections of clients. */
  connections: number;
}

const limits: { [Name in keyof Limits]: Setting<number> } = {
  body: wholeNumber('BODY_LIMIT', 262_144, [1_000, 100_000_000], "bytes of a request's body"),
  tokens: wholeNumber('TOKEN_LIMIT', 2_000, [100, 100_000], 'tokens of a document'),
  depth: wholeNumber('DEPTH_LIMIT', 16, [1, 100], 'levels of fields in a document'),
  aliases: wholeNumber('ALIAS_LIMIT', 30, [0, 10_000], 'aliases in a document'),
  rootFields: wholeNumber('ROOT_FIELD_LIMIT', 20, [1, 10_000], 'fields at the root of an operation'),
  directives: wholeNumber('DIRECTIVE_LIMIT', 20, [0, 10_000], 'directives in a document'),
  // As many as a page has where its size is not given.
  page: wholeNumber('PAGE_LIMIT', 100, [20, 10_000], 'entries that first and last may ask for'),
  nodes: wholeNumber('NODE_LIMIT', 10_000, [1, 10_000_000], 'estimated nodes of an operation'),
  deadline: wholeNumber('DEADLINE', 5_000, [10, 600_000], 'milliseconds that a request may take'),
  response: wholeNumber('RESPONSE_LIMIT', 4_194_304, [1_000, 1_000_000_000], 'bytes of an answer'),
  errors: wholeNumber('ERROR_LIMIT', 10, [1, 1_000], 'errors that one answer tells'),
  connections: wholeNumber('CONNECTION_LIMIT', 2_000, [1, 100_000], 'open connections'),
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
  limits,
};

/** The same in the order of the help text. */
export const settings: readonly Setting[] = Object.values({
  ...settingsByUse,
  limits: null,
  ...limits,
}).filter((setting) => setting !== null);

/** Those that every command takes. */
export const commonSettings: readonly Setting[] = [databaseUrl, logLevel];

function onOff(setting: Pick<Setting, 'name' | 'flag' | 'default' | 'description'>): Setting<boolean> {
  return {
    ...setting,
    placeholder: 'on|off',
    allowed: 'on or off',
    type: z.enum(['on', 'off']).transform((value) => value === 'on'),
  };
}

function wholeNumber(
  name: string,
  byDefault: number,
  [least, most]: [number, number],
  description: string,
): Setting<number> {
  return {
    name,
    flag: name.toLowerCase().replaceAll('_', '-'),
    placeholder: 'N',
    default: String(byDefault),
    description,
    allowed: `a whole number from ${least} to ${most}`,
    type: z
      .string()
      .regex(/^\d{1,12}$/)
      .transform(Number)
      .refine((value) => value >= least && value <= most),
  };
}

/** As browsers write it in their `Origin` header. */
function isOrigin(text: string): boolean {
  return /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}
