import { defineConfig } from 'vitest/config';
import { ClosingLine } from './tests/support/closing-line.ts';
import { LongestFirst } from './tests/support/longest-first.ts';

export default defineConfig({
  // The conditions Node.js itself resolves packages with. With Vite's, our files and the packages we use get
  // different builds of graphql: two copies, and "another module or realm".
  ssr: { resolve: { conditions: ['module-sync', 'node'] } },
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/support/global-setup.ts'],
    reporters: ['default', new ClosingLine()],
    pool: 'forks',
    // One more than small machines have cores: much of the time a worker waits for a process or for PostgreSQL.
    maxWorkers: 3,
    // What modules of ours keep changes no answer, so files can share a worker and what it has loaded.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
