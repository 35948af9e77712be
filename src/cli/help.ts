import type { Setting } from '../setting-kinds.ts';
import type { Command } from './command.ts';
import { exitStatuses } from './exit-status.ts';

/** `ibid help` */
export function describeProgram(commands: readonly Command[]): string {
  return `ibid: a self-hosted GraphQL content graph for publications that comment on what others publish

Usage
  ibid COMMAND [flags]

Commands
${table([
  ...commands.map((command) => [synopsis(command), command.summary] as const),
  ['help [COMMAND]', 'this text, or that of a command'],
  ['version', 'the version'],
])}

${describeExitStatus()}`;
}

/** `ibid COMMAND --help` */
export function describeCommand(command: Command): string {
  return `ibid ${command.name}: ${command.summary}

Usage
  ibid ${synopsis(command)} [flags]

${command.description}

Flags
${table([
  ...command.flags.map(
    ({ name, placeholder, description }) => [flagOf(name, placeholder), description] as const,
  ),
  ...command.settings.map(
    (setting) => [flagOf(setting.flag, setting.placeholder), describeSetting(setting)] as const,
  ),
  ['--help, -h', 'this text'],
])}

A flag wins over the environment variable named beside it.

${describeExitStatus()}`;
}

function synopsis({ name, argument }: Command): string {
  return argument ? `${name} ${argument}…` : name;
}

function flagOf(name: string, placeholder?: string): string {
  return placeholder ? `--${name} ${placeholder}` : `--${name}`;
}

function describeSetting(setting: Setting): string {
  return `${setting.description} [${setting.name}${setting.default && `, default ${setting.default}`}]`;
}

function describeExitStatus(): string {
  return `Exit status\n${table(exitStatuses.map(({ status, meaning }) => [String(status), meaning] as const))}`;
}

function table(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n');
}
