import { lexicographicSortSchema, printSchema } from 'graphql';
import type { Command } from './command.ts';
import { exitStatus } from './exit-status.ts';

export const schemaCommand: Command = {
  name: 'schema',
  summary: 'print the GraphQL schema (SDL), sorted',
  description: 'Opens no database.',
  flags: [],
  settings: [],
  async run({ io }) {
    const { schema } = await import('../schema.ts');
    io.stdout.write(`${printSchema(lexicographicSortSchema(schema))}\n`);
    return exitStatus.done;
  },
};
