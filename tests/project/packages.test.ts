import SchemaBuilder from '@pothos/core';
import { GraphQLSchema } from 'graphql';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { findFaults, listProjectFiles, readProjectFile } from './project-files.ts';

const versions = z.record(z.string(), z.string()).default({});
const Package = z.object({
  dependencies: versions,
  devDependencies: versions,
  optionalDependencies: versions,
});
const Installed = z.object({ packages: z.record(z.string(), z.unknown()) });

describe('packages', () => {
  test('have exact versions', () => {
    const manifests = listProjectFiles().filter((file) => /(^|\/)package\.json$/.test(file));
    expect(manifests).toContain('package.json');
    const faults = findFaults(manifests, (text) => {
      const { dependencies, devDependencies, optionalDependencies } = Package.parse(JSON.parse(text));
      return Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })
        .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
        .map(([name, version]) => `${name} ${version}`);
    });
    expect(faults).toEqual([]);
  });

  test('are locked without the name of a registry', () => {
    expect(readProjectFile('package-lock.json')).not.toMatch(/"resolved": "\w+:\/\//);
  });

  test('hold one copy of graphql', () => {
    const { packages } = Installed.parse(JSON.parse(readProjectFile('node_modules/.package-lock.json')));
    expect(Object.keys(packages).filter((name) => /(^|\/)node_modules\/graphql$/.test(name))).toEqual([
      'node_modules/graphql',
    ]);
  });

  test('and the tests load graphql once', () => {
    const builder = new SchemaBuilder({});
    builder.queryType({ fields: (t) => ({ one: t.int({ resolve: () => 1 }) }) });
    expect(builder.toSchema()).toBeInstanceOf(GraphQLSchema);
  });
});

test('no file names a path of one machine', () => {
  const files = listProjectFiles().filter((file) => !file.startsWith('sample/'));
  const faults = findFaults(files, (text) =>
    text.includes('\0') ? [] : (text.match(/(?<![\w.~:/-])\/(work|root)\/[^\s'"`]*/g) ?? []),
  );
  expect(faults).toEqual([]);
});
