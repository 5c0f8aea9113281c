// Starts the real Electron window under Playwright: ours, or the blank one that benches compare with.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { _electron, type ElectronApplication } from 'playwright-core';
import { projectRoot } from './built.ts';
import { drivableProgram, packagedProgram } from './packaged-app.ts';

const holdReady = join(import.meta.dirname, 'hold-ready.cjs');

// Chromium's sandbox refuses root, and kernels that forbid user namespaces refuse it.
export const unsandboxed = process.env['MEDIARY_TEST_SANDBOX'] === 'off' || process.getuid?.() === 0;

/** `folder` holds the app; `args` follow it. The display is the environment's. */
export async function launchElectron(folder: string, args: readonly string[]): Promise<ElectronApplication> {
  return await launch(electronBinary(), ['-r', holdReady, folder, ...args]);
}

/** The build in out/, or the packaged program that MEDIARY_TEST_EXECUTABLE names. */
export async function launchMediary(dataFolder: string, ...args: string[]): Promise<ElectronApplication> {
  const all = [`--data=${dataFolder}`, ...args];
  return packagedProgram === undefined
    ? await launchElectron(projectRoot, all)
    : await launch(await drivableProgram(packagedProgram), all);
}

export function electronBinary(): string {
  return String(createRequire(import.meta.url)('electron') as unknown);
}

async function launch(executablePath: string, args: readonly string[]): Promise<ElectronApplication> {
  return await _electron.launch({
    executablePath,
    args: [...(unsandboxed ? ['--no-sandbox'] : []), ...args],
    chromiumSandbox: !unsandboxed,
    env: Object.fromEntries(
      Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
  });
}
