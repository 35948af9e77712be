import path from 'node:path';
import { expect, test } from 'vitest';
import { findFaults, listProjectFiles } from './project-files.ts';

/**
 * Who imports whom: a unit may import itself, the units named here, and what those
 * may import. A unit is a folder of src or a file right in it; `NOUN.schema` are the `*.schema.ts` files of a
 * folder, NOUN its others.
 */
const arrows: Record<string, string[]> = {
  main: ['cli', 'app'],
  cli: ['app', 'doctor'],
  doctor: ['ingest'],
  'print-schema': ['schema'],
  app: ['server'],
  server: ['schema', 'limits', 'execution'],
  execution: ['limits', 'text-budget', 'turns'],
  schema: ['graph.schema', 'search.schema', 'publication.schema'],

  'graph.schema': ['reference.schema', 'graph'],
  'reference.schema': ['take.schema'],
  'search.schema': ['take.schema', 'search'],
  'take.schema': ['article.schema'],
  'article.schema': ['publisher.schema', 'person.schema', 'topic.schema'],
  'publisher.schema': ['list.schema'],
  'person.schema': ['list.schema'],
  'topic.schema': ['list.schema'],
  'publication.schema': ['list.schema', 'publication'],
  'list.schema': ['builder', 'loader', 'ingest', 'list'],
  builder: ['context'],
  loader: ['context'],
  context: ['db', 'text-budget', 'turns'],
  'text-budget': ['errors'],

  ingest: ['reference', 'read'],
  read: ['detect'],
  reference: ['take'],
  search: ['take'],
  graph: ['article', 'topic'],
  take: ['article', 'detect'],
  article: ['publisher', 'person', 'topic'],
  publisher: ['list'],
  person: ['list', 'text-index'],
  topic: ['list', 'text-index'],
  'text-index': ['db'],
  publication: ['db'],
  list: ['db', 'limits'],
  limits: ['errors', 'limit-settings'],
  detect: ['body', 'identity'],
  body: ['identity'],
  db: ['migrations', 'identity', 'config', 'turns'],
  migrations: [],
  identity: [],
  config: ['program-errors', 'settings'],
  settings: ['limit-settings'],
  'limit-settings': ['setting-kinds'],
  'setting-kinds': [],
  turns: [],
  errors: ['program-errors'],
  'program-errors': [],
};

const importPattern = /(?:\bfrom|\bimport|\bimport\()\s*'(\.[^']+)'/g;

function unitOf(file: string): string {
  const [top = '', first, ...rest] = file.split('/');
  if (top === 'migrations') return top;
  const suffix = file.endsWith('.schema.ts') && rest.length > 0 ? '.schema' : '';
  return (first ?? '').replace(/\.ts$/, '') + suffix;
}

function reachable(unit: string, found = new Set<string>()): Set<string> {
  if (!found.has(unit)) {
    found.add(unit);
    for (const next of arrows[unit] ?? []) reachable(next, found);
  }
  return found;
}

function findWrongImports(text: string, file: string): string[] {
  const unit = unitOf(file);
  if (!arrows[unit]) return [`${unit} has no place in the table of tests/project/imports.test.ts`];
  const allowed = reachable(unit);
  return Array.from(text.matchAll(importPattern), ([, target = '']) => target).filter(
    (target) => !allowed.has(unitOf(path.posix.join(path.posix.dirname(file), target))),
  );
}

test('imports go one way', () => {
  const files = [...listProjectFiles('src'), ...listProjectFiles('migrations')];
  expect(findFaults(files, findWrongImports)).toEqual([]);
});

test('the table has no way round', () => {
  const circles = Object.keys(arrows).filter((unit) =>
    arrows[unit]!.some((next) => reachable(next).has(unit)),
  );
  expect(circles).toEqual([]);
});

test.each([
  ['src/article/article.queries.ts', `import { x } from '../take/take.queries.ts';`],
  ['src/article/article.queries.ts', `import type {\n  X,\n} from '../article/article.schema.ts';`],
  ['src/article/article.schema.ts', `export { x } from '../take/take.schema.ts';`],
  ['src/db/store.ts', `import '../context.ts';`],
  ['src/detect/title.ts', `const { x } = await import('../db/store.ts');`],
  ['migrations/0002-more.ts', `import type { Db } from '../src/db/dialect.ts';`],
  ['src/helpers/some.ts', ''],
])('a planted violation is found: %s', (file, text) => {
  expect(findWrongImports(text, file)).toHaveLength(1);
});

test('what the arrows allow is not found', () => {
  const text = `import { a } from './take.queries.ts';\nimport type { B } from '../article/article.schema.ts';`;
  expect(findWrongImports(text, 'src/take/take.schema.ts')).toEqual([]);
});
