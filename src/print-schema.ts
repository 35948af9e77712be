import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { printSdl } from './schema.ts';

/** Writes the contract that clients generate their types from; `ibid schema` prints the same. */
const file = path.join(import.meta.dirname, '..', 'schema', 'schema.graphql');
mkdirSync(path.dirname(file), { recursive: true });
writeFileSync(file, printSdl());
