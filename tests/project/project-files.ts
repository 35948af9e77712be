import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..', '..');

/** What .gitignore names, in any folder, and git's own. */
const ignored = [
  '.git',
  ...readFileSync(path.join(root, '.gitignore'), 'utf8')
    .split('\n')
    .filter((line) => line.endsWith('/'))
    .map((line) => line.slice(0, -1)),
];

export function readProjectFile(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

/** Paths below a folder of the project, from the project's root; what git ignores is left out. */
export function listProjectFiles(folder = ''): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = path.posix.join(folder, entry.name);
    if (ignored.includes(entry.name)) return [];
    return entry.isDirectory() ? listProjectFiles(file) : entry.isFile() ? [file] : [];
  });
}

/** `check` finds faults in one file's text; each becomes `file: fault`. */
export function findFaults(files: string[], check: (text: string, file: string) => string[]): string[] {
  return files.flatMap((file) => check(readProjectFile(file), file).map((fault) => `${file}: ${fault}`));
}
