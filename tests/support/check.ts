import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

/** What `npm test` checks before it runs anything, side by side; each is also a script of its own. */
const checks = ['types', 'lint', 'format', 'generated'].map((name) => `check:${name}`);

/** Prints what a check says only where it fails, so that what several say is not mixed. */
async function check(name: string): Promise<boolean> {
  const child = spawn('npm', ['run', '-s', name], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  if (child.exitCode === 0) return true;
  console.error(`${stdout}${stderr}npm run ${name} failed`);
  return false;
}

const passed = await Promise.all(checks.map(check));
if (passed.includes(false)) process.exitCode = 1;
