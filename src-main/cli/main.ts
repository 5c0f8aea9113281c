#!/usr/bin/env node
// The terminal's entry: the only place that reads the environment and the arguments. Runs from source (Node strips
// the types) and bundled beside the workers as out/main/cli.js.
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { createOutput, describeError } from './output.ts';
import { createProgram, type GlobalOptions } from './program.ts';
import { terminalNetwork } from './network.ts';
import { createShell } from './shell.ts';

await main();

async function main(): Promise<void> {
  const fromSource = import.meta.url.endsWith('.ts');
  const beside = (source: string, bundled: string) => new URL(fromSource ? source : bundled, import.meta.url);
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };

  const globals: GlobalOptions = {};
  const output = createOutput({
    stdout: process.stdout,
    stderr: process.stderr,
    noColor: (process.env['NO_COLOR'] ?? '') !== '',
    json: () => globals.json === true,
  });
  const shell = createShell({
    process,
    output,
    home: homedir(),
    chosenFolder: () => globals.data,
    core: {
      workers: {
        imports: beside('../core/imports/worker.ts', './import-worker.js'),
        passwords: beside('../core/profiles/password-worker.ts', './password-worker.js'),
        backups: beside('../core/backups/worker.ts', './backup-worker.js'),
        exports: beside('../core/exports/worker.ts', './export-worker.js'),
        discovery: beside('../core/discovery/worker.ts', './discovery-worker.js'),
        search: beside('../core/search/upkeep-worker.ts', './search-worker.js'),
        sync: beside('../core/sync/worker.ts', './sync-worker.js'),
      },
      starterCatalogue: fileURLToPath(new URL('../../resources/starter-catalogue.csv', import.meta.url)),
      host: { app: manifest.version, electron: null, chromium: null },
      network: terminalNetwork(),
      checkOutput: fromSource,
    },
  });

  // A reader that has seen enough (`| head`) is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });

  try {
    try {
      await createProgram({ shell, version: manifest.version, globals }).parseAsync(process.argv, {
        from: 'node',
      });
    } finally {
      await shell.close();
    }
  } catch (error) {
    const { exitCode, ...told } = describeError(error);
    if (exitCode !== 0) output.error(told);
    process.exitCode = exitCode;
  }
}
