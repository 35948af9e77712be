import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** Linux counts processor time in these, a hundred a second everywhere. */
const tickMs = 10;

/** Processor time that a process has taken so far, in milliseconds; NaN where the system does not tell. */
export function cpuMsOf(pid: number): number {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return NaN;
  const stat = readFileSync(file, 'utf8');
  // Behind the name, which may hold anything: fields 14 and 15 are user and system time.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * tickMs;
}

/** Memory that a process holds, in MB; NaN where the system does not tell. */
export function memoryMbOf(pid: number): number {
  const file = `/proc/${pid}/status`;
  if (!existsSync(file)) return NaN;
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(file, 'utf8'))?.[1]) / 1024;
}

export function modelOfProcessor(): string {
  if (!existsSync('/proc/cpuinfo')) return execFileSync('uname', ['-m'], { encoding: 'utf8' }).trim();
  return /model name\s*: (.*)/.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1] ?? 'unknown';
}
