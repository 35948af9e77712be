import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Linux counts processor time in these, a hundred a second everywhere. */
const tickMs = 10;

/** Processor time that a process has taken so far, in milliseconds; NaN where the system does not tell. */
export function cpuMsOf(pid: number): number {
  return statOf(pid)?.cpuMs ?? NaN;
}

/** The same of a process with its children, those that have ended included; not of their children. */
export function cpuMsOfFamily(pid: number): number {
  const parent = statOf(pid);
  if (!parent) return NaN;
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => statOf(Number(name)))
    .filter((stat) => stat?.parent === pid);
  return children.reduce((sum, child) => sum + child!.cpuMs, parent.cpuMs + parent.endedChildrenCpuMs);
}

/** Undefined where the process has ended, or the system does not tell. */
function statOf(pid: number): { parent: number; cpuMs: number; endedChildrenCpuMs: number } | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // Behind the name, which may hold anything, comes field 3 of proc(5).
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const field = (number: number) => Number(fields[number - 3]);
  return {
    parent: field(4),
    cpuMs: (field(14) + field(15)) * tickMs,
    endedChildrenCpuMs: (field(16) + field(17)) * tickMs,
  };
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
