// Brings the programs and libraries of the Linux system that are missing: installs them where that is
// possible (root, apt), otherwise says which they are. Does nothing on other systems.
import { findProgram, run } from './command.mjs';
import { needsVirtualDisplay } from './display.mjs';
import { failure, say, step } from './steps.mjs';

/** What Electron's window links to. The second name of a pair is the one of older releases. */
const electronLibraries = [
  'libgtk-3-0',
  'libnss3',
  ['libasound2t64', 'libasound2'],
  'libgbm1',
  'libxss1',
  'libatk-bridge2.0-0',
  'libcups2',
];

/** @type {Record<string, string>} program → its package */
const compilerPackages = { 'g++': 'g++', make: 'make', python3: 'python3' };

/**
 * Installs what is missing to open a window and, if asked, to compile an addon.
 *
 * @param {{ electron: string, compiler: boolean }} needs `electron` is the path of its binary
 */
export async function installSystemPackages({ electron, compiler }) {
  if (process.platform !== 'linux') return;
  const missing = [];
  if (await lacksLibraries(electron)) missing.push(...electronLibraries);
  if (needsVirtualDisplay() && !findProgram('Xvfb')) missing.push('xvfb');
  if (compiler)
    for (const [program, name] of Object.entries(compilerPackages))
      if (!findProgram(program)) missing.push(name);
  if (missing.length > 0) await installPackages(missing);
}

/** Whether tests that need redis-server can run here; brings it where it can be brought. */
export async function hasRedis() {
  if (process.platform !== 'linux' && !findProgram('redis-server')) {
    say('The sync server’s tests are left out: this system has no redis-server');
    return false;
  }
  await installRedis();
  return true;
}

/** Brings redis-server, which the sync server keeps its data in. */
export async function installRedis() {
  if (findProgram('redis-server')) return;
  if (process.platform !== 'linux')
    throw failure({
      why: 'The sync server needs redis-server (7.0 or newer), which this system lacks.',
      remedy: 'Install Redis (macOS: brew install redis), then run this command again.',
    });
  await installPackages(['redis-server']);
}

/** @param {string} binary */
async function lacksLibraries(binary) {
  const { code, stdout } = await run('ldd', [binary]);
  return code === 0 && stdout.includes('not found');
}

/**
 * @param {(string | string[])[]} packages Debian's names; of a pair, the one that this release has
 */
export async function installPackages(packages) {
  const names = packages.map((name) => (typeof name === 'string' ? name : name.join(' or ')));
  if (!findProgram('apt-get') || process.getuid?.() !== 0)
    throw failure({
      why: `This system lacks packages that Mediary needs: ${names.join(', ')} (their Debian names).`,
      remedy: findProgram('apt-get')
        ? 'Install them with sudo apt-get install --no-install-recommends, then run this command again.'
        : "Install them with the system's package manager, then run this command again.",
    });
  await step(`Installing system packages: ${names.join(', ')}`, async () => {
    await apt(['update']);
    await apt(['install', '--yes', '--no-install-recommends', ...(await existing(packages))]);
  });
}

/**
 * Picks, of every pair of names, the one that this release has.
 *
 * @param {(string | string[])[]} packages
 */
function existing(packages) {
  return Promise.all(
    packages.map(async (names) => {
      if (typeof names === 'string') return names;
      const [current = '', older = ''] = names;
      const { code } = await run('apt-cache', ['show', current]);
      return code === 0 ? current : older;
    }),
  );
}

/** @param {string[]} args */
async function apt(args) {
  const { code, output } = await run('apt-get', ['-qq', ...args], {
    env: { DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (code !== 0)
    throw failure({
      why: `apt-get ${args[0]} ended with code ${code}.`,
      output,
      remedy: `Check the connection and /etc/apt, run apt-get ${args.join(' ')} by hand, then this command again.`,
    });
}
