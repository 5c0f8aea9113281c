// Gives windows a display: the session's own, or on Linux without one a virtual display (Xvfb), which ends
// with the script that asked for it.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { failure } from './steps.mjs';

const screen = '2048x1280x24';

/**
 * @typedef {object} Display
 * @property {{ DISPLAY?: string }} env what programs need to find it
 * @property {string | undefined} framebuffer the file in which a virtual display keeps its picture (XWD)
 * @property {() => void} close
 */

/** Whether this is a Linux session in which no window could open. */
export function needsVirtualDisplay() {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  return process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY;
}

/**
 * Gives a display to open windows on; a virtual one if there is no other.
 *
 * @returns {Promise<Display>}
 */
export async function openDisplay() {
  if (!needsVirtualDisplay()) return { env: {}, framebuffer: undefined, close() {} };
  const folder = mkdtempSync(join(tmpdir(), 'mediary-display-'));
  // In a process group of its own, so that ctrl-C reaches the app first and its display last.
  const xvfb = spawn(
    'Xvfb',
    // Without the last word it starts anew when its last window closes, just as an app that was updated opens its own.
    ['-displayfd', '3', '-screen', '0', screen, '-fbdir', folder, '-nolisten', 'tcp', '-noreset'],
    {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
      detached: true,
    },
  );
  const close = () => {
    process.off('exit', close);
    xvfb.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', close);
  const number = await displayNumber(xvfb);
  xvfb.unref();
  return {
    env: { DISPLAY: `:${number}` },
    framebuffer: join(folder, 'Xvfb_screen0'),
    close,
  };
}

/**
 * Waits until the display is ready and has chosen its number.
 *
 * @param {import('node:child_process').ChildProcess} xvfb
 * @returns {Promise<string>}
 */
function displayNumber(xvfb) {
  return new Promise((resolve, reject) => {
    let output = '';
    xvfb.stderr?.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
    const refuse = (/** @type {string} */ why) =>
      reject(
        failure({
          why,
          output,
          remedy: 'Set DISPLAY to a display that exists, or reinstall the package xvfb.',
        }),
      );
    xvfb.once('error', (error) => refuse(`The virtual display did not start: ${error.message}.`));
    xvfb.once('exit', (code) => refuse(`The virtual display (Xvfb) ended at once with code ${code}.`));
    xvfb.stdio[3]?.once('data', (data) => resolve(String(data).trim()));
  });
}
