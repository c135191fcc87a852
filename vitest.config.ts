import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const unitAndIntegration = ['src/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}'];
// Loading its modules anew for each file of tests took minutes of a whole run, so the files that one worker runs share
// them. What a file changes in its process (environment, globals, mocks) it therefore puts back.
const common = { testTimeout: 60_000, hookTimeout: 120_000, isolate: false };

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      { test: { name: 'shared', root: 'shared', include: unitAndIntegration, ...common } },
      { test: { name: 'edge', root: 'edge', include: unitAndIntegration, ...common } },
      {
        test: {
          name: 'hub',
          root: 'hub',
          include: unitAndIntegration,
          globalSetup: fileURLToPath(new URL('./hub/test/support/database-server.ts', import.meta.url)),
          ...common,
        },
      },
      { test: { name: 'provisioning', root: 'provisioning', include: unitAndIntegration, ...common } },
      {
        extends: 'dashboard/vite.config.ts',
        test: { name: 'dashboard', root: 'dashboard', include: unitAndIntegration, ...common },
      },
      // The fleet owns the machine while it runs: one file after the other.
      {
        test: {
          name: 'fleet',
          root: 'test',
          include: ['**/*.test.ts'],
          fileParallelism: false,
          sequence: { groupOrder: 1 },
          testTimeout: 180_000,
          hookTimeout: 240_000,
        },
      },
    ],
  },
});
