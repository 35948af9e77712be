import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Command, Io } from './cli/command.ts';
import { detectCommand } from './cli/detect.ts';
import { doctorCommand } from './cli/doctor.ts';
import { exitStatus } from './cli/exit-status.ts';
import { describeCommand, describeProgram } from './cli/help.ts';
import { ingestCommand } from './cli/ingest.ts';
import { migrateCommand } from './cli/migrate.ts';
import { nearest } from './cli/nearest.ts';
import { parseCall } from './cli/parse-call.ts';
import { schemaCommand } from './cli/schema.ts';
import { serveCommand } from './cli/serve.ts';
import { readConfig } from './config.ts';
import { UnreachableError, UsageError } from './errors.ts';
import { projectRoot } from './server/project-root.ts';

export const commands: readonly Command[] = [
  serveCommand,
  migrateCommand,
  ingestCommand,
  detectCommand,
  doctorCommand,
  schemaCommand,
];

/** Runs one command line. Resolves to the exit status; what went wrong is one line on stderr. */
export async function runCli(argv: readonly string[], io: Io): Promise<number> {
  let debugging = false;
  try {
    const [name, ...rest] = argv;
    if (name === undefined) throw new UsageError('No command was given. See ibid help');
    if (['version', '--version'].includes(name)) return print(io, `ibid ${readVersion()}`);
    if (['help', '--help', '-h'].includes(name)) {
      return print(
        io,
        rest[0] === undefined ? describeProgram(commands) : describeCommand(findCommand(rest[0])),
      );
    }
    const command = findCommand(name);
    if (asksForHelp(rest)) return print(io, describeCommand(command));
    const { flags, args } = parseCall(command, rest);
    const config = readConfig(flags, io.env);
    debugging = ['debug', 'trace'].includes(config.logLevel);
    return await command.run({ config, flags, args, io });
  } catch (error) {
    const expected = error instanceof UsageError || error instanceof UnreachableError;
    io.stderr.write(`ibid: ${debugging && !expected ? withStack(error) : messageOf(error)}\n`);
    if (error instanceof UsageError) return exitStatus.usage;
    if (error instanceof UnreachableError) return exitStatus.unreachable;
    return exitStatus.inputFailed;
  }
}

function findCommand(name: string): Command {
  const command = commands.find((known) => known.name === name);
  if (command) return command;
  const kind = name.startsWith('-') ? 'flag' : 'command';
  const meant = nearest(name, [
    ...commands.map((known) => known.name),
    'help',
    'version',
    '--help',
    '--version',
  ]);
  throw new UsageError(
    `Unknown ${kind} ${JSON.stringify(name)}.${meant ? ` Did you mean ${meant}?` : ''} See ibid help`,
  );
}

function asksForHelp(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  return argv.slice(0, end === -1 ? undefined : end).some((word) => word === '--help' || word === '-h');
}

function print(io: Io, text: string): number {
  io.stdout.write(`${text}\n`);
  return exitStatus.done;
}

function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(path.join(projectRoot, 'package.json'), 'utf8'));
  return manifest && typeof manifest === 'object' && 'version' in manifest ? String(manifest.version) : '';
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\s*\n\s*/g, ' ');
}

function withStack(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
