// The window's rows: from start to a usable window, and one call from the page to core, each beside a blank
// Electron window started in the same run.
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { launchElectron, launchMediary } from '../support/electron.ts';
import { median, ratioRow, type BenchRow } from './bench-row.ts';

const starts = 7;
const calls = 2000;
const blankApp = join(import.meta.dirname, 'blank-app');

/** `dataFolder` holds the big database. Both windows are started in turn, so that noise meets both. */
export async function windowRows(dataFolder: string): Promise<BenchRow[]> {
  const ours: number[] = [];
  const blank: number[] = [];
  let oursCall = 0;
  let blankCall = 0;
  for (let round = 0; round < starts; round++) {
    const last = round === starts - 1;
    blank.push(
      await timed(
        () => launchElectron(blankApp, []),
        async (page) => {
          if (last) blankCall = await page.evaluate(bareCalls, calls);
        },
      ),
    );
    ours.push(
      await timed(
        () => launchMediary(dataFolder),
        async (page) => {
          if (last) oursCall = await page.evaluate(listCalls, calls);
        },
      ),
    );
  }
  return [
    ratioRow(
      {
        name: 'start to usable window',
        work: '1.2 M titles; floor: a blank window',
        ours: median(ours),
        floor: median(blank),
        unit: 'ms',
      },
      1.5,
    ),
    ratioRow(
      {
        name: 'IPC call',
        work: `profiles.list, mean of ${calls}; floor: bare ipcRenderer.invoke`,
        ours: oursCall * 1000,
        floor: blankCall * 1000,
        unit: 'µs',
      },
      2,
    ),
  ];
}

/** Milliseconds from the launch until the page shows its heading; then `use` has the page, and it closes. */
async function timed(
  launch: () => Promise<ElectronApplication>,
  use: (page: Page) => Promise<void>,
): Promise<number> {
  const began = performance.now();
  const app = await launch();
  const page = await app.firstWindow();
  await page.getByRole('heading').first().waitFor();
  const took = performance.now() - began;
  await use(page);
  await app.close();
  return took;
}

// These two run in the page: they hold everything that they need. Milliseconds a call, over all of them: the page's
// clock is too coarse for one.

async function bareCalls(count: number): Promise<number> {
  const { bare } = globalThis as unknown as { bare: { invoke(): Promise<unknown> } };
  const began = performance.now();
  for (let call = 0; call < count; call++) await bare.invoke();
  return (performance.now() - began) / count;
}

async function listCalls(count: number): Promise<number> {
  const { mediary } = globalThis as unknown as {
    mediary: { invoke(method: string, input: unknown): Promise<unknown> };
  };
  const began = performance.now();
  for (let call = 0; call < count; call++) await mediary.invoke('profiles.list', {});
  return (performance.now() - began) / count;
}
