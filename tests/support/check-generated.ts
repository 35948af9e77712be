import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

/** Fails where the generated files are not what `npm run generate` makes of the sources; changes nothing. */
const schema = 'schema/schema.graphql';

function fail(reason: string, output = ''): never {
  console.error(`${output}${reason}: npm run generate`);
  process.exit(1);
}

function run(command: string, args: string[]): { ok: boolean; output: string } {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (error) throw error;
  return { ok: status === 0, output: stdout + stderr };
}

const committed = existsSync(schema) ? readFileSync(schema, 'utf8') : undefined;
const printed = run(process.execPath, ['src/print-schema.ts']);
const fresh = printed.ok ? readFileSync(schema, 'utf8') : undefined;
if (committed === undefined) rmSync(schema, { force: true });
else if (fresh !== committed) writeFileSync(schema, committed);
if (!printed.ok) fail('The schema cannot be printed', printed.output);
if (fresh !== committed) fail(`${schema} is not what the program serves`);

const codegen = run('graphql-codegen', ['--config', 'codegen.ts', '--check']);
if (!codegen.ok) fail('tests/support/gql/ is not what schema/operations/ says', codegen.output);
