import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const unitAndIntegration = ['src/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}'];
const patient = { testTimeout: 60_000, hookTimeout: 120_000 };

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      { test: { name: 'shared', root: 'shared', include: unitAndIntegration, ...patient } },
      { test: { name: 'edge', root: 'edge', include: unitAndIntegration, ...patient } },
      {
        test: {
          name: 'hub',
          root: 'hub',
          include: unitAndIntegration,
          globalSetup: fileURLToPath(new URL('./hub/test/support/database-server.ts', import.meta.url)),
          ...patient,
        },
      },
      { test: { name: 'provisioning', root: 'provisioning', include: unitAndIntegration, ...patient } },
      {
        extends: 'dashboard/vite.config.ts',
        test: { name: 'dashboard', root: 'dashboard', include: unitAndIntegration, ...patient },
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
