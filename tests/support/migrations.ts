import { readdirSync } from 'node:fs';
import path from 'node:path';

/** Names of all migrations, in order: a migration's number is its place here, from 1. */
export const migrationNames: readonly string[] = readdirSync(
  path.join(import.meta.dirname, '../../migrations'),
)
  .sort()
  .map((file) => file.replace(/^\d+-|\.ts$/g, ''));

/** The schema version of a store that is up to date. */
export const newestVersion = migrationNames.length;
