// Starts the real Electron window under Playwright: ours, or the blank one that benches compare with.
import { createRequire } from 'node:module';
import { _electron, type ElectronApplication } from 'playwright-core';
import { projectRoot } from './built.ts';

// Chromium's sandbox refuses root, and kernels that forbid user namespaces refuse it.
const unsandboxed = process.env['MEDIARY_TEST_SANDBOX'] === 'off' || process.getuid?.() === 0;

/** `folder` holds the app; `args` follow it. The display is the environment's. */
export async function launchElectron(folder: string, args: readonly string[]): Promise<ElectronApplication> {
  const electron: unknown = createRequire(import.meta.url)('electron');
  return await _electron.launch({
    executablePath: String(electron),
    args: [folder, ...(unsandboxed ? ['--no-sandbox'] : []), ...args],
    chromiumSandbox: !unsandboxed,
    env: Object.fromEntries(
      Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
  });
}

export async function launchMediary(dataFolder: string, ...args: string[]): Promise<ElectronApplication> {
  return await launchElectron(projectRoot, [`--data=${dataFolder}`, ...args]);
}
