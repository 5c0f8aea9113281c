// Runs a program that opens windows, until it ends. Where there is no display it gets a virtual one, and a
// screenshot shows what a person would see.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { signalCode } from './command.mjs';
import { openDisplay } from './display.mjs';
import { root, testResults } from './project.mjs';
import { takeScreenshot } from './screenshot.mjs';
import { say } from './steps.mjs';

/** npm and the terminal each pass ctrl-C on; a second one within this time is the same one. */
const sameSignal = 1000;

/** Where there is no desktop, Chromium reports at length that there is none. */
const quietly = ['--log-level=3'];

/**
 * Runs a program that is told to end when this script is.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ startsOthers?: boolean }} [options] `startsOthers`: what it starts must be told to end as well
 * @returns {Promise<number>} its exit code
 */
export async function runWindow(command, args, { startsOthers = false } = {}) {
  const display = await openDisplay();
  const isVirtual = display.framebuffer !== undefined;
  if (isVirtual)
    say(`No display here: the window opens on a virtual one (${display.env.DISPLAY}); ctrl-C ends it`);
  const app = spawn(command, isVirtual ? [...args, ...quietly] : args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...display.env },
    // Its own process group: ctrl-C reaches it once, through the handler below. Chromium takes a second
    // one for an order to drop everything.
    detached: process.platform !== 'win32',
  });
  passSignalsOn(app, startsOthers && process.platform !== 'win32');
  const ended = new AbortController();
  const code = new Promise((resolve, reject) => {
    app.once('error', reject);
    app.once('exit', (exitCode, signal) => resolve(exitCode ?? signalCode(signal)));
  });
  try {
    if (display.framebuffer) void report(display.framebuffer, ended.signal);
    return await code;
  } finally {
    ended.abort();
    display.close();
  }
}

/**
 * @param {import('node:child_process').ChildProcess} app
 * @param {boolean} toGroup
 */
function passSignalsOn(app, toGroup) {
  let first = 0;
  const send = (/** @type {NodeJS.Signals} */ name) => {
    if (toGroup && app.pid) process.kill(-app.pid, name);
    else app.kill(name);
  };
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, () => {
      if (first === 0) {
        first = Date.now();
        send(signal);
      } else if (Date.now() - first > sameSignal) send('SIGKILL');
    });
}

/**
 * Takes the screenshot and says where it is. What goes wrong with it is said and harms nothing.
 *
 * @param {string} framebuffer
 * @param {AbortSignal} signal
 */
async function report(framebuffer, signal) {
  const file = join(testResults, 'start.png');
  rmSync(file, { force: true });
  try {
    if (await takeScreenshot(framebuffer, file, { signal })) say(`Screenshot: ${relative(root, file)}`);
    else if (!signal.aborted) say('No screenshot: nothing was drawn on the display in 30 s');
  } catch (error) {
    if (!signal.aborted) say(`No screenshot: ${error instanceof Error ? error.message : String(error)}`);
  }
}
