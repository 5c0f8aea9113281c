// Memory at rest with the big library open, of all processes, beside a blank Electron window.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ElectronApplication, Page } from 'playwright-core';
import { launchElectron, launchMediary } from '../support/electron.ts';
import type { BenchRow } from './bench-row.ts';

const blankApp = join(import.meta.dirname, 'blank-app');
/** Until it is idle: caches are filled, garbage is gone. */
const restMs = 10_000;
const mostMore = 200;

export async function memoryRow(
  dataFolder: string,
  signIn: (page: Page) => Promise<void>,
): Promise<BenchRow> {
  const blank = await measured(launchElectron(blankApp, []), async () => undefined);
  const ours = await measured(launchMediary(dataFolder), async (page) => {
    await signIn(page);
    await page.evaluate(() => {
      location.hash = '#/library';
    });
    await page.locator('[role=grid] a[data-index]').first().waitFor();
  });
  return {
    name: 'memory, idle',
    work: 'private memory of all processes, 1.2 M titles open; floor: a blank window',
    ours,
    floor: blank,
    unit: 'MB',
    ratio: ours / blank,
    must: `≤ floor + ${mostMore} MB`,
    ok: ours <= blank + mostMore,
  };
}

async function measured(
  launching: Promise<ElectronApplication>,
  use: (page: Page) => Promise<void>,
): Promise<number> {
  const app = await launching;
  try {
    const page = await app.firstWindow();
    await page.getByRole('heading').first().waitFor();
    await use(page);
    await sleep(restMs);
    const processes = await app.evaluate(({ app: electron }) =>
      electron.getAppMetrics().map(({ pid, memory }) => ({ pid, workingSet: memory.workingSetSize })),
    );
    return processes.reduce((sum, { pid, workingSet }) => sum + privateKilobytes(pid, workingSet), 0) / 1024;
  } finally {
    await app.close();
  }
}

/** What a process shares with others is counted by its share (Linux); elsewhere Electron's working set. */
function privateKilobytes(pid: number, workingSet: number): number {
  try {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    return Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1] ?? workingSet);
  } catch {
    return workingSet;
  }
}
