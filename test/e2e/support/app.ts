// The real window on a fresh data folder, for one test; screenshots at the sizes and themes that every screen is
// looked at in; an axe scan.
import axe from 'axe-core';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { projectRoot } from '../../support/built.ts';
import { scratchFolder } from '../../support/core.ts';
import { launchMediary } from '../../support/electron.ts';

export interface OpenApp {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly dataFolder: string;
  /** Errors that the page or its console told, and what axe found on screens looked at. A test ends with none. */
  readonly complaints: string[];
}

const screens = join(projectRoot, 'test-results', 'screens');
const sizes = [
  { width: 900, height: 600 },
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
] as const;

/** Closed when the test ends; of one that fails, test-results/screens/failed-… shows the window as it was. */
export async function openApp(dataFolder = scratchFolder(), ...args: string[]): Promise<OpenApp> {
  const app = await launchMediary(dataFolder, ...args);
  onTestFinished(async ({ task }) => {
    if (task.result?.state === 'fail') await keepPicture(app, task.name);
    await app.close();
  });
  const page = await app.firstWindow();
  page.setDefaultTimeout(10_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' });
  return { app, page, dataFolder, complaints };
}

/** A window that is gone or hangs has none. */
async function keepPicture(app: ElectronApplication, test: string): Promise<void> {
  const name = test.replaceAll(/[^\w]+/g, '-').slice(0, 80);
  const path = join(screens, `failed-${name}.png`);
  await app
    .windows()[0]
    ?.screenshot({ path, timeout: 5000 })
    .catch(() => undefined);
}

/** Saves test-results/screens/NAME-THEME-WIDTHxHEIGHT.png for every size and theme, and scans the page with axe. */
export async function lookAt({ app, page, complaints }: OpenApp, name: string): Promise<void> {
  mkdirSync(screens, { recursive: true });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const size of sizes) {
      await resize(app, page, size);
      await page.screenshot({
        path: join(screens, `${name}-${colorScheme}-${size.width}x${size.height}.png`),
      });
    }
    complaints.push(...(await barriers(page, `${name}, ${colorScheme}`)));
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await resize(app, page, sizes[1]);
}

async function resize(
  app: ElectronApplication,
  page: Page,
  size: { width: number; height: number },
): Promise<void> {
  await app.evaluate(
    ({ BrowserWindow }, { width, height }) => BrowserWindow.getAllWindows()[0]?.setContentSize(width, height),
    size,
  );
  await page.waitForFunction(({ width }) => window.innerWidth === width, size);
  // Two frames: one lays out, the next has painted it. A window that another one hides draws none, and an evaluation
  // waits without end: then a second has to do.
  await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const second = new Promise((resolve) => setTimeout(resolve, 1000));
    await Promise.race([frame().then(frame), second]);
  });
}

/** What axe has against the page, against WCAG 2.2 AA. */
async function barriers(page: Page, where: string): Promise<string[]> {
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async () => {
    const { axe: runner } = globalThis as unknown as { axe: typeof axe };
    // react-aria's announcer holds empty, named images for the moment in which it speaks.
    const results = await runner.run(
      { exclude: ['[data-live-announcer]'] },
      { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
    );
    return results.violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
    );
  });
  return violations.map((violation) => `${where}: ${violation}`);
}
