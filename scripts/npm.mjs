// Finds and runs npm with the machine's own Node: the Node in node_modules can't be the one that replaces
// node_modules.
import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { findProgram, run } from './command.mjs';
import { failure } from './steps.mjs';

// npm tells the scripts that it starts where its own parts are.
const { npm_node_execpath: npmNode, npm_execpath: npmScript, npm_config_node_gyp: npmNodeGyp } = process.env;

/** The Node that npm itself runs on. */
export const machineNode = npmNode ?? process.execPath;

/**
 * Runs npm; see `run` for the result.
 *
 * @param {string[]} args
 */
export function runNpm(args) {
  return run(machineNode, [npmEntry(), ...args]);
}

/** The entry of node-gyp as npm ships it. */
export function nodeGypEntry() {
  return npmNodeGyp ?? join(dirname(npmEntry()), '../node_modules/node-gyp/bin/node-gyp.js');
}

function npmEntry() {
  if (npmScript && basename(npmScript) === 'npm-cli.js') return npmScript;
  const home = dirname(machineNode);
  const beside = [
    join(home, '../lib/node_modules/npm/bin/npm-cli.js'),
    join(home, 'node_modules/npm/bin/npm-cli.js'),
  ].find((path) => existsSync(path));
  if (beside) return beside;
  const onPath = findProgram('npm');
  if (onPath && basename(realpathSync(onPath)) === 'npm-cli.js') return realpathSync(onPath);
  throw failure({
    why: 'npm was not found on this machine.',
    remedy: 'Install npm (it comes with Node), then run npm start.',
  });
}
