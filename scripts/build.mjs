// Builds the app into out/, unless it has been built from these very sources. Contents count and not
// times: changing a branch there and back needs no new build.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './command.mjs';
import { projectNode, root, tools } from './project.mjs';
import { failure, step } from './steps.mjs';

/** Everything that the bundler reads. */
const sources = [
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
  'migrations',
  'resources',
  'src-main',
  'src-renderer',
  'src-shared',
];

const out = join(root, 'out');
const stamp = join(out, '.built-from');
const results = ['main/main.js', 'main/cli.js', 'preload/preload.cjs', 'renderer/index.html'];

/** Builds if a source has changed since the last build, or a part of its result is missing. */
export async function build() {
  const print = fingerprint(root, sources);
  const isBuilt = existsSync(stamp) && readFileSync(stamp, 'utf8') === print;
  if (isBuilt && results.every((file) => existsSync(join(out, file)))) return;
  await step('Building', async () => {
    rmSync(stamp, { force: true });
    const { code, output } = await run(projectNode, [tools.electronVite, 'build']);
    if (code !== 0)
      throw failure({
        why: `electron-vite build ended with code ${code}.`,
        output,
        remedy: 'Mend what it names in the source, then run this command again.',
      });
    writeFileSync(stamp, print);
  });
}

/**
 * A hash over the names and contents of files. Folders are taken with everything in them, and what doesn't
 * exist counts as nothing.
 *
 * @param {string} base
 * @param {string[]} paths below `base`
 * @returns {string}
 */
export function fingerprint(base, paths) {
  const hash = createHash('sha256');
  for (const path of paths) addToHash(hash, base, path);
  return hash.digest('hex');
}

/**
 * @param {import('node:crypto').Hash} hash
 * @param {string} base
 * @param {string} path
 */
function addToHash(hash, base, path) {
  const full = join(base, path);
  if (!existsSync(full)) return;
  if (statSync(full).isDirectory()) {
    for (const name of readdirSync(full).sort()) addToHash(hash, base, `${path}/${name}`);
    return;
  }
  const contents = readFileSync(full);
  hash.update(`${path}\0${contents.length}\0`).update(contents);
}
