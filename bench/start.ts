import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

/*
 * npm run bench                            measures (bench.ts)
 * npm run bench -- profile QUERY SERVER    profiles one server (profile.ts)
 * npm run bench -- load                    fills stores only (load-in-bulk.ts)
 * npm run bench -- compare                 compares the two ways to fill them (compare-loaders.ts)
 * npm run bench -- search                  what searches cost in stores of several sizes (search.ts)
 * npm run bench -- graph                   what related articles, paths and the like cost (graph.ts)
 * npm run bench -- detect                  what detection costs in stores of several sizes (detection.ts)
 * npm run bench -- formats                  how fast documents of each format are stored (formats.ts)
 */
const programs: Readonly<Record<string, string>> = {
  profile: './profile.ts',
  load: './load-in-bulk.ts',
  compare: './compare-loaders.ts',
  detect: './detection.ts',
  search: './search.ts',
  graph: './graph.ts',
  formats: './formats.ts',
};

if (!existsSync(path.join(import.meta.dirname, 'node_modules', '.package-lock.json'))) {
  process.stderr.write('Installing the packages of bench/\n');
  execFileSync('npm', ['ci'], {
    cwd: import.meta.dirname,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
}
const program = programs[process.argv[2] ?? ''];
if (program !== undefined) process.argv.splice(2, 1);
await import(program ?? './bench.ts');
