// Search in the real window over the big library: from the keydown to the frame that shows what the text finds, for every letter of
// some titles.
import type { Page } from 'playwright-core';
import { join } from 'node:path';
import { migrations } from '#migrations/index.ts';
import { openSqlite } from '#main/core/db/open.ts';
import { launchMediary } from '../support/electron.ts';
import { bigLibrary } from './big-library.ts';
import { budgetRow, percentile, type BenchRow } from './bench-row.ts';
import { typedTexts } from './search-texts.ts';
import { signIn } from './sign-in.ts';

const mostMs = 50;
const titles = 40;
/** What Playwright's keyboard has keys for; other letters it inserts without a keydown. */
const keys = /^[ -~]+$/;
/** Between letters: quicker than most people type. */
const pause = 80;

export async function searchWindowRows(): Promise<BenchRow[]> {
  const dataFolder = await bigLibrary();
  const sqlite = openSqlite(join(dataFolder, 'mediary.sqlite3'), migrations.length);
  const { oneTypo, wholes } = typedTexts(sqlite);
  sqlite.close();
  const typed = [...wholes, ...oneTypo].map((text) => text.slice(0, 12)).filter((text) => keys.test(text));
  const texts = typed.slice(0, titles);
  const app = await launchMediary(dataFolder);
  try {
    const page = await app.firstWindow();
    await signIn(page);
    await page.evaluate(() => {
      location.hash = '#/search';
    });
    await page.locator('input[type=search]').waitFor();
    await page.evaluate(watchKeys);
    for (const text of texts) await type(page, text);
    const times = await page.evaluate(
      () => (globalThis as unknown as { painted: readonly number[] }).painted,
    );
    return [
      budgetRow(
        {
          name: 'search per keystroke, window',
          work: `p95 of ${times.length} letters from keydown to painted, 1.2 M titles; p50 ${percentile(times, 50).toFixed(1)}, p99 ${percentile(times, 99).toFixed(1)} ms`,
          ours: percentile(times, 95),
          unit: 'ms',
        },
        mostMs,
      ),
    ];
  } finally {
    await app.close();
  }
}

async function type(page: Page, text: string): Promise<void> {
  const field = page.locator('input[type=search]');
  await field.fill('');
  await field.focus();
  for (const letter of text) {
    const before = await paintedCount(page);
    await page.keyboard.type(letter);
    while ((await paintedCount(page)) === before) await page.waitForTimeout(5);
    await page.waitForTimeout(pause);
  }
}

async function paintedCount(page: Page): Promise<number> {
  return await page.evaluate(() => (globalThis as unknown as { painted: readonly number[] }).painted.length);
}

/** Runs in the page, and holds all that it needs. A result counts when the list isn't waiting for a newer one and its frame is done. */
function watchKeys(): void {
  const painted: number[] = [];
  Object.assign(globalThis, { painted });
  const field = document.querySelector<HTMLInputElement>('input[type=search]');
  document.addEventListener(
    'keydown',
    ({ timeStamp, key }) => {
      if (Array.from(key).length !== 1) return;
      const wanted = (field?.value ?? '') + key;
      const frame = () => {
        const isThere =
          field?.value === wanted && document.querySelector('main [aria-busy=false] > *') !== null;
        if (!isThere) {
          requestAnimationFrame(frame);
          return;
        }
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener('message', () => void painted.push(performance.now() - timeStamp));
        port1.start();
        port2.postMessage(null);
      };
      requestAnimationFrame(frame);
    },
    true,
  );
}
