import { spawnSync, type SpawnSyncOptions } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Fails where the generated files are not what `npm run generate` makes of the sources; changes nothing. */
const schema = 'schema/schema.graphql';

function fail(reason: string, output = ''): never {
  console.error(`${output}${reason}: npm run generate`);
  process.exit(1);
}

function run(
  command: string,
  args: string[],
  options: SpawnSyncOptions = {},
): { ok: boolean; output: string } {
  const { status, stdout, stderr, error } = spawnSync(command, args, { ...options, encoding: 'utf8' });
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

const check = ['--config', 'codegen.ts', '--check'];
const codegen = run('graphql-codegen', check);
if (!codegen.ok) fail('tests/support/gql/ is not what schema/operations/ says', codegen.output);
const example = run('graphql-codegen', check, {
  cwd: 'examples/consumer',
  env: { ...process.env, IBID_SCHEMA: path.resolve(schema) },
});
if (!example.ok) fail('examples/consumer/src/gql/ is not what its queries say', example.output);
