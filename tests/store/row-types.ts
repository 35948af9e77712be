import { readFileSync } from 'node:fs';
import path from 'node:path';

const source = ['tables.ts', 'text-tables.ts']
  .map((name) => readFileSync(path.join(import.meta.dirname, '../../src/db', name), 'utf8'))
  .join('\n');

/** `table.column: type` of every row type in src/db, read from their text: types are gone at run time. */
export function columnsOfRowTypes(): string[] {
  const interfaces = new Map(
    [...source.matchAll(/export interface (\w+) \{([^}]*)\}/g)].map(([, name, body]) => [
      name!,
      fieldsOf(body!),
    ]),
  );
  const tables = interfaces.get('Tables');
  if (!tables?.length) throw new Error('src/db/tables.ts has no interface Tables');
  return tables
    .flatMap(({ name: table, type }) =>
      interfaces.get(type)!.map(({ name, type: of }) => `${table}.${name}: ${asStored(of)}`),
    )
    .sort();
}

function fieldsOf(body: string): { name: string; type: string }[] {
  return [...body.matchAll(/^ {2}(\w+): (.+);$/gm)].map(([, name, type]) => ({ name: name!, type: type! }));
}

/** A choice of words is a text to the engine. */
function asStored(type: string): string {
  return type.replace(/^Generated<(.*)>$/, '$1').replaceAll(/'\w+'( \| '\w+')*/g, 'string');
}
