import type { Command } from './command.ts';
import { exitStatus } from './exit-status.ts';

export const schemaCommand: Command = {
  name: 'schema',
  summary: 'print the GraphQL schema (SDL), sorted',
  description: 'Opens no database.',
  flags: [],
  settings: [],
  async run({ io }) {
    const { printSdl } = await import('../schema.ts');
    io.stdout.write(printSdl());
    return exitStatus.done;
  },
};
