// Brings node_modules to what package-lock.json says. Compares it with npm's own record of what it has
// installed, so that a tree which `npm install` already brought up to date is left alone.
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { runNpm } from './npm.mjs';
import { projectNode, readJson, root } from './project.mjs';
import { failure, step } from './steps.mjs';

/** Installs the packages of the lockfile, if something is missing or has another version. */
export async function installNodeModules() {
  if (isUpToDate()) return;
  await step('Installing the packages of package-lock.json', async () => {
    if (process.platform === 'win32' && !relative(root, process.execPath).startsWith('..'))
      throw failure({
        why: 'This script runs on the Node in node_modules, which Windows lets nobody replace meanwhile.',
        remedy: 'Run npm ci, then this command again.',
      });
    const { code, output } = await runNpm(['ci', '--no-audit', '--no-fund']);
    if (code !== 0)
      throw failure({
        why: `npm ci ended with code ${code}.`,
        output,
        remedy:
          'If it names a network error: check the connection, the proxy and the registry that npm uses ' +
          '(npm config get registry), then run this command again. ' +
          'If it says that package.json and the lockfile differ: run npm install.',
      });
    if (!existsSync(projectNode))
      throw failure({
        why: `npm ci did not install Node 24 (${relative(root, projectNode)} is missing).`,
        output,
        remedy: 'Its install script may be turned off (npm config get ignore-scripts): npm rebuild node.',
      });
  });
}

function isUpToDate() {
  const record = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(record) || !existsSync(projectNode)) return false;
  return matchesLockfile(readJson(join(root, 'package-lock.json')), readJson(record));
}

/**
 * @typedef {{ packages: Record<string, { version?: string, integrity?: string, optional?: boolean }> }} Lockfile
 */

/**
 * Whether everything in the lockfile is installed in that very version. Optional packages may be missing:
 * those for other platforms are.
 *
 * @param {Lockfile} lockfile
 * @param {Lockfile} installed npm's record of what is there
 */
export function matchesLockfile(lockfile, installed) {
  return Object.entries(lockfile.packages).every(([path, wanted]) => {
    if (path === '') return true;
    const found = installed.packages[path];
    if (!found) return wanted.optional === true;
    return found.version === wanted.version && found.integrity === wanted.integrity;
  });
}
