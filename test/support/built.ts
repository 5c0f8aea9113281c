// What a core is made with in a test or a bench: the workers as they are shipped, from out/, because a thread that reads
// a hundred sources takes ten times as long to start.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CoreConfig } from '#main/core/core.ts';

export const projectRoot = join(import.meta.dirname, '..', '..');

/** A file of the build: `build-once.mjs` sees to it that it is there. */
export const builtFile = (name: string) => join(projectRoot, 'out', 'main', name);

/** By path: in jsdom, Vite turns `new URL(…, import.meta.url)` into an address of the page. */
const worker = (name: string) => pathToFileURL(builtFile(`${name}-worker.js`));

export const builtCore = {
  workers: {
    imports: worker('import'),
    backups: worker('backup'),
    exports: worker('export'),
    discovery: worker('discovery'),
    search: worker('search'),
    sync: worker('sync'),
    passwords: worker('password'),
  },
  starterCatalogue: join(projectRoot, 'resources', 'starter-catalogue.csv'),
  host: { app: '0.0.0', electron: null, chromium: null },
  passwordCost: 4,
} satisfies Partial<CoreConfig>;
