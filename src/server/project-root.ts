import { findPackageJSON } from 'node:module';
import path from 'node:path';

/** The folder of Ibid's package.json, from the sources as from the build. */
export const projectRoot = path.dirname(findPackageJSON(import.meta.url) ?? '.');
