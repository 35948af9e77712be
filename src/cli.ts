import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Command, Io } from './cli/command.ts';
import { exitStatus } from './cli/exit-status.ts';
import { describeCommand, describeProgram } from './cli/help.ts';
import { nearest } from './cli/nearest.ts';
import { parseCall } from './cli/parse-call.ts';
import { readConfig } from './config.ts';
import { UnreachableError, UsageError } from './program-errors.ts';
import { projectRoot } from './server/project-root.ts';

/** Imported when they are called: none waits for what another one needs. */
const loaders: ReadonlyMap<string, () => Promise<Command>> = new Map([
  ['serve', async () => (await import('./cli/serve.ts')).serveCommand],
  ['migrate', async () => (await import('./cli/migrate.ts')).migrateCommand],
  ['ingest', async () => (await import('./cli/ingest.ts')).ingestCommand],
  ['detect', async () => (await import('./cli/detect.ts')).detectCommand],
  ['doctor', async () => (await import('./cli/doctor.ts')).doctorCommand],
  ['schema', async () => (await import('./cli/schema.ts')).schemaCommand],
]);

export function loadCommands(): Promise<Command[]> {
  return Promise.all(loaders.values().map((load) => load()));
}

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
        rest[0] === undefined
          ? describeProgram(await loadCommands())
          : describeCommand(await findCommand(rest[0])),
      );
    }
    const command = await findCommand(name);
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

async function findCommand(name: string): Promise<Command> {
  const load = loaders.get(name);
  if (load) return load();
  const kind = name.startsWith('-') ? 'flag' : 'command';
  const meant = nearest(name, [...loaders.keys(), 'help', 'version', '--help', '--version']);
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
