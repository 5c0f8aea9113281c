// Scrolling through the big library in the real window: scripted wheel steps of a hand that hurries, with a jump now and
// then, and how long each frame took. Beside it the same steps through as tall a wall of blank tiles, without React or
// data, and through a page of nothing: what this machine needs to paint at all.
import type { Page } from 'playwright-core';
import { launchMediary } from '../support/electron.ts';
import { budgetRow, percentile, type BenchRow } from './bench-row.ts';

const mostMs = 20;

export interface Scrolled {
  readonly frames: readonly number[];
  /** Frames in which a title was still being loaded. */
  readonly unloaded: number;
}

/** `signIn` brings a freshly started window to its home. */
export async function scrollingRows(
  dataFolder: string,
  seconds: number,
  signIn: (page: Page) => Promise<void>,
): Promise<BenchRow[]> {
  const app = await launchMediary(dataFolder);
  try {
    const page = await app.firstWindow();
    await signIn(page);
    await page.evaluate(() => {
      location.hash = '#/library';
    });
    await page.locator('[role=grid] a[data-index]').first().waitFor();
    const ours = await page.evaluate(scrollThrough, { seconds, selector: '[role=grid]' });
    const floorSeconds = Math.min(seconds, 10);
    const tiles = await page.evaluate(scrollBlank, { seconds: floorSeconds, tiles: true });
    const nothing = await page.evaluate(scrollBlank, { seconds: floorSeconds, tiles: false });
    const floor = percentile(tiles.frames, 99);
    const middle = percentile(ours.frames, 50);
    const work = `${ours.frames.length} frames of ${seconds} s, 1.2 M titles, median ${middle.toFixed(1)} ms; floor: blank tiles; a page of nothing: ${percentile(nothing.frames, 99).toFixed(1)} ms`;
    const slow = ours.frames.filter((frame) => frame > mostMs).length;
    return [
      {
        ...budgetRow(
          { name: 'scrolling, p99 frame', work, ours: percentile(ours.frames, 99), unit: 'ms' },
          mostMs,
        ),
        floor,
        ratio: percentile(ours.frames, 99) / floor,
      },
      budgetRow(
        {
          name: 'scrolling, slow frames',
          work: `share of frames over ${mostMs} ms; ${((100 * ours.unloaded) / ours.frames.length).toFixed(1)} % showed a title still loading`,
          ours: (100 * slow) / ours.frames.length,
          unit: '%',
        },
        1,
      ),
    ];
  } finally {
    await app.close();
  }
}

// These two run in the page: they hold everything that they need.

async function scrollThrough({
  seconds,
  selector,
}: {
  readonly seconds: number;
  readonly selector: string;
}): Promise<Scrolled> {
  let scroller = document.querySelector<HTMLElement>(selector);
  while (scroller && getComputedStyle(scroller).overflowY !== 'auto') scroller = scroller.parentElement;
  if (!scroller) throw new Error('nothing scrolls');
  const page = scroller;
  const frames: number[] = [];
  let unloaded = 0;
  let last = 0;
  let number = 0;
  const began = performance.now();
  await new Promise<void>((done) => {
    const frame = (now: number) => {
      if (last > 0) frames.push(now - last);
      last = now;
      number++;
      // Forty pixels a frame, about 2,400 a second; every five seconds somewhere else.
      if (number % 300 === 0) page.scrollTop = (page.scrollHeight * ((number / 300) % 7)) / 7;
      else page.scrollTop += 40;
      if (document.querySelectorAll(`${selector} a[data-index]`).length < 4) unloaded++;
      if (now - began > seconds * 1000) done();
      else requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  return { frames, unloaded };
}

async function scrollBlank({
  seconds,
  tiles,
}: {
  readonly seconds: number;
  readonly tiles: boolean;
}): Promise<Scrolled> {
  const page = document.createElement('div');
  page.style.cssText = 'position:fixed;inset:0;overflow:auto;z-index:999;background:canvas';
  const inside = document.createElement('div');
  inside.style.cssText = 'position:relative;height:12000000px';
  page.append(inside);
  document.body.append(page);
  // As many as the library's wall shows, and as big: they are moved to where the view is.
  const [columns, rows, width, height] = [7, 6, 150, 280];
  const pool = Array.from({ length: tiles ? columns * rows : 0 }, () => {
    const tile = document.createElement('div');
    tile.style.cssText = `position:absolute;top:0;left:0;width:${width - 16}px;height:${height - 16}px;background:gray`;
    inside.append(tile);
    return tile;
  });
  const frames: number[] = [];
  let last = 0;
  const began = performance.now();
  await new Promise<void>((done) => {
    const frame = (now: number) => {
      if (last > 0) frames.push(now - last);
      last = now;
      page.scrollTop += 40;
      const first = Math.max(0, Math.floor(page.scrollTop / height) - 1);
      for (const [at, tile] of pool.entries()) {
        const row = first + Math.floor(at / columns);
        tile.style.transform = `translate(${(at % columns) * width}px, ${row * height}px)`;
        tile.textContent = String(row);
      }
      if (now - began > seconds * 1000) done();
      else requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  page.remove();
  return { frames, unloaded: 0 };
}
