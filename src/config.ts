import { UsageError } from './program-errors.ts';
import type { Limits } from './limit-settings.ts';
import type { Setting } from './setting-kinds.ts';
import { type LogLevel, settingsByUse } from './settings.ts';

export interface Config {
  databaseUrl: string;
  /** 0 takes a free one. */
  port: number;
  host: string;
  publicationName: string;
  publicationUrl: string | null;
  logLevel: LogLevel;
  /** Origins; `*` among them lets all in. */
  corsOrigins: readonly string[];
  introspection: boolean;
  graphiql: boolean;
  /** Path of a JSON file; null where any document is answered. */
  trustedDocuments: string | null;
  limits: Limits;
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
  const { limits, ...single } = settingsByUse;
  return { ...readAll(single, read), limits: readAll(limits, read) };
}

/** The value of each setting, under its name. */
function readAll<Values extends object>(
  settings: { [Name in keyof Values]: Setting<Values[Name]> },
  read: <T>(setting: Setting<T>) => T,
): Values {
  const entries = Object.entries(settings) as [string, Setting][];
  return Object.fromEntries(entries.map(([name, setting]) => [name, read(setting)])) as Values;
}
