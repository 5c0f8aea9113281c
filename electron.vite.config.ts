// The only place that knows bundler paths. Targets are the oldest runtime that the app supports:
// Electron 33 (Node 20.18, Chromium 130); see the README's decisions.
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const node = 'node20.18';
const chrome = 'chrome130';

export default defineConfig({
  main: {
    build: {
      target: node,
      // A start reads and compiles all of it.
      minify: true,
      rolldownOptions: {
        input: {
          main: 'src-main/electron/main.ts',
          cli: 'src-main/cli/main.ts',
          'import-worker': 'src-main/core/imports/worker.ts',
          'backup-worker': 'src-main/core/backups/worker.ts',
          'export-worker': 'src-main/core/exports/worker.ts',
          'discovery-worker': 'src-main/core/discovery/worker.ts',
          'sync-worker': 'src-main/core/sync/worker.ts',
          'search-worker': 'src-main/core/search/upkeep-worker.ts',
          'password-worker': 'src-main/core/profiles/password-worker.ts',
        },
        output: { entryFileNames: '[name].js' },
      },
    },
  },
  preload: {
    build: {
      target: node,
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: 'src-main/electron/preload.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src-renderer',
    plugins: [react()],
    build: {
      target: chrome,
      minify: true,
      // Data URIs would need a wider policy than fonts and images from 'self'.
      assetsInlineLimit: 0,
      // A file costs a round trip through the main process, which is busy at a start: few files, not small ones.
      cssCodeSplit: false,
      rolldownOptions: {
        input: join(import.meta.dirname, 'src-renderer/index.html'),
      },
    },
  },
});
