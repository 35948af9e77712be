import type { Config } from '../config.ts';
import type { Setting } from '../setting-kinds.ts';

/** Where a command prints, and who may stop it. */
export interface Io {
  stdout: Output;
  stderr: Output;
  /** The process's own where it is left out. */
  stdin?: NodeJS.ReadableStream;
  /** The process's own where it is left out. */
  env?: NodeJS.ProcessEnv;
  /**
   * Called by a command that can stop in good order; the reason is the name of the signal. Whoever never calls
   * it is ended by the signal.
   */
  stopSignal(): AbortSignal;
}

export type Output = NodeJS.WritableStream & { isTTY?: boolean };

export interface Flag {
  /** Without the dashes. */
  name: string;
  /** What stands for the value in the help text; a flag without it takes none. */
  placeholder?: string;
  description: string;
}

export interface Command {
  name: string;
  /** One line, in the list of commands. */
  summary: string;
  /** What follows the summary in the command's own help. */
  description: string;
  /** The argument's name, where there is one; it is needed, and may be repeated. */
  argument?: string;
  flags: readonly Flag[];
  settings: readonly Setting[];
  /** Resolves to the exit status. */
  run(call: Call): Promise<number>;
}

export interface Call {
  config: Config;
  /** By name without the dashes; true for one without a value. */
  flags: ReadonlyMap<string, string | true>;
  args: readonly string[];
  io: Io;
}
