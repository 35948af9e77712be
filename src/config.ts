import { z } from 'zod';
import { UsageError } from './errors.ts';

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

const databaseUrl: Setting<string> = {
  name: 'DATABASE_URL',
  flag: 'database',
  placeholder: 'URL',
  default: 'sqlite:./data/ibid.db',
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

/** All there is to set, in the order of the help text. */
export const settings: readonly Setting[] = [
  databaseUrl,
  port,
  host,
  publicationName,
  publicationUrl,
  logLevel,
];

/** Those that every command takes. */
export const commonSettings: readonly Setting[] = [databaseUrl, logLevel];

export interface Config {
  databaseUrl: string;
  /** 0 takes a free one. */
  port: number;
  host: string;
  publicationName: string;
  publicationUrl: string | null;
  logLevel: LogLevel;
}

/**
 * The only reader of the environment. An empty variable counts as not set.
 *
 * @param flags values by flag, without the dashes
 * @throws UsageError which setting, what came, what is allowed
 */
export function readConfig(
  flags: ReadonlyMap<string, string | true> = new Map(),
  env: NodeJS.ProcessEnv = process.env,
): Config {
  function read<T>(setting: Setting<T>): T {
    const flag = flags.get(setting.flag);
    const variable = env[setting.name] === '' ? undefined : env[setting.name];
    const value = typeof flag === 'string' ? flag : (variable ?? setting.default);
    const result = setting.type.safeParse(value);
    if (result.success && (value !== '' || value === setting.default)) return result.data;
    const source = typeof flag === 'string' ? `--${setting.flag}` : setting.name;
    const shown = JSON.stringify((setting.printable?.(value) ?? value).slice(0, 100));
    throw new UsageError(`${source} is ${setting.allowed}, not ${shown}`);
  }
  return {
    databaseUrl: read(databaseUrl),
    port: read(port),
    host: read(host),
    publicationName: read(publicationName),
    publicationUrl: read(publicationUrl),
    logLevel: read(logLevel),
  };
}
