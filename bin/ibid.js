#!/usr/bin/env node
// Plain JavaScript without newer syntax: a Node.js too old for TypeScript must get as far as the message below.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import module from 'node:module';
import os from 'node:os';
import { fileURLToPath } from 'node:url';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));

// What was compiled once is read the next time: half a second, and 30 MB that stripping types would take.
const compileCache = path('../node_modules/.cache/ibid');

/** Whether a version satisfies a range made of `^a.b.c` and `>=a.b.c`, joined by `||`. */
function satisfies(version, range) {
  const own = version.split('.').map(Number);
  return range.split('||').some((part) => {
    const [, operator, text] = /^(\^|>=)(\d+\.\d+\.\d+)$/.exec(part.trim());
    const wanted = text.split('.').map(Number);
    if (operator === '^' && own[0] !== wanted[0]) return false;
    const differing = own.findIndex((number, i) => number !== wanted[i]);
    return differing === -1 || own[differing] > wanted[differing];
  });
}

function rerunWith(node) {
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
  const forward = (signal) => {
    // A terminal sends Ctrl-C to the child as well; a second one could mean "stop at once" to it.
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, forward);
  child.on('error', (error) => {
    console.error(`ibid: cannot start ${node}: ${error.message}`);
    process.exitCode = 2;
  });
  child.on('exit', (code, signal) => {
    for (const name of signals) process.off(name, forward);
    if (signal) process.kill(process.pid, signal);
    else process.exitCode = code;
  });
}

/**
 * `npm start` and `npx` run a program below a shell, which dies of their SIGTERM and tells it nothing: without this
 * a server that was started so would go on and keep its port.
 */
function endWithParent() {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 500);
  watch.unref();
}

/**
 * Young objects in 8 or 16 MB instead of 32, collected by one thread, and a collection when the old ones have grown by so much: a
 * server under load takes much less memory at the same speed, and so does an ingest. Several threads get in each other's
 * way in so little. glibc would also keep memory for each thread that once asked for some. All of them hear of it before
 * they start only, so the process becomes another one, with the same number and the same parent.
 *
 * @param helpers how many threads compile and collect garbage beside the program; Node.js itself has four
 */
function keepSmall({ youngMb, growingPercent, arenas, helpers }) {
  const flags = [
    `--max-semi-space-size=${youngMb}`,
    '--no-parallel-scavenge',
    `--heap-growing-percent=${growingPercent}`,
    ...(helpers === undefined ? [] : [`--v8-pool-size=${helpers}`]),
  ];
  const given = [...process.execArgv, process.env.NODE_OPTIONS ?? ''].join(' ');
  if (given.includes('semi-space-size') || process.platform === 'win32' || !process.execve) return;
  const argv = [process.execPath, ...process.execArgv, ...flags, ...process.argv.slice(1)];
  process.execve(process.execPath, argv, {
    MALLOC_ARENA_MAX: String(arenas),
    NODE_COMPILE_CACHE: compileCache,
    ...process.env,
  });
}

if (process.argv[2] === 'serve') keepSmall({ youngMb: 8, growingPercent: 100, arenas: 2 });
// Two threads have all processors to themselves where there are no more.
const processors = os.availableParallelism ? os.availableParallelism() : os.cpus().length;
const helpers = processors > 2 ? undefined : 1;
if (process.argv[2] === 'ingest') keepSmall({ youngMb: 16, growingPercent: 40, arenas: 1, helpers });
if (process.env.npm_command) endWithParent();

const { engines } = JSON.parse(readFileSync(path('../package.json'), 'utf8'));
const pinned = path('../node_modules/.bin/node');

if (!satisfies(process.versions.node, engines.node)) {
  // A pinned Node.js that does not satisfy the range comes here too, and must not start itself again.
  if (existsSync(pinned) && realpathSync(pinned) !== realpathSync(process.execPath)) {
    rerunWith(pinned);
  } else {
    console.error(`ibid: this is Node.js ${process.versions.node}; Ibid needs ${engines.node}`);
    process.exitCode = 2;
  }
} else {
  // Node.js refuses to strip types below node_modules, so an installed package runs its build.
  const installed = /[\\/]node_modules[\\/]/.test(path('.'));
  const fromSource = !installed && existsSync(path('../src/main.ts'));
  module.enableCompileCache(compileCache);
  await import(fromSource ? '../src/main.ts' : '../dist/src/main.js');
}
