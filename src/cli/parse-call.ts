import { parseArgs } from 'node:util';
import { UsageError } from '../program-errors.ts';
import type { Command } from './command.ts';
import { nearest } from './nearest.ts';

export interface ParsedCall {
  flags: Map<string, string | true>;
  args: string[];
}

/**
 * The flags and arguments of one command.
 *
 * @throws UsageError one line, with the nearest name where a flag is unknown
 */
export function parseCall(command: Command, argv: readonly string[]): ParsedCall {
  const placeholders = new Map([
    ...command.flags.map(({ name, placeholder }) => [name, placeholder] as const),
    ...command.settings.map(({ flag, placeholder }) => [flag, placeholder] as const),
  ]);
  const options = Object.fromEntries(
    Array.from(placeholders, ([name, placeholder]) => [
      name,
      { type: placeholder ? ('string' as const) : ('boolean' as const) },
    ]),
  );
  const parsed = orUsageError(command, [...placeholders.keys(), 'help'], () =>
    parseArgs({ args: [...argv], options, strict: true, allowPositionals: true }),
  );
  const flags = new Map<string, string | true>();
  for (const [name, value] of Object.entries(parsed.values)) {
    if (typeof value === 'string' || value === true) flags.set(name, value);
  }
  const args = parsed.positionals;
  if (command.argument && args.length === 0) throw usageError(command, `${command.argument} is missing`);
  if (command.argument && args.includes('')) throw usageError(command, `${command.argument} is empty`);
  if (!command.argument && args.length > 0) {
    throw usageError(command, `takes no argument; ${JSON.stringify(args[0])} was given`);
  }
  return { flags, args };
}

/** Says in our words what `parseArgs` found wrong: its own run over several lines. */
function orUsageError<T>(command: Command, names: readonly string[], parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    const code = error instanceof TypeError && 'code' in error ? error.code : '';
    const [, flag = ''] = /'(-[^' ,]*)/.exec(error instanceof Error ? error.message : '') ?? [];
    if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
      const meant = nearest(flag.replace(/^-+/, ''), names);
      throw usageError(command, `unknown flag ${flag}.${meant ? ` Did you mean --${meant}?` : ''}`);
    }
    if (code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') {
      const takesNone = error instanceof Error && error.message.includes('does not take');
      throw usageError(command, takesNone ? `${flag} takes no value` : `${flag} needs a value`);
    }
    throw error;
  }
}

function usageError(command: Command, what: string): UsageError {
  return new UsageError(
    `${command.name}: ${what}${/[.?]$/.test(what) ? '' : '.'} See ibid ${command.name} --help`,
  );
}
