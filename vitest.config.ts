import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Without these conditions Vite picks the production build of graphql for our own imports, while packages
  // from node_modules get the development one: two copies, and "another module or realm".
  ssr: { resolve: { conditions: ['module-sync', 'node'] } },
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/support/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
