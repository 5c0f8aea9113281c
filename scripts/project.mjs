// Where the things of this checkout are. Imported first by every script, so it also refuses a Node that
// is too old before anything else can fail in a way that nobody understands.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `Mediary needs Node 20.19 or newer, and this is Node ${process.versions.node}. Install a newer Node, then try again.\n`,
  );
  process.exit(1);
}

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** What is made once and survives `npm ci`: runtimes, compiled addons, types. */
export const cache = join(root, '.cache');

/** Reports, counts and pictures of the last test run; ignored by git. */
export const testResults = join(root, 'test-results');

/** The Node 24 of the lockfile: the tools and the tests run on it, whatever Node the machine has. */
export const projectNode = join(
  root,
  'node_modules/node/bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);

/** The entry files of the tools, run with `projectNode`: shims in .bin are different on every system. */
export const tools = {
  electronVite: join(root, 'node_modules/electron-vite/bin/electron-vite.js'),
  knip: join(root, 'node_modules/knip/bin/knip.js'),
  oxlint: join(root, 'node_modules/oxlint/bin/oxlint'),
  prettier: join(root, 'node_modules/prettier/bin/prettier.cjs'),
  tsc: join(root, 'node_modules/typescript/bin/tsc'),
  vitest: join(root, 'node_modules/vitest/vitest.mjs'),
};

/**
 * Reads a JSON file whose shape the caller knows.
 *
 * @param {string} file
 * @returns {any}
 */
export function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}
