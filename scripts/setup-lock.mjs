// Lets one set-up at a time work on a checkout: two at once would pull node_modules from under each other.
// A lock whose owner is gone (killed, power cut) doesn't count.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cache } from './project.mjs';
import { say } from './steps.mjs';

/**
 * Runs `work` while holding the checkout's lock; waits for another owner to finish first.
 *
 * @template T
 * @param {() => Promise<T>} work
 * @param {string} [file]
 * @returns {Promise<T>}
 */
export async function withSetupLock(work, file = join(cache, 'setup.lock')) {
  mkdirSync(join(file, '..'), { recursive: true });
  let said = false;
  while (!take(file)) {
    const owner = readOwner(file);
    if (owner === undefined || !isRunning(owner)) {
      rmSync(file, { force: true });
      continue;
    }
    if (!said) say(`Waiting for the set-up that process ${owner} is doing (its lock: ${file})`);
    said = true;
    await sleep(300);
  }
  const release = () => rmSync(file, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
}

/** @param {string} file */
function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/**
 * The process that holds the lock; undefined if it has just been released or is not readable as one.
 *
 * @param {string} file
 */
function readOwner(file) {
  try {
    return Number(readFileSync(file, 'utf8')) || undefined;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !hasCode(error, 'ESRCH');
  }
}

/**
 * @param {unknown} error
 * @param {string} code
 */
function hasCode(error, code) {
  return error instanceof Error && 'code' in error && error.code === code;
}
