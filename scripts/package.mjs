// npm run package: the installers that this system can build, in dist/. `-- deb tar.gz` builds those alone. A target
// that needs a tool which can't be had is named with what it lacks, and the others are built all the same.
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { findProgram, run } from './command.mjs';
import { writeFeed } from './package/feed.mjs';
import { cache, projectNode, root } from './project.mjs';
import { setUp } from './setup.mjs';
import { failure, runScript, say, step } from './steps.mjs';
import { installPackages } from './system-packages.mjs';

const builder = join(root, 'node_modules/electron-builder/cli.js');
const config = join(root, 'scripts/package/config.mjs');
const dist = join(root, process.env['MEDIARY_PACKAGE_OUTPUT'] ?? 'dist');

/**
 * @typedef {object} Target
 * @property {Record<string, string>} [programs] program → its Debian package
 * @property {() => string | undefined} [lacks] what can't be had here
 */

/** @type {Partial<Record<NodeJS.Platform, { flag: string, targets: Record<string, Target> }>>} */
const systems = {
  linux: {
    flag: '--linux',
    targets: {
      deb: { programs: { 'dpkg-deb': 'dpkg' } },
      rpm: { programs: { rpmbuild: 'rpm' } },
      'tar.gz': { programs: { '7za': 'p7zip-full' } },
      AppImage: { programs: { mksquashfs: 'squashfs-tools' }, lacks: appImageRuntime },
    },
  },
  win32: { flag: '--win', targets: { nsis: {}, portable: {} } },
  darwin: { flag: '--mac', targets: { dmg: {}, zip: {} } },
};

await runScript(async () => {
  const system = systems[process.platform];
  if (system === undefined)
    throw failure({
      why: `There are no installers for ${process.platform}.`,
      remedy: 'Build on Linux, Windows or macOS.',
    });
  const chosen = chosenTargets(Object.keys(system.targets));
  await setUp();
  rmSync(dist, { recursive: true, force: true });
  const folder = await packFolder(system.flag);
  let failed = 0;
  for (const name of chosen)
    if (!(await packTarget(system.flag, name, system.targets[name] ?? {}, folder))) failed++;
  // What electron-builder writes knows of one package each; the feed tells of all of them.
  for (const file of readdirSync(dist)) if (/\.(?:ya?ml|blockmap)$/.test(file)) rmSync(join(dist, file));
  const described = writeFeed(dist);
  if (described !== undefined) say(described);
  return failed === 0 ? 0 : 1;
});

/** @param {string[]} known */
function chosenTargets(known) {
  const names = process.argv.slice(2);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw failure({
      why: `There is no target named ${unknown.join(', ')} for this system.`,
      remedy: `Choose from ${known.join(', ')}.`,
    });
  return names.length > 0 ? names : known;
}

/**
 * The app as a folder, which every package is made of; gives its path.
 *
 * @param {string} flag
 */
async function packFolder(flag) {
  await step('Packing the app', () => build([flag, 'dir']));
  const folder = readdirSync(dist, { withFileTypes: true }).find(
    (entry) => entry.isDirectory() && !entry.name.startsWith('.'),
  );
  if (folder === undefined)
    throw failure({ why: 'electron-builder left no folder in dist/.', remedy: 'Look at its configuration.' });
  return join(dist, folder.name);
}

/**
 * @param {string} flag
 * @param {string} name
 * @param {Target} target
 * @param {string} folder
 * @returns {Promise<boolean>} false where it failed; one that can't be built here has not failed
 */
async function packTarget(flag, name, { programs = {}, lacks }, folder) {
  const lacking = lacks?.();
  if (lacking !== undefined) {
    say(`${name} … not built here: ${lacking}`);
    return true;
  }
  try {
    const missing = Object.entries(programs).filter(([program]) => !findProgram(program));
    if (missing.length > 0) await installPackages(missing.map(([, debian]) => debian));
    const before = new Set(readdirSync(dist));
    // Which kind of package it is, is written into the folder, and would stay there for the next kind.
    rmSync(join(folder, 'resources/package-type'), { force: true });
    await step(`Packing ${name}`, () => build([flag, name, '--prepackaged', folder]));
    for (const file of readdirSync(dist).filter((entry) => !before.has(entry)))
      if (statSync(join(dist, file)).isFile() && !file.endsWith('.yml') && !file.endsWith('.yaml'))
        say(`  ${basename(dist)}/${file}  ${(statSync(join(dist, file)).size / 1e6).toFixed(1)} MB`);
    return true;
  } catch (error) {
    say(error instanceof Error && 'output' in error ? String(error.output).slice(-2000) : String(error));
    return false;
  }
}

/** @param {string[]} args */
async function build(args) {
  const { code, output } = await run(
    projectNode,
    [builder, ...args, '--config', config, '--publish', 'never'],
    {
      env: packagingTools(),
    },
  );
  if (code !== 0)
    throw failure({
      why: `electron-builder ${args.join(' ')} ended with code ${code}.`,
      output,
      remedy: 'Mend what it names, then run this command again.',
    });
}

/** Where a tool that electron-builder would download is on this system, that one is taken. */
function packagingTools() {
  if (process.platform !== 'linux') return {};
  return {
    CUSTOM_FPM_PATH: join(root, 'scripts/package/fpm.mjs'),
    ...(findProgram('7za') && { ELECTRON_BUILDER_7ZIP_PATH: findProgram('7za') }),
    ...(appImageRuntime() === undefined && { APPIMAGE_TOOLS_PATH: appImageTools() }),
  };
}

/** The program that an AppImage begins with is in no package: whoever has it names its file. */
function appImageRuntime() {
  const file = process.env['APPIMAGE_RUNTIME'];
  if (file === undefined)
    return 'its runtime is in no package registry; name a downloaded runtime-x86_64 in APPIMAGE_RUNTIME';
  return existsSync(file) ? undefined : `there is no file ${file} (APPIMAGE_RUNTIME)`;
}

function appImageTools() {
  const folder = join(cache, 'appimage-tools');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'runtimes'), { recursive: true });
  mkdirSync(join(folder, 'lib', 'x64'), { recursive: true });
  for (const name of ['mksquashfs', 'desktop-file-validate'])
    symlinkSync(findProgram(name) ?? '/bin/true', join(folder, name));
  symlinkSync(process.env['APPIMAGE_RUNTIME'] ?? '', join(folder, 'runtimes', 'runtime-x64'));
  return folder;
}
