// Runs other programs. No program outlives the script that started it, and what a quiet one said is kept,
// so that it can be shown when the program fails and stays out of sight when it doesn't.
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { constants as osConstants } from 'node:os';
import { delimiter, join } from 'node:path';
import { root } from './project.mjs';

/**
 * @typedef {object} CommandResult
 * @property {number} code the exit code; 128 and more after a signal; 127 when it could not be started
 * @property {string} stdout
 * @property {string} output stdout and stderr in the order in which they came, or why it did not start
 */

/**
 * Runs a program to its end and never throws: a program that cannot be started has code 127.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, show?: boolean, limit?: number }} [options] `env` is
 *   added to this process's own; `show` lets the program write to the screen; `limit` in milliseconds
 * @returns {Promise<CommandResult>}
 */
export function run(command, args, { cwd = root, env = {}, show = false, limit = 0 } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: show ? 'inherit' : ['ignore', 'pipe', 'pipe'],
      timeout: limit,
    });
    const stop = () => void child.kill();
    process.once('exit', stop);

    let stdout = '';
    let output = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => {
      stdout += text;
      output += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
    const finish = (/** @type {number} */ code) => {
      process.off('exit', stop);
      resolve({ code, stdout, output });
    };
    child.once('error', (error) => {
      output += error.message;
      finish(127);
    });
    child.once('close', (code, signal) => finish(code ?? signalCode(signal)));
  });
}

/**
 * Runs a program that ends by itself when it is asked to: signals are handed on to it, and its end is waited for.
 *
 * @param {string} command
 * @param {string[]} args
 * @returns {Promise<number>} its exit code
 */
export function runUntilItEnds(command, args) {
  const child = spawn(command, args, { cwd: root, stdio: 'inherit' });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, () => void child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? signalCode(signal)));
  });
}

/**
 * The path of a program that this machine has, or undefined.
 *
 * @param {string} name
 * @returns {string | undefined}
 */
export function findProgram(name) {
  const { PATH = '' } = process.env;
  for (const folder of PATH.split(delimiter)) {
    const path = join(folder, process.platform === 'win32' ? `${name}.cmd` : name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not in this folder: the next one may have it.
    }
  }
  return undefined;
}

/** Makes ctrl-C and the like end this script in order, so that what it started is ended too. */
export function endOnSignals() {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.once(signal, () => process.exit(signalCode(signal)));
}

/**
 * The exit code that shells give to a program that a signal ended.
 *
 * @param {NodeJS.Signals | null} signal
 */
export function signalCode(signal) {
  return 128 + (signal ? osConstants.signals[signal] : 0);
}
