import { spawn } from 'node:child_process';
import path from 'node:path';
import { projectRoot } from '../../src/server/project-root.ts';
import { compileCache, finish, type Finished } from '../cli/ibid-process.ts';

const tools = path.join(projectRoot, 'node_modules', '.bin');

/** A command of an installed package, or `node`, as an npm script would run it in that folder; ended after 50 s. */
export async function runTool(
  name: string,
  args: readonly string[],
  { cwd, env = {} }: { cwd: string; env?: Record<string, string> },
): Promise<Finished> {
  const file = name === 'node' ? process.execPath : path.join(tools, name);
  const PATH = [path.dirname(process.execPath), process.env['PATH']].join(path.delimiter);
  return finish(
    spawn(file, args, {
      cwd,
      env: { PATH, ...compileCache(), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 50_000,
    }),
  );
}
