// Takes a picture of a virtual display as soon as something is drawn there and has come to rest. Nothing in
// the app takes part in it.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cropToDrawn, readXwd, toPng } from './framebuffer.mjs';

const interval = 1000;
/** So many pictures in a row must be the same. */
const stillPictures = 3;

/**
 * Writes the picture to a PNG file.
 *
 * @param {string} framebuffer the XWD file of the display
 * @param {string} file
 * @param {{ limit?: number, signal?: AbortSignal }} [options] after `limit` milliseconds a picture that is
 *   still moving is taken as it is
 * @returns {Promise<boolean>} false if nothing was drawn in that time, or if it was stopped by the signal
 */
export async function takeScreenshot(framebuffer, file, { limit = 30_000, signal } = {}) {
  const deadline = Date.now() + limit;
  let before = '';
  let same = 1;
  for (;;) {
    if (signal?.aborted) return false;
    const xwd = readFileSync(framebuffer);
    const drawn = cropToDrawn(readXwd(xwd));
    const now = createHash('sha256').update(xwd).digest('hex');
    same = now === before ? same + 1 : 1;
    const late = Date.now() > deadline;
    if (drawn && !isPlain(drawn) && (same >= stillPictures || late)) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(`${file}.${process.pid}`, toPng(drawn));
      renameSync(`${file}.${process.pid}`, file);
      return true;
    }
    if (late) return false;
    before = now;
    await sleep(interval);
  }
}

/**
 * Whether all its pixels have one colour, as those of a window that has not been painted yet.
 *
 * @param {import('./framebuffer.mjs').Picture} picture
 */
function isPlain({ rgb }) {
  return rgb.subarray(3).equals(rgb.subarray(0, -3));
}
