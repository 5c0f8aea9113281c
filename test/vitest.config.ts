// One project for each kind of test. npm test and npm run check choose among them by these names.
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** For what starts a core: its workers come from out/. */
const onBuild = { globalSetup: [join(import.meta.dirname, 'support/build-once.mjs')] };

const inWindow = {
  testTimeout: 60_000,
  hookTimeout: 120_000,
  fileParallelism: false,
  // A real window on a busy machine: a key may come before the focus that it is meant for.
  retry: 1,
};

// oxlint-disable-next-line import/no-default-export -- Vitest asks for it
export default defineConfig({
  root: join(import.meta.dirname, '..'),
  test: {
    // Two cores are often busy; a test that hangs still ends.
    testTimeout: 30_000,
    expect: { poll: { timeout: 20_000 } },
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/shared/**/*.test.ts'],
          exclude: ['test/shared/**/*.long.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          ...onBuild,
          name: 'core',
          include: ['test/core/**/*.test.ts'],
          exclude: ['test/core/**/*.long.test.ts'],
        },
      },
      // Hundreds of kills, mutations and made-up calls, thousands of schedules: npm run test:long.
      {
        extends: true,
        test: { ...onBuild, name: 'long', include: ['test/{core,shared}/**/*.long.test.ts'] },
      },
      // The power cut ten thousand times, disks that fail, files that are damaged: npm run test:faults.
      {
        extends: true,
        test: { ...onBuild, name: 'faults', include: ['test/faults/**/*.faults.ts'], fileParallelism: false },
      },
      { extends: true, test: { ...onBuild, name: 'migrations', include: ['test/migrations/**/*.test.ts'] } },
      {
        extends: true,
        plugins: [react()],
        test: {
          ...onBuild,
          name: 'renderer',
          include: ['test/renderer/**/*.test.{ts,tsx}'],
          environment: 'jsdom',
        },
      },
      { extends: true, test: { ...onBuild, name: 'cli', include: ['test/cli/**/*.test.ts'] } },
      // The installed package: npm run test:package.
      {
        extends: true,
        test: {
          name: 'package',
          include: ['test/package/**/*.package.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
        },
      },
      { extends: true, test: { name: 'scripts', include: ['test/scripts/**/*.test.ts'] } },
      // The sync server's processes, each test with a redis-server of its own.
      {
        extends: true,
        test: {
          name: 'server',
          include: ['test/server/**/*.test.ts'],
          exclude: ['test/server/**/*.long.test.ts'],
          // What the files share holds nothing of a test; reading it anew for each costs a second.
          isolate: false,
          // Processes are started before each file's tests, on a machine that may be busy.
          hookTimeout: 120_000,
        },
      },
      // Hundreds of kills and cut connections, thousands of requests in bad faith: npm run test:long.
      {
        extends: true,
        test: {
          ...onBuild,
          name: 'server-long',
          include: ['test/server/**/*.long.test.ts'],
          testTimeout: 20 * 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          ...onBuild,
          name: 'e2e',
          include: ['test/e2e/**/*.e2e.ts'],
          exclude: ['test/e2e/{security,tours}/**'],
          ...inWindow,
        },
      },
      // Minutes through every page at every size, which leave their pictures: npm run test:tours.
      {
        extends: true,
        test: { ...onBuild, name: 'tours', include: ['test/e2e/tours/**/*.e2e.ts'], ...inWindow },
      },
      // Attacks on the window, as it was built or as it was packaged: npm run test:security.
      {
        extends: true,
        test: { ...onBuild, name: 'security', include: ['test/e2e/security/**/*.e2e.ts'], ...inWindow },
      },
    ],
  },
});
