import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { findFaults, listProjectFiles } from './project-files.ts';

const maxLines = 400;

const source = listProjectFiles('src');
const code = ['src', 'migrations', 'tests', 'tools', 'bin']
  .flatMap((folder) => listProjectFiles(folder))
  .filter((file) => /\.[jt]s$/.test(file) && !file.startsWith('tests/support/gql/'));

/** The name of an engine compared, switched on or looked up: behaviour belongs into a capability of the dialect. */
function findDialectTests(text: string): string[] {
  const name = String.raw`['"\`](?:sqlite|postgres(?:ql)?)['"\`]`;
  const asking = new RegExp(
    String.raw`[!=]==?\s*${name}|${name}\s*[!=]==?|\bcase ${name}|\(${name}\)|\[${name}\]`,
    'g',
  );
  return text.match(asking) ?? [];
}

function findDefaultExports(text: string): string[] {
  return text.match(/^export default\b|^export \{[^}]*\bas default\b|^module\.exports/gm) ?? [];
}

/** A file that only passes on what others export. */
function isBarrel(text: string): boolean {
  const statements = text.replace(/\/\*[^]*?\*\/|\/\/.*/g, '').split(';');
  const meant = statements.map((statement) => statement.trim()).filter(Boolean);
  return meant.length > 0 && meant.every((statement) => /^export\b[^=(]*\bfrom '/.test(statement));
}

describe('source files', () => {
  test('ask for no engine outside src/db', () => {
    const files = source.filter((file) => !file.startsWith('src/db/'));
    expect(findFaults(files, findDialectTests)).toEqual([]);
  });

  test('have no default exports', () => {
    expect(findFaults(code, findDefaultExports)).toEqual([]);
  });

  test('are no barrels and no catch-alls', () => {
    const faults = findFaults(code, (text, file) => {
      const catchAll = /^(index|utils?|helpers?|misc|common)\.[jt]s$/.test(path.basename(file));
      return catchAll || isBarrel(text) ? ['barrel or catch-all'] : [];
    });
    expect(faults).toEqual([]);
  });

  test('have names in kebab-case', () => {
    const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)+$/;
    expect(code.filter((file) => !kebab.test(path.basename(file)))).toEqual([]);
  });

  test(`have at most ${maxLines} lines`, () => {
    const faults = findFaults(source, (text) => {
      const lines = text.split('\n').length - 1;
      return lines > maxLines ? [`${lines} lines: split it`] : [];
    });
    expect(faults).toEqual([]);
  });
});

describe('planted faults are found', () => {
  test.each([
    `if (engine === 'sqlite')`,
    `x != "postgresql"`,
    `'postgres' == url`,
    `case 'sqlite':`,
    `is('sqlite')`,
  ])('%s', (text) => expect(findDialectTests(text)).toHaveLength(1));

  test.each(['export default 1;', 'export { a as default };'])('%s', (text) => {
    expect(findDefaultExports(text)).toHaveLength(1);
  });

  test('barrel', () => {
    expect(isBarrel(`// All.\nexport * from './a.ts';\nexport {\n  b,\n} from './b.ts';\n`)).toBe(true);
    expect(isBarrel(`export { a } from './a.ts';\nexport const b = 1;\n`)).toBe(false);
  });
});
